"""Killed at any moment and started again: each document exactly once."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from office import Office
from stored import stored, wanted

pytestmark = [pytest.mark.job, pytest.mark.browser]

SEED = 20240716


def test_three_kills_leave_each_document_exactly_once(office: Office) -> None:
    """`run` killed with SIGKILL three times after random numbers of saves loses and doubles nothing."""
    dice = random.Random(SEED)
    office.call("sample", str(office.workbook), "--entries", "20", "--seed", "14")
    for _ in range(3):
        target = len(office.documents()) + dice.randint(1, 4)
        running = office.start("run")
        # Polls the site, not the clock: the kill falls wherever the bot is when the n-th document appears.
        while len(office.documents()) < target and running.poll() is None:
            pass
        running.kill()
        running.communicate()
    office.call("run")
    office.call("verify")
    meant = wanted(office.workbook)
    assert Counter(stored(office.documents(), meant)) == Counter(meant)


@pytest.mark.parametrize(
    "screen", ["REC_TAX_ALLOT", "REC_ASSET_RENT_OUTSIDE", "EXP_VOUCHER_BUDGET", "ACC_GENERAL_JOURNAL"]
)
def test_a_kill_between_save_and_answer_doubles_nothing(office: Office, screen: str) -> None:
    """The browser outlives the bot for a moment; its copy of the commit must not leave then."""
    office.call("sample", str(office.workbook), "--entries", "8", "--seed", "16")
    office.fault("latency", screen=screen, seconds=6)
    running = office.start("run")
    while not any(d["screen"] == screen for d in office.documents()) and running.poll() is None:
        pass
    running.kill()
    running.communicate()
    office.call("run")
    office.call("verify")
    meant = wanted(office.workbook)
    assert Counter(stored(office.documents(), meant)) == Counter(meant)


@pytest.mark.parametrize(
    ("kind", "screen"),
    [
        ("answer_lost", "EXP_VOUCHER_BUDGET"),
        ("answer_lost", "REC_ASSET_RENT_OUTSIDE"),
        ("answer_lost_before_save", "REC_TAX_ALLOT"),
        ("error_after_save", "ACC_GENERAL_JOURNAL"),
        ("error_before_save", "EXP_VOUCHER_BUDGET"),
        ("session_expired", None),
        ("maintenance", None),
        ("latency", None),
    ],
)
def test_a_misbehaving_server_doubles_and_loses_nothing(
    office: Office, kind: str, screen: str | None
) -> None:
    """Whatever the server does around one save, each document is there once and proven."""
    office.call("sample", str(office.workbook), "--entries", "8", "--seed", "15")
    more = {"screen": screen} if screen else {"after": 9}
    office.fault(kind, **more, **({"seconds": 1} if kind in ("latency", "maintenance") else {}))
    office.call("run")
    office.call("verify")
    meant = wanted(office.workbook)
    assert Counter(stored(office.documents(), meant)) == Counter(meant)
