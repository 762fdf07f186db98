"""Interruptions of a real browser, and of what drives it; each is named after what happens.

The bot must overcome them by itself, within one run: the back door says what is really stored.
Interruptions that need no browser are in `tests/unit/engine/test_engine_interruptions.py`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace

import pytest
from office import Office
from stored import stored, wanted

pytestmark = [
    pytest.mark.job,
    pytest.mark.browser,
    pytest.mark.skipif("not hasattr(__import__('os'), 'setsid')", reason="processes are struck by signals"),
]

PACING = (
    "{settling_delay: 0.2, first_wait: 0.1, longest_wait: 1, maintenance_wait: 60,"
    " page_timeout: 20, hang_after: 4}"
)
IN_PLACE = "รายได้อื่น"


def _ready(office: Office, *, entries: int = 4) -> None:
    office.write_config(pacing=PACING, mappings=office.quick_commits(20))
    office.call("sample", str(office.workbook), "--entries", str(entries), "--seed", "31")


def _each_is_there_once(office: Office) -> None:
    office.call("verify")
    meant = wanted(office.workbook)
    assert Counter(stored(office.documents(), meant)) == Counter(meant)


@pytest.mark.parametrize(
    ("fault", "point", "moment"),
    [
        pytest.param("browser_hung", "enter", "before", id="browser hung while typing"),
        pytest.param("browser_hung", "request", "after", id="browser hung between commit and receipt"),
        pytest.param("browser_hung", "search", "before", id="browser hung before a page is fetched"),
        pytest.param("driver_hung", "enter", "before", id="driver hung while typing"),
        pytest.param("driver_hung", "request", "within", id="driver hung between save and answer"),
        pytest.param("driver_killed", "enter", "before", id="driver killed while typing"),
        pytest.param("browser_killed", "enter", "before", id="browser killed while typing"),
        pytest.param("browser_killed", "request", "within", id="browser killed between save and answer"),
    ],
)
def test_browser_or_driver_hung_or_killed(office: Office, fault: str, point: str, moment: str) -> None:
    """A fresh browser is started, doubts are settled by looking, and the run ends by itself."""
    _ready(office)
    struck = office.strike("run", blows=[(fault, point, moment)], expect=0)
    assert [blow["fault"] for blow in struck] == [fault]
    assert struck[0]["pids"]
    _each_is_there_once(office)


def test_driver_killed_between_save_and_answer(office: Office) -> None:
    """The browser outlives what drives it for a moment; its copy of the commit must not leave then."""
    _ready(office)
    struck = office.strike("run", blows=[("driver_killed", "request", "within")] * 4, expect=0)
    assert len(struck) == len(office.documents()) == 4
    _each_is_there_once(office)


def test_page_in_an_endless_loop(office: Office) -> None:
    """A form whose script never ends answers nothing: the browser is ended, another opens the form again."""
    _ready(office)
    office.fault("endless_loop", after=1)
    told = office.call("run")
    assert office.back("faults")["struck"]
    assert "browser_hung" in told.stderr
    _each_is_there_once(office)


@pytest.mark.parametrize("how", ["changed", "deleted"])
def test_workbook_changed_or_deleted_during_a_run(office: Office, how: str) -> None:
    """The run enters what it read when it began; the next start looks at what is there then."""
    _ready(office)
    meant = wanted(office.workbook)
    office.fault("latency", seconds=5)
    running = office.start("run")
    while not office.documents() and running.poll() is None:
        pass
    office.workbook.unlink()
    if how == "changed":
        office.call("sample", str(office.workbook), "--entries", "3", "--seed", "99")
    printed, _ = running.communicate()
    assert running.returncode == 0, printed
    assert Counter(stored(office.documents(), meant)) == Counter(meant)
    if how == "deleted":
        office.call("run", expect=2)
    assert len(office.documents()) == 4


def test_two_ledgers_for_one_office(office: Office) -> None:
    """Two bots that know nothing of each other, one user, a site with one session: no document twice.

    Each signing in ends the other's session. They do not fight for ever: both come to an end by themselves.
    """
    _ready(office, entries=8)
    other = replace(office, folder=office.folder / "other")
    other.folder.mkdir()
    other.write_config(pacing=PACING, mappings=other.quick_commits(20))
    shutil.copy(office.workbook, other.workbook)
    first = office.start("run")
    while not office.documents() and first.poll() is None:
        pass
    second = other.start("run")
    told = [running.communicate()[0] for running in (first, second)]
    codes = (first.returncode, second.returncode)
    assert set(codes) <= {0, 3, 4, 5}, told
    meant = wanted(office.workbook)
    there = Counter(stored(office.documents(), meant))
    assert not there - Counter(meant), "entered twice, or never meant"
    assert any(code != 0 for code in codes), "two whole runs cannot both have entered everything"
