"""The evidence chain: whatever somebody does to the events is found, and its place is named."""

from __future__ import annotations

import ast
import json
import re
import runpy
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from fakes.chained import COLUMNS, ask_the_script, export, free_hands, seqs, tell_a_story
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from test_ledger_contract import POSTGRES, wipe

from bot.domain.chain import START, Break, ChainHead
from bot.ledger.audit import Audit
from bot.ledger.chain import first_break, hash_of
from bot.ledger.store import open_ledger
from bot.report import verify_chain

SCRIPT = Path(verify_chain.__file__)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a ledger's file that nobody tampered with."""
    path = tmp_path_factory.mktemp("whole") / "ledger.sqlite3"
    tell_a_story(path)
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="module")
def lines(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Give its exported events."""
    return export(whole, tmp_path_factory.mktemp("lines")).read_bytes().splitlines(keepends=True)


def examine(path: Path, *heads: ChainHead) -> Break | None:
    store = open_ledger(path)
    try:
        return Audit(store.database).examine(heads)[1]
    finally:
        store.close()


def both(lines: list[bytes], head: str = "") -> tuple[str, int] | None:
    """Ask the script's own code about exported lines; gives what was done and at which place from 0."""
    return verify_chain.first_break([verify_chain.read(line.rstrip(b"\n")) for line in lines], head)


def ours(lines: list[bytes]) -> tuple[str, int] | None:
    """Ask the program about the same lines."""
    records = [json.loads(line) for line in lines]
    found = first_break(records)
    return (found.kind, found.seq) if found else None


def test_a_ledger_as_it_was_written(whole: Path, tmp_path: Path) -> None:
    """Program and script agree that nothing was done to it, and name the same head."""
    folder = tmp_path / "audit"
    events = export(whole, folder)
    store = open_ledger(whole)
    number, broken = Audit(store.database).examine()
    head = Audit(store.database).head()
    store.close()
    assert head
    assert (number, broken) == (len(seqs(events)), None)
    code, said = ask_the_script(folder)
    assert code == 0
    assert f"WHOLE: {number} " in said
    assert head.code in said


def test_the_script_is_short_and_stands_alone() -> None:
    """An auditor can read it: under a hundred lines, nothing but Python's own library."""
    text = SCRIPT.read_text(encoding="utf-8")
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import)
        for name in node.names
    } | {n.module for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ImportFrom) and n.module}
    assert len(text.splitlines()) < 100
    assert imported <= set(sys.stdlib_module_names)


def test_each_record_is_hashed_as_rfc_8785_says(lines: list[bytes]) -> None:
    """A line is its record's canonical JSON, and its hash covers everything else in it."""
    previous = START
    for line in lines:
        record = json.loads(line)
        assert line == rfc8785.dumps(record) + b"\n"
        assert (record["previous"], record["hash"]) == (previous, hash_of(record))
        previous = record["hash"]


@settings(max_examples=300)
@given(data=st.data())
def test_one_byte_of_the_exported_events(data: st.DataObject, lines: list[bytes]) -> None:
    """Whatever byte is changed to whatever else, the script names its line."""
    text = bytearray(b"".join(lines))
    place = data.draw(st.integers(0, len(text) - 2))
    old = text[place]
    text[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != old))
    found = both(bytes(text).splitlines(keepends=True) if b"\r" not in text else bytes(text).split(b"\n"))
    line = bytes(text[:place]).count(b"\n")
    assert found is not None
    assert found[1] in {line, line + 1} if old == 10 else found[1] == line


