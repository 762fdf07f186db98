"""The watchdog, look by look; its thread, and real browsers, are in `tests/jobs/test_interruptions.py`."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import psutil
import pytest

from bot.errors import BrowserLost, Remedy
from bot.language import language_of
from bot.site.processes import Processes
from bot.site.watchdog import Watchdog, answered, check_lost, looking_away

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


class Browser:
    """Something that can be ended."""

    def __init__(self) -> None:
        self.ended = 0
        self.lives = True

    def end(self) -> None:
        self.ended += 1

    def watchdog(self, grace: float = 2) -> Watchdog:
        return Watchdog(grace=grace, end=self.end, lives=lambda: self.lives)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language_of("en"):
        yield


def _looks(watchdog: Watchdog, times: int) -> None:
    for _ in range(times):
        watchdog.look()


def test_silence_beyond_what_is_allowed_ends_the_browser() -> None:
    """Three seconds are allowed to the call, two more by the config; the sixth ends it, and each after it."""
    browser = Browser()
    watchdog = browser.watchdog()
    with watchdog.over(3) as watch:
        _looks(watchdog, 5)
        assert (browser.ended, watch.bitten) == (0, False)
        _looks(watchdog, 2)
        assert (browser.ended, watch.bitten) == (2, True)


def test_every_answer_begins_the_count_anew() -> None:
    """A page that takes long but answers is never ended."""
    browser = Browser()
    watchdog = browser.watchdog()
    with watchdog.over(3):
        for _ in range(5):
            _looks(watchdog, 5)
            answered()
    assert browser.ended == 0


def test_nothing_is_counted_while_nothing_is_done_or_a_person_is_asked() -> None:
    """Between two doings, and while a password is asked for, no silence is too long."""
    browser = Browser()
    watchdog = browser.watchdog()
    _looks(watchdog, 99)
    with watchdog.over(0):
        with looking_away():
            _looks(watchdog, 99)
        _looks(watchdog, 2)
    _looks(watchdog, 99)
    assert browser.ended == 0


def test_without_a_watchdog_nobody_minds() -> None:
    """A page that is asked outside of any doing, as by a test, needs no watchdog."""
    answered()
    check_lost(None)
    with looking_away():
        pass


def test_what_was_ended_is_told_as_lost_and_tried_again() -> None:
    """Whoever meets the broken call learns that the browser hung, in plain words that name the setting."""
    browser = Browser()
    watchdog = browser.watchdog()
    cause = ValueError("what the call raised")
    with watchdog.over(0) as outer:
        check_lost(cause)
        with watchdog.over(3):
            _looks(watchdog, 6)
        assert outer.bitten, "what is done within belongs to what is done"
        with pytest.raises(BrowserLost, match=r"pacing\.hang_after") as raised:
            check_lost(cause)
    assert raised.value.remedy is Remedy.RETRY
    assert raised.value.__cause__ is cause


def test_a_driver_that_died_by_itself_is_told_too() -> None:
    """Without a driver nobody answers; the next call would only fail in the same way."""
    browser = Browser()
    browser.lives = False
    with browser.watchdog().over(3), pytest.raises(BrowserLost, match="stopped working"):
        check_lost(None)


def test_it_looks_from_a_thread_of_its_own() -> None:
    """A thread that waits for the browser is freed by another."""
    freed = threading.Event()
    watchdog = Watchdog(grace=0, end=freed.set, lives=lambda: True, step=0.001)
    with watchdog, watchdog.over(0):
        assert freed.wait(60)


def test_only_what_was_started_since_is_ended() -> None:
    """A process that was there before is left alone; the driver is known, and seen to be gone."""
    with subprocess.Popen(SLEEPER) as before:
        processes = Processes()
        processes.take_stock()
        assert processes.driven(), "as long as none is known"
        with subprocess.Popen(SLEEPER) as started:
            processes.know_driver()
            assert processes.driven()
            while processes.megabytes() < 1:  # a process that was only just forked has nothing yet
                pass
            assert processes.end() == 1
            assert started.wait(60) != 0
        assert not processes.driven()
        assert psutil.Process(before.pid).is_running()
        assert before.poll() is None
        before.kill()


def test_a_driver_that_is_gone_but_not_yet_waited_for_drives_nothing() -> None:
    """A dead child stays in the list of processes until somebody asks for its end."""
    processes = Processes()
    processes.take_stock()
    with subprocess.Popen(SLEEPER) as started:
        processes.know_driver()
        started.kill()
        psutil.wait_procs([psutil.Process(started.pid)], timeout=0)
        while processes.driven():
            pass


def test_a_shared_driver_is_nobodys_to_judge() -> None:
    """When nothing was started there is nothing to end, and the driver counts as there."""
    processes = Processes()
    processes.take_stock()
    processes.know_driver()
    assert processes.driven()
    assert processes.end() == 0
