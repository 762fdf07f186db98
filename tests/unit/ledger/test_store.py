"""What only the real ledger has: files, other processes, migrations, events, questions."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from fakes.clock import FakeClock
from fakes.plans import make_entry, make_plan, some_entries
from sqlalchemy import event, inspect
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.lifecycle import TRANSITIONS, Status
from bot.domain.model import Difference, EntryKey, Readback, Receipt, Verdict
from bot.errors import LedgerBroken, LedgerBusy
from bot.language import language_of, say
from bot.ledger.lock import AdvisoryLock, FileLock
from bot.ledger.moves import SOURCES
from bot.ledger.reports import StatusTotal
from bot.ledger.schema import metadata
from bot.ledger.store import Store, open_ledger

WHY = say("เหตุผล", "The reason.")
A, B, C = some_entries(3)
NOW = datetime(2024, 8, 13, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Messages are matched in English."""
    with language_of("en"):
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน" / "ledger.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_ledger(path, now=FakeClock().now)
    yield opened
    opened.close()


@pytest.fixture
def run(store: Store) -> int:
    run = store.begin_run(make_plan(A, B, C), operator="สมศรี")
    store.enqueue(make_plan(A, B, C))
    return run


def receipt(number: str, **more: Any) -> Receipt:
    return Receipt(number=number, message="สำเร็จ", at=NOW, how="shown", **more)


def post(store: Store, run: int, number: str) -> EntryKey:
    claim = store.claim(run)
    assert claim
    key = claim.planned.entry.key
    store.about_to_commit(key, baseline=("V-0",), typed={"paper": "ฎ.1"})
    store.posted(key, receipt(number, evidence=("after.png",)))
    return key


def test_migrations_make_exactly_the_schema(store: Store) -> None:
    """Upgrading from nothing gives what `schema.py` describes, column by column."""
    with store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        tables = set(inspect(connection).get_table_names())
    assert tables == {*metadata.tables, "alembic_version"}


def test_money_to_disk_means_on_disk(store: Store) -> None:
    """WAL with full synchronisation, foreign keys on, and a patient writer."""
    with store.database.reading() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_a_write_takes_the_lock_at_once(store: Store) -> None:
    """No transition can be decided on a state that another process then changes."""
    said: list[str] = []
    engine = store.database._engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    store.note("hello")
    assert said[0] == "BEGIN IMMEDIATE"


