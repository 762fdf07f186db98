"""A run that is on: `status` answers, and a stop ends it cleanly after the entry in hand."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import Any

import pytest
from office import Office

pytestmark = [pytest.mark.job, pytest.mark.browser]

SLOW = 30
"""Seconds that the site takes for the one commit during which everything happens."""
SIGNALS = ["SIGINT", "SIGTERM"]


def until_committing(office: Office, running: subprocess.Popen[str]) -> dict[str, Any]:
    """Ask `status` until an entry is being committed; waits for states, never for the clock."""
    while running.poll() is None:
        told: dict[str, Any] = office.json("status", "--json", "--entries")
        if told["counts"]["COMMITTING"]:
            return told
    raise AssertionError(running.communicate()[0])


@pytest.mark.skipif(os.name == "nt", reason="a console event of Windows would stop the tests too")
@pytest.mark.parametrize("name", SIGNALS)
def test_status_answers_and_a_stop_is_clean_while_a_commit_takes_long(office: Office, name: str) -> None:
    """Hazard 22: the commit in hand is finished and receipted, the next entry is not touched, exit 130."""
    office.call("sample", str(office.workbook), "--entries", "8", "--seed", "21")
    office.fault("latency", seconds=SLOW)
    running = office.start("run")
    while not office.ledger.is_file() and running.poll() is None:
        pass
    told = until_committing(office, running)
    assert told["run"]["ended"] is None
    assert running.poll() is None, "status answered only after the run"
    running.send_signal(signal.Signals[name])
    output, _ = running.communicate()
    assert running.returncode == 130, output
    after = office.json("status", "--json", "--entries")
    assert after["run"]["outcome"] == "stopped"
    counts = {status: count for status, count in after["counts"].items() if count}
    assert counts == {"POSTED": 1, "PENDING": 7}
    (document,) = office.documents()
    assert [each["number"] for each in after["entries"] if each["number"]] == [document["number"]]
    office.call("run")
    assert len(office.documents()) == 8
