"""Interruptions that need no browser, each named; on the real ledger, with a server that outlives the bot.

After each the bot is started once more, as a person would, and every document must be there exactly once.
Those that need a real browser are in `tests/jobs/test_interruptions.py`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bench import Bench

from bot.domain.lifecycle import Status
from bot.errors import LedgerBroken, PageTrouble, SessionLost, SiteUnusable
from bot.language import language_of, say
from bot.ledger.store import Store, open_ledger

WHY = say("เหตุ", "Why.")
P = Status.POSTED
PAPERS = ["ฎ.1", "ฎ.2", "ฎ.3"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language_of("en"):
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def bench(path: Path) -> Iterator[Bench]:
    made = Bench()
    made.ledger = open_ledger(path, now=made.clock.now)
    yield made
    made.ledger.close()


def _once(bench: Bench, call: str, act: Callable[[], object], *, turn: int = 1) -> None:
    """Let something happen at the first (or a later) call of this name, before it does anything."""
    real = getattr(bench.site, call)
    turns = 0

    def struck(*args: Any) -> Any:
        nonlocal turns
        turns += 1
        if turns == turn:
            act()
        return real(*args)

    setattr(bench.site, call, struck)


def _finish(bench: Bench) -> None:
    """Run to a good end; every document is there once and known by its number."""
    bench.site.raises.clear()
    assert bench.run().exit_code == 0
    assert bench.server.papers() == PAPERS
    assert {p.number for p in bench.ledger.to_verify()} == {d.number for d in bench.server.documents}


def _pragma(store: Store, words: str) -> int:
    """Set something of the one connection that the ledger writes by."""
    with store.database._engine.connect() as connection:
        told = connection.exec_driver_sql(f"PRAGMA {words}")
        return int(told.scalar() or 0) if told.returns_rows else 0


@pytest.mark.parametrize(
    ("fault", "raises"),
    [
        pytest.param("", {"prepare": [PageTrouble(WHY)], "search": [None, SiteUnusable(WHY)]}, id="before"),
        pytest.param("lose_request", {"search": [None, SiteUnusable(WHY), SiteUnusable(WHY)]}, id="during"),
        pytest.param("lose_answer", {"search": [None, SiteUnusable(WHY), SiteUnusable(WHY)]}, id="after"),
    ],
)
def test_network_cut_before_during_or_after_the_request(bench: Bench, fault: str, raises: Any) -> None:
    """The cut, and the time without a network after it, are sat out; one run enters each document once."""
    bench.server.faults = [fault]
    bench.site.raises |= raises
    outcome = bench.run()
    assert outcome.exit_code == 0
    assert "unreachable" in bench.actions
    assert bench.site.raises["search"] == []
    assert bench.server.papers() == PAPERS
    _finish(bench)


def test_dns_gone_at_the_start_is_told_at_once(bench: Bench) -> None:
    """A site that was never reached may be a wrong address: exit 4, no waiting."""
    bench.site.raises["sign_in"] = [SiteUnusable(WHY)]
    outcome = bench.run()
    assert outcome.exit_code == 4
    assert bench.clock.slept == []
    _finish(bench)


def test_dns_gone_for_too_long(bench: Bench) -> None:
    """What lasts longer than `maintenance_wait` halts, exit 4; the entry in hand used up no try."""
    bench.site.raises["search"] = [SiteUnusable(WHY)] * 99
    outcome = bench.run()
    assert isinstance(outcome.halted_by, SiteUnusable)
    assert outcome.exit_code == 4
    assert sum(bench.clock.slept) == 100
    assert bench.statuses() == [Status.PENDING] * 3
    _finish(bench)


def test_disk_full_while_writing_the_ledger(tmp_path: Path) -> None:
    """However many pages the disk still has: exit 4 and nothing twice; with room again each is there once."""
    ends = set()
    for room in range(12):
        bench = Bench()
        path = tmp_path / f"{room}.sqlite3"
        bench.ledger = open_ledger(path, now=bench.clock.now)
        _pragma(bench.ledger, f"max_page_count={_pragma(bench.ledger, 'page_count') + room}")
        try:
            ends.add(bench.run().exit_code)
        except LedgerBroken as broken:  # not even the end of the run could be written
            assert "disk" in broken.text.en
            ends.add(broken.exit_code)
        bench.ledger.close()
        bench.ledger = open_ledger(path, now=bench.clock.now)
        _finish(bench)
        bench.ledger.close()
    assert ends == {0, 4}


@pytest.mark.parametrize("fault", ["", "lose_answer", "late"])
@pytest.mark.parametrize("hours", [-24, 24], ids=["backwards", "forwards"])
def test_clock_moved(bench: Bench, hours: int, fault: str) -> None:
    """A clock that is set by a day while a commit is under way costs no day of waiting, and no document."""
    bench.server.faults = [fault]
    _once(bench, "commit", lambda: _move(bench, hours))
    assert bench.run().posted == 3
    assert sum(bench.clock.slept) < 60
    _finish(bench)


def _move(bench: Bench, hours: float) -> None:
    bench.clock.set_by(timedelta(hours=hours))


@pytest.mark.parametrize("call", ["search", "prepare", "commit", "rest"])
def test_machine_asleep_for_hours(bench: Bench, call: str) -> None:
    """The clock went on, the session is dead: sign in, look, go on."""
    bench.server.faults = ["expire"] if call == "commit" else []

    def sleep() -> None:
        _move(bench, 9)
        bench.server.signed_in = False

    _once(bench, call, sleep)
    outcome = bench.run()
    assert (outcome.posted, outcome.exit_code) == (3, 0)
    _finish(bench)


@pytest.mark.parametrize("call", ["search", "prepare", "commit"])
def test_session_ended_by_the_server(bench: Bench, call: str) -> None:
    """Wherever it shows first, the bot signs in again and each document is there once."""
    if call == "commit":
        bench.server.faults = ["expire"]
    else:
        bench.site.raises[call] = [None, SessionLost(WHY)]
    assert bench.run().posted == 3
    _finish(bench)


def test_ledger_file_locked_by_another_program(bench: Bench, path: Path) -> None:
    """Somebody opened it in a database tool and left a change open: exit 4 before anything is committed."""
    _pragma(bench.ledger, "busy_timeout=0")
    other = sqlite3.connect(path, isolation_level=None)
    _once(bench, "prepare", lambda: other.execute("BEGIN IMMEDIATE"))
    with pytest.raises(LedgerBroken, match="locked"):
        bench.run()
    assert bench.server.documents == []
    other.close()
    _finish(bench)


def test_ledger_file_locked_between_commit_and_receipt(bench: Bench, path: Path) -> None:
    """What the site stored cannot be written down: exit 4; the next start finds it on the site."""
    _pragma(bench.ledger, "busy_timeout=0")
    other = sqlite3.connect(path, isolation_level=None)
    _once(bench, "commit", lambda: other.execute("BEGIN IMMEDIATE"))
    with pytest.raises(LedgerBroken, match="locked"):
        bench.run()
    assert bench.server.papers() == PAPERS[:1]
    other.close()
    _finish(bench)
    assert bench.site.calls.count("commit") == 3


def test_ledger_file_read_only(bench: Bench) -> None:
    """A ledger that must not be written to stops the work before anything is committed."""
    _once(bench, "prepare", lambda: _pragma(bench.ledger, "query_only=ON"))
    with pytest.raises(LedgerBroken, match="may write"):
        bench.run()
    assert bench.server.documents == []
    _pragma(bench.ledger, "query_only=OFF")
    _finish(bench)


@pytest.mark.skipif("__import__('os').name == 'nt'", reason="Windows keeps an open file from being deleted")
@pytest.mark.parametrize("replaced", [False, True])
@pytest.mark.parametrize("call", ["prepare", "commit"])
def test_ledger_file_vanished(bench: Bench, path: Path, call: str, *, replaced: bool) -> None:
    """Deleted or replaced under the running bot: it says so instead of writing to a file that nobody has."""
    kept = path.with_name("recycle-bin")

    def vanish() -> None:
        path.rename(kept)
        if replaced:
            path.write_bytes(kept.read_bytes())

    _once(bench, call, vanish)
    with pytest.raises(LedgerBroken, match="Do not begin with a new one"):
        bench.run()
    assert len(bench.server.documents) == (call == "commit")
    bench.ledger.close()
    kept.replace(path)
    bench.ledger = open_ledger(path, now=bench.clock.now)
    _finish(bench)


@pytest.mark.parametrize("call", ["prepare", "commit", "rest"])
def test_power_loss(bench: Bench, path: Path, tmp_path: Path, call: str) -> None:
    """The disk as it is at that moment is all there is: what a step relied on is in the file before the step.

    Every piece of the log may be cut off at its end, torn in the middle of a page: the ledger opens, and
    the entry stands where it stood after some transition, never in between.
    """
    disk: dict[str, bytes] = {}

    def power_off() -> None:
        disk.update({part: path.with_name(path.name + part).read_bytes() for part in ("", "-wal")})

    _once(bench, call, power_off)
    bench.run()
    key = bench.entries[0].key
    stood = [_after(tmp_path / f"{cut}", disk, cut, key) for cut in range(0, len(disk["-wal"]), 5003)]
    whole = _after(tmp_path / "whole", disk, 0, key)
    assert whole == {"prepare": Status.WORKING, "commit": Status.COMMITTING, "rest": P}[call]
    order = [None, Status.PENDING, Status.WORKING, Status.COMMITTING, P]
    ranks = [order.index(status) for status in stood]
    assert ranks == sorted(ranks, reverse=True)


def _after(folder: Path, disk: dict[str, bytes], cut: int, key: Any) -> Status | None:
    """Open what the disk has, less so many bytes of the log, and tell where the entry stands."""
    folder.mkdir()
    path = folder / "ledger.sqlite3"
    path.write_bytes(disk[""])
    log = disk["-wal"]
    path.with_name(path.name + "-wal").write_bytes(log[: len(log) - cut])
    ledger = open_ledger(path)
    status = ledger.status_of(key)
    ledger.close()
    return status


def test_power_loss_needs_a_log_that_is_synced(bench: Bench) -> None:
    """Each transition is forced through to the disk: write-ahead log with full synchronisation."""
    assert _pragma(bench.ledger, "synchronous") == 2
    with bench.ledger.database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