def test_events_are_never_changed(store: Store, path: Path) -> None:
    """The database itself refuses to change or delete what happened."""
    store.note("hello")
    with sqlite3.connect(path) as connection:
        for statement in ("UPDATE events SET action = 'x'", "DELETE FROM events"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                connection.execute(statement)
    connection.close()


def test_every_move_is_in_the_lifecycle() -> None:
    """The store's guards allow nothing that the domain's table does not."""
    for sources, targets in SOURCES.values():
        for old in sources:
            for new in targets - {old}:
                assert new in TRANSITIONS[old]


def test_the_story_of_an_entry(store: Store, run: int) -> None:
    """Each transition left one event with old and new status, attempt, run and details."""
    key = post(store, run, "V-1")
    store.judged(key, None, Verdict())
    story = [(e.action, e.old, e.new, e.attempt) for e in store.reports.events(key=key)]
    assert story == [
        ("enqueued", None, Status.PENDING, 0),
        ("claimed", Status.PENDING, Status.WORKING, 1),
        ("committing", Status.WORKING, Status.COMMITTING, 1),
        ("posted", Status.COMMITTING, Status.POSTED, 1),
        ("judged", Status.POSTED, Status.VERIFIED, 1),
    ]
    committing = store.reports.events(key=key)[2]
    assert (committing.run, committing.details) == (run, {"baseline": ["V-0"]})
    assert [e.action for e in store.reports.events(after=committing.seq, limit=1)] == ["posted"]


def test_a_standing_tells_everything(store: Store, run: int) -> None:
    """Entry, receipt, readback, verdict, message and evidence come back as they went in."""
    key = post(store, run, "V-1")
    readback = Readback(number="V-1", fields={"amount": "2.00"}, at=NOW)
    verdict = Verdict(differences=(Difference(field="amount", expected="1.25", seen="2.00"),))
    store.judged(key, readback, verdict, text=WHY)
    standing = store.reports.standing(key)
    assert standing
    assert (standing.entry, standing.position, standing.status) == (A, 1, Status.MISMATCHED)
    assert (standing.readback, standing.verdict) == (readback, verdict)
    assert standing.receipt == receipt("V-1", evidence=("after.png",))
    assert (standing.number, standing.message, standing.reason) == ("V-1", WHY, "mismatch")
    assert (standing.baseline, standing.typed, standing.evidence) == (
        ("V-0",),
        {"paper": "ฎ.1"},
        ("after.png",),
    )
    assert standing.changed_at == NOW
    assert store.reports.standing(EntryKey("0" * 64)) is None


def test_standings_are_in_plan_order(store: Store, run: int) -> None:
    """A new order of the workbook shows at once; rows and sheet follow it, also of what is posted."""
    post(store, run, "V-1")
    moved = make_plan(C, B, A)
    store.enqueue(moved)
    assert [standing.entry.key for standing in store.reports.standings()] == [C.key, B.key, A.key]
    assert store.reports.standings()[0].message is None


def test_both_languages_are_kept(store: Store, run: int) -> None:
    """A refusal can be read in Thai and in English ever after."""
    claim = store.claim(run)
    assert claim
    store.refused(claim.planned.entry.key, WHY, evidence=["a.png"])
    standing = store.reports.standing(claim.planned.entry.key)
    assert standing
    assert standing.message == WHY
    assert standing.evidence == ("a.png",)


def test_found_keeps_the_evidence_of_the_doubt(store: Store, run: int) -> None:
    """What was recorded when it went wrong stays with the entry."""
    claim = store.claim(run)
    assert claim
    key = claim.planned.entry.key
    store.about_to_commit(key, baseline=(), typed={})
    store.in_doubt(key, "lost_answer", WHY, evidence=["lost.png"])
    store.found(key, receipt("V-1", evidence=("list.png",)))
    standing = store.reports.standing(key)
    assert standing
    assert standing.evidence == ("lost.png", "list.png")


def test_totals_are_exact(store: Store, run: int) -> None:
    """Sums by status and screen, to the satang, whatever floats would say."""
    store.enqueue(make_plan(A, B, C, make_entry("r1", screen="RECEIPT", amount=Decimal("0.10"))))
    tiny = [make_entry(f"t{n}", screen="RECEIPT", amount=Decimal("0.10")) for n in range(9)]
    store.enqueue(make_plan(A, B, C, make_entry("r1", screen="RECEIPT", amount=Decimal("0.10")), *tiny))
    post(store, run, "V-1")
    assert store.reports.totals() == (
        StatusTotal(status=Status.PENDING, screen="RECEIPT", count=10, amount=Decimal("1.00")),
        StatusTotal(status=Status.PENDING, screen="VOUCHER", count=2, amount=Decimal("5.50")),
        StatusTotal(status=Status.POSTED, screen="VOUCHER", count=1, amount=Decimal("1.25")),
    )


def test_keys_by_their_beginning(store: Store, run: int) -> None:
    """A person may shorten a key; wildcards of the database mean nothing."""
    assert store.reports.find_keys(A.key[:10].upper()) == (A.key,)
    assert store.reports.find_keys("") == (A.key, B.key, C.key)
    assert store.reports.find_keys("%") == ()


def test_runs_are_told(store: Store, run: int) -> None:
    """Each run has its operator, plan, mappings and end."""
    store.end_run(run, "done")
    (told,) = store.reports.runs()
    assert (told.id, told.operator, told.plan_hash, told.outcome) == (run, "สมศรี", "plan-1", "done")
    assert told.mappings == {"VOUCHER": "m1", "RECEIPT": "m1"}
    assert (told.started, told.ended) == (NOW, NOW)


def test_attempts_are_kept(store: Store, run: int, path: Path) -> None:
    """Each try has its own row: begun, announced, ended, with the requests that left."""
    claim = store.claim(run)
    assert claim
    store.again(claim.planned.entry.key, WHY)
    post(store, run, "V-1")
    connection = sqlite3.connect(path)
    query = "SELECT number, outcome, requests, announced IS NULL, ended IS NULL FROM attempts ORDER BY id"
    assert connection.execute(query).fetchall() == [(1, "PENDING", None, 1, 0), (2, "POSTED", 1, 0, 0)]
    connection.close()


def test_a_plan_with_two_equal_keys_is_refused(store: Store) -> None:
    """Two entries that cannot be told apart are a fault of the program."""
    store.begin_run(make_plan(A), operator="x")
    with pytest.raises(LedgerBroken):
        store.enqueue(make_plan(A, A))
    assert store.counts()[Status.PENDING] == 0


def test_a_mended_mapping_reaches_what_is_still_to_do(store: Store, run: int) -> None:
    """New steps for the same content are taken until the entry is committed."""
    plan = make_plan(A, B, C)
    other = plan.entries[0].steps[:1]
    changed = [type(each)(entry=each.entry, steps=other) for each in plan.entries]
    post(store, run, "V-1")
    store.enqueue(type(plan)(hash="h", entries=tuple(changed), totals=(), mappings={}))
    claim = store.claim(run)
    assert claim
    assert (claim.planned.entry, claim.planned.steps) == (B, other)


def test_a_path_with_url_characters(tmp_path: Path) -> None:
    """A file name is taken as it is; a SQLite URL means the same file."""
    path = tmp_path / "a?b#c%20d.sqlite3"
    open_ledger(path).close()
    assert path.is_file()
    plain = tmp_path / "plain.sqlite3"
    open_ledger(f"sqlite:///{plain.as_posix()}").close()
    assert plain.is_file()


def test_the_default_clock_has_a_zone(tmp_path: Path) -> None:
    """Times in the ledger can be compared wherever they are read."""
    store = open_ledger(tmp_path / "x.sqlite3")
    store.note("hello")
    assert store.reports.events()[0].at.tzinfo is not None
    store.close()


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    """Opening a workbook by mistake is said plainly and leaves it as it is."""
    path = tmp_path / "entries.xlsx"
    path.write_bytes(b"PK\x03\x04" * 1000)
    with pytest.raises(LedgerBroken, match="not a database"):
        open_ledger(path)
    assert path.read_bytes() == b"PK\x03\x04" * 1000


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(LedgerBroken, match="folder"):
        open_ledger(tmp_path / "x" / "ledger.sqlite3")


@pytest.mark.parametrize("where", ["nonsense://x", "postgresql+nodriver://h/d", "://"])
def test_an_address_that_is_none(where: str) -> None:
    """An unusable database URL is named as the thing to mend in the config."""
    with pytest.raises(LedgerBroken, match=r"config\.yaml"):
        open_ledger(where)


def test_a_ledger_of_a_newer_program(path: Path, store: Store) -> None:
    """An older program does not touch it."""
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LedgerBroken, match="newer version"):
        open_ledger(path)