@settings(max_examples=60)
@given(data=st.data())
def test_one_byte_of_a_copy_of_the_ledger(
    data: st.DataObject, whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever byte of whatever column of whatever event is changed, `audit verify` names that event."""
    copy = tmp_path_factory.mktemp("copy") / "ledger.sqlite3"
    shutil.copy(whole, copy)
    connection = free_hands(copy)
    column = data.draw(st.sampled_from(COLUMNS))
    query = f"SELECT seq, CAST({column} AS BLOB) FROM events WHERE {column} <> '' ORDER BY seq"  # noqa: S608 - one of ours
    seq, stored = data.draw(st.sampled_from(connection.execute(query).fetchall()))
    place = data.draw(st.integers(0, len(stored) - 1))
    low, high = (0x30, 0x39) if column in ("run", "attempt") else (1, 255)
    byte = data.draw(st.integers(low, high).filter(lambda value: value != stored[place]))
    tampered = stored[:place] + bytes([byte]) + stored[place + 1 :]
    kind = "INTEGER" if column in ("run", "attempt") else "TEXT"
    change = f"UPDATE events SET {column} = CAST(? AS {kind}) WHERE seq = ?"  # noqa: S608 - one of ours
    connection.execute(change, (tampered, seq))
    connection.commit()
    connection.close()
    found = examine(copy)
    assert found is not None
    assert found.seq == seq
    assert found.kind == "changed"


@settings(max_examples=80)
@given(data=st.data())
def test_removal_insertion_and_reorder(data: st.DataObject, lines: list[bytes]) -> None:
    """Each is found by program and script alike, called by its name, at its place."""
    last = len(lines) - 1
    at = data.draw(st.integers(0, last - 1))
    numbers = [json.loads(line)["seq"] for line in lines]
    assert both(lines[:at] + lines[at + 1 :]) == ("removed", at)
    assert ours(lines[:at] + lines[at + 1 :]) == ("removed", numbers[at + 1])
    to = data.draw(st.integers(at + 1, last))
    moved = [*lines[:at], lines[to], *lines[at:to], *lines[to + 1 :]]
    assert both(moved) == ("reordered", at)
    assert ours(moved) == ("reordered", numbers[to])
    copied = [*lines[:to], lines[at], *lines[to:]]
    assert both(copied) == ("inserted", to)
    assert ours(copied) == ("inserted", numbers[at])


def forged(previous: str, seq: int) -> bytes:
    record: dict[str, Any] = dict.fromkeys(COLUMNS) | {"action": "forged", "details": "{}", "attempt": 0}
    record |= {"seq": seq, "previous": previous}
    return rfc8785.dumps(record | {"hash": hash_of(record)}) + b"\n"


@settings(max_examples=60)
@given(data=st.data())
def test_an_event_that_fits_by_itself(data: st.DataObject, lines: list[bytes]) -> None:
    """A forger who computes a right hash for his own event is found at exactly that event.

    Before the very last event only the noted head could tell which of the two is genuine.
    """
    at = data.draw(st.integers(0, len(lines) - 2))
    record = json.loads(lines[at])
    well_linked = forged(record["previous"], record["seq"])
    for alien in (well_linked, forged("f" * 64, 77), b'{"hash":"x"}\n'):
        there = [*lines[:at], alien, *lines[at:]]
        assert both(there) == ("inserted", at)
    found = ours([*lines[:at], well_linked, *lines[at:]])
    assert found == ("inserted", record["seq"])
    later = data.draw(st.integers(0, at))
    behind = [*lines[: at + 1], forged(json.loads(lines[later])["previous"], 77), *lines[at + 1 :]]
    assert both(behind) == ("inserted", at + 1)


def test_events_whose_numbers_are_swapped(whole: Path, tmp_path: Path) -> None:
    """Moving rows within the database is called what it is."""
    copy = shutil.copy(whole, tmp_path / "ledger.sqlite3")
    connection = free_hands(copy)
    for old, new in ((4, 900), (5, 4), (900, 5)):
        connection.execute("UPDATE events SET seq = ? WHERE seq = ?", (new, old))
    connection.commit()
    connection.close()
    assert examine(copy) == Break(kind="reordered", seq=4)


def test_the_end_cut_off(whole: Path, tmp_path: Path) -> None:
    """The ledger notes its own end; without that note the head on paper still tells."""
    head = ChainHead(**json.loads(fact(whole)))
    copy = shutil.copy(whole, tmp_path / "ledger.sqlite3")
    connection = free_hands(copy)
    connection.execute("DELETE FROM events WHERE seq > ?", (head.seq - 2,))
    connection.commit()
    assert examine(copy) == Break(kind="cut_off", seq=head.seq - 2)
    connection.execute("DELETE FROM meta WHERE name = 'chain_head'")
    connection.execute("UPDATE entries SET status = 'PENDING' WHERE status = 'SKIPPED'")
    connection.commit()
    connection.close()
    assert examine(copy) is None
    assert examine(copy, head) == Break(kind="cut_off", seq=head.seq - 2)
    folder = tmp_path / "audit"
    export(copy, folder)
    code, said = ask_the_script(folder, "--head", head.code)
    assert code == 1
    assert f"event {head.seq - 2}: " in said
    (folder / "events.jsonl").write_bytes(b"")
    assert ask_the_script(folder, "--head", head.code)[0] == 1


def fact(path: Path) -> str:
    connection = sqlite3.connect(path)
    (value,) = connection.execute("SELECT value FROM meta WHERE name = 'chain_head'").fetchone()
    connection.close()
    return str(value)


def test_a_head_of_an_earlier_day_still_holds(whole: Path, lines: list[bytes]) -> None:
    """A report that was printed last week does not accuse a ledger that went on since."""
    record = json.loads(lines[4])
    head = ChainHead(seq=record["seq"], hash=record["hash"])
    assert examine(whole, head) is None
    assert both(lines, head.code) is None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE entries SET status = 'VERIFIED' WHERE status = 'REJECTED'",
        "UPDATE entries SET number = 'V-9' WHERE number = 'V-1'",
        "UPDATE entries SET number = '' WHERE number = 'V-1'",
    ],
)
def test_an_entry_that_stands_otherwise_than_its_events(
    whole: Path, tmp_path: Path, tampering: str
) -> None:
    """Whoever leaves the events alone and changes what they led to is found as well."""
    copy = shutil.copy(whole, tmp_path / "ledger.sqlite3")
    connection = sqlite3.connect(copy)
    connection.execute(tampering)
    connection.commit()
    connection.close()
    found = examine(copy)
    assert found
    assert found.kind == "standing"


WRITER = """
import sys
from bot.ledger.store import open_ledger
store = open_ledger(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for n in range(60):
    store.note("hello", n=n)
store.close()
"""


def write_from_two_processes(where: str) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, where], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for child in children:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate()
        assert child.returncode == 0


def test_two_processes_write_one_chain(tmp_path: Path) -> None:
    """Console and run write at the same time; every event follows exactly one other."""
    path = tmp_path / "ledger.sqlite3"
    open_ledger(path).close()
    write_from_two_processes(str(path))
    store = open_ledger(path)
    assert Audit(store.database).examine() == (120, None)
    assert [event.seq for event in store.reports.events()] == list(range(1, 121))
    store.close()


@pytest.mark.skipif(not POSTGRES, reason="needs an empty PostgreSQL database")
def test_two_processes_write_one_chain_on_a_server() -> None:
    """The same on PostgreSQL, where nobody locks the whole file."""
    wipe(POSTGRES)
    open_ledger(POSTGRES).close()
    write_from_two_processes(POSTGRES)
    store = open_ledger(POSTGRES)
    assert Audit(store.database).examine() == (120, None)
    store.close()


@pytest.mark.skipif(not POSTGRES, reason="needs an empty PostgreSQL database")
def test_a_server_from_before_the_chain() -> None:
    """The migration chains what is on a server as it does in a file."""
    wipe(POSTGRES)
    tell_a_story(POSTGRES)
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        for statement in (
            "ALTER TABLE events DROP COLUMN previous, DROP COLUMN hash",
            "ALTER TABLE entries DROP COLUMN waits_for",  # of later shapes
            "DROP TABLE corrections",
            "DELETE FROM meta WHERE name = 'chain_head'",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    store = open_ledger(POSTGRES)
    number, broken = Audit(store.database).examine()
    assert (number > 5, broken) == (True, None)
    with pytest.raises(Exception, match="never changed"), store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE events SET hash = ''")
    store.close()


def test_a_ledger_from_before_the_chain(whole: Path, tmp_path: Path) -> None:
    """Opening it chains the events that are there, as they stand, and guards them again."""
    copy = shutil.copy(whole, tmp_path / "ledger.sqlite3")
    connection = free_hands(copy)
    connection.execute("ALTER TABLE entries DROP COLUMN waits_for")  # of later shapes
    connection.execute("DROP TABLE corrections")
    connection.execute("ALTER TABLE events DROP COLUMN previous")
    connection.execute("ALTER TABLE events DROP COLUMN hash")
    connection.execute("DELETE FROM meta WHERE name = 'chain_head'")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    for verb in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER events_{verb}_refused BEFORE {verb} ON events "
            "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
        )
    connection.commit()
    connection.close()
    assert examine(copy) is None
    assert fact(copy) == fact(whole)
    connection = sqlite3.connect(copy)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE events SET hash = ''")
    connection.close()


def test_a_value_that_no_event_can_hold() -> None:
    """It has no hash, so it can never pass for an event."""
    assert hash_of({"at": b"x"}) == ""
    assert Break(kind="removed", seq=7).text.en == "At least one event before event 7 was removed."


def test_the_script_says_what_it_needs(whole: Path, tmp_path: Path, capsys: Any) -> None:
    """Called by itself it reads the events beside it; without a head it says so."""
    folder = tmp_path / "audit"
    export(whole, folder)
    (folder / "head.txt").unlink()
    code, said = ask_the_script(folder, str(folder / "events.jsonl"))
    assert code == 0
    assert "no head to compare" in said
    assert re.search(r"WHOLE: \d+", said)
    assert runpy.run_path(str(SCRIPT))["START"] == START