def test_two_processes_open_a_new_ledger_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second finds it made between its question and its turn, and makes nothing."""
    from bot.ledger import database

    answers = iter([False, True])
    open_ledger(tmp_path / "x.sqlite3").close()
    monkeypatch.setattr(database.migrate, "is_current", lambda _connection: next(answers))
    monkeypatch.setattr(database.migrate, "upgrade", lambda _connection: pytest.fail("made twice"))
    open_ledger(tmp_path / "x.sqlite3").close()


def test_the_holder_is_named(path: Path, run: int) -> None:
    """Whoever comes second is told which process to wait for."""
    other = open_ledger(path)
    with pytest.raises(LedgerBusy, match=r"pid \d+, since 2024-08-13"):
        other.begin_run(make_plan(A), operator="x")
    other.close()


def test_busy_before_the_first_holder_signed(path: Path, store: Store) -> None:
    """The lock is what counts; its holder may not have written its name yet."""
    lock = FileLock(path.with_name(path.name + ".lock"))
    assert lock.take()
    with pytest.raises(LedgerBusy, match=r"pid \?"):
        store.begin_run(make_plan(A), operator="x")
    lock.release()
    lock.release()
    store.begin_run(make_plan(A), operator="x")


def test_a_lock_that_cannot_be_taken_at_all(path: Path, store: Store) -> None:
    """A lock file that is something else is a broken ledger, not a busy one."""
    path.with_name(path.name + ".lock").write_bytes(b"no lock" * 1000)
    with pytest.raises(LedgerBroken):
        store.begin_run(make_plan(A), operator="x")


@pytest.mark.parametrize("failing", ["runs", "meta"])
def test_a_run_that_cannot_begin_lets_go(path: Path, store: Store, failing: str) -> None:
    """A disk full at the first write does not leave the ledger taken."""
    with sqlite3.connect(path) as connection:
        connection.execute(
            f"CREATE TRIGGER full BEFORE INSERT ON {failing} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(LedgerBroken, match="disk full"):
        store.begin_run(make_plan(A), operator="x")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER full")
    connection.close()
    store.begin_run(make_plan(A), operator="x")


HOLDER = """
import sys
from bot.ledger.store import open_ledger
store = open_ledger(sys.argv[1])
with store.hold("run", who="other"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_leaves_the_ledger_free(path: Path, store: Store) -> None:
    """The operating system drops the lock, however the process ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin
    assert child.stdout
    try:
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(LedgerBusy, match=f"pid {child.pid},"):
            store.begin_run(make_plan(A), operator="x")
        assert store.reports.counts()[Status.PENDING] == 0  # questions are answered meanwhile
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
    store.begin_run(make_plan(A), operator="x")


def test_a_run_whose_lock_file_was_deleted_commits_nothing_more(path: Path, store: Store, run: int) -> None:
    """Another process may lock a new file and work: who lost the ledger takes and announces nothing."""
    store.enqueue(make_plan(A, B))
    claim = store.claim(run)
    assert claim is not None
    lock = path.with_name(path.name + ".lock")
    lock.rename(lock.with_suffix(".kept"))
    with pytest.raises(LedgerBroken, match="does not hold the ledger"):
        store.about_to_commit(claim.planned.entry.key, baseline=(), typed={})
    lock.touch()
    with pytest.raises(LedgerBroken, match="does not hold the ledger"):
        store.claim(run)
    assert store.status_of(claim.planned.entry.key) is Status.WORKING
    lock.unlink()
    lock.with_suffix(".kept").rename(lock)
    store.about_to_commit(claim.planned.entry.key, baseline=(), typed={})


class FakeSession:
    """A PostgreSQL session that holds advisory locks, as far as AdvisoryLock needs one."""

    holder: FakeSession | None = None
    cut = False

    def connect(self) -> FakeSession:
        return FakeSession()

    def execution_options(self, **options: str) -> FakeSession:
        assert options == {"isolation_level": "AUTOCOMMIT"}
        return self

    def execute(self, statement: object, _parameters: dict[str, int] | None = None) -> FakeSession:
        if self.cut:
            raise SQLAlchemyError
        if str(statement) == "SELECT 1":
            return self
        self.answer = True
        if "pg_try_advisory_lock" in str(statement):
            self.answer = FakeSession.holder is None
            FakeSession.holder = FakeSession.holder or self
        else:
            assert "pg_advisory_unlock" in str(statement)
            FakeSession.holder = None
        return self

    def scalar(self) -> bool:
        return self.answer

    def close(self) -> None:
        pass


def test_the_advisory_lock() -> None:
    """On PostgreSQL a session of its own holds the lock; the second does not get it."""
    one, two = AdvisoryLock(FakeSession()), AdvisoryLock(FakeSession())  # type: ignore[arg-type]
    assert one.take()
    assert one.held()
    assert not two.take()
    assert not two.held()
    two.release()
    one.release()
    assert two.take()


def test_the_advisory_lock_ends_with_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that was started anew has forgotten it, while other connections are made as if nothing was."""
    monkeypatch.setattr(FakeSession, "holder", None)
    lock = AdvisoryLock(FakeSession())  # type: ignore[arg-type]
    assert lock.take()
    monkeypatch.setattr(FakeSession, "cut", True)
    assert not lock.held()
