"""What persons decide at the console: a wish in the ledger for a run that is on, else done at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.plans import make_plan
from made_up_desk import Reader, fill, open_desk

from bot.console.tasks import Tasks
from bot.console.workbooks import Workbooks
from bot.domain.lifecycle import Status
from bot.domain.model import Entry
from bot.errors import ConfigError

REFUSED = 3
"""The place of the entry that the site refused."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Reader, tuple[Entry, ...]]]:
    with open_desk(tmp_path) as desk:
        entries = fill(desk.store)
        yield Reader(desk).enter(), entries


def test_without_a_run_a_parked_entry_is_skipped_at_once(office: tuple[Reader, tuple[Entry, ...]]) -> None:
    """The decision, its reason and who took it stand in the ledger; nothing is left for a later run."""
    reader, entries = office
    key = entries[REFUSED].key
    answer = reader.post(
        "/wish", {"wish": "skip", "key": key, "reason": "ยกเลิกแล้ว", "back": f"/entries/{key}"}
    )
    assert answer.headers["location"] == f"/entries/{key}?done=1"
    store = reader.desk.store
    assert store.status_of(key) is Status.SKIPPED
    assert reader.desk.watching.wishes() == ()
    event = reader.desk.reports.events(key=key)[-1]
    assert (event.action, event.details["who"], event.details["reason"]) == (
        "skipped", "somsri@office", "ยกเลิกแล้ว",
    )  # fmt: skip


def test_leaving_is_written_down_and_moves_nothing(office: tuple[Reader, tuple[Entry, ...]]) -> None:
    """The entry stays refused; that somebody has looked is an event."""
    reader, entries = office
    key = entries[REFUSED].key
    reader.post("/wish", {"wish": "leave", "key": key, "reason": "รอเอกสาร"})
    assert reader.desk.store.status_of(key) is Status.REJECTED
    assert reader.desk.reports.events(key=key)[-1].action == "left"
    assert reader.post("/wish", {"wish": "leave", "key": key}).status_code == 409


@pytest.mark.parametrize("wish", ["pause", "go_on", "stop", "finish", "commit", "correct", "nonsense", ""])
def test_there_is_nothing_to_steer_without_a_run(office: tuple[Reader, tuple[Entry, ...]], wish: str) -> None:
    """A button of an old page does not wait for the next run."""
    reader, _ = office
    assert reader.post("/wish", {"wish": wish}).status_code == 409
    assert reader.desk.watching.wishes() == ()


@pytest.mark.parametrize("wish", ["pause", "finish", "stop"])
def test_a_run_that_is_on_finds_the_wish(office: tuple[Reader, tuple[Entry, ...]], wish: str) -> None:
    """It is in the ledger, with who asked, and the page says that it waits to be taken."""
    reader, entries = office
    store = reader.desk.store
    run = store.begin_run(make_plan(*entries), operator="สมศรี")
    try:
        assert reader.post("/wish", {"wish": wish}).status_code == 303
        assert "ส่งคำขอแล้ว" in reader.words("/")
        (asked,) = store.asked()
        assert (asked.wish, asked.who) == (wish, "somsri@office")
    finally:
        store.end_run(run, "stopped")


def test_who_decides_is_who_said_so(office: tuple[Reader, tuple[Entry, ...]]) -> None:
    """The name that a person gave stands with the decision."""
    reader, entries = office
    reader.post("/who", {"who": "สมหญิง ใจดี"})
    assert "ผู้ใช้: สมหญิง ใจดี" in reader.words("/")
    key = entries[REFUSED].key
    reader.post("/wish", {"wish": "skip", "key": key, "reason": "ซ้ำ"})
    assert reader.desk.reports.events(key=key)[-1].details["who"] == "สมหญิง ใจดี"


def test_an_upload_keeps_its_name_and_stays_where_it_belongs(tmp_path: Path) -> None:
    """Thai names stay whole; folders in a name, and names that lead elsewhere, mean nothing."""
    books = Workbooks(folder=tmp_path / "kept", standard=tmp_path / "entries.xlsx")
    for name, shown in (
        ("สมุดงานที่แก้แล้ว.xlsx", "สมุดงานที่แก้แล้ว.xlsx"),
        ("..\\..\\ไป.xlsx", "ไป.xlsx"),
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ('<b>"x":|?*.xls', "_b_x_.xls"),
    ):
        with (tmp_path / "x").open("w+b") as content:
            brought = books.bring(name, content, who="สมศรี")
        assert brought.path.parent == tmp_path / "kept"
        assert brought.name == shown
        assert books.chosen().path == brought.path
    for wrong in ("ภาพ.png", "", "..", ".xlsx", "สมุด.xlsx.exe"):
        with (tmp_path / "x").open("rb") as content, pytest.raises(ConfigError):
            books.bring(wrong, content, who="สมศรี")


def test_an_oversized_upload_is_refused(tmp_path: Path) -> None:
    """By its announced length and by what comes; nothing of it is kept."""
    with open_desk(tmp_path) as desk:
        reader = Reader(desk, largest_upload=2000).enter()
        file = {"workbook": ("ใหญ่.xlsx", b"x" * 3000)}
        assert reader.post("/workbook/upload", files=file).status_code == 413
        assert list((tmp_path / "console").rglob("*.xlsx")) == []


def test_a_tasks_end_is_known_to_every_console(tmp_path: Path) -> None:
    """Exit code and words are in files, so that a console opened later knows them too."""
    import sys

    config = tmp_path / "config.yaml"
    program = "import sys; print('said'); print('complained', file=sys.stderr); sys.exit(3)"
    tasks = Tasks(folder=tmp_path / "tasks", command=(sys.executable, "-c", program), config=config)
    task = tasks.start("verify", ["{folder}/x"], who="สมศรี", language="th", secrets={"SECRET": "s3cret"})
    tasks.wait(task)
    later = Tasks(folder=tmp_path / "tasks", command=(), config=config).last("verify")
    assert later
    assert (later.code, later.words, later.complaints, later.who) == (3, "said\n", "complained\n", "สมศรี")
    assert (later.alive, later.broken, later.document()) == (False, False, None)
    assert "s3cret" not in "".join(path.read_text() for path in later.folder.iterdir())


def test_a_command_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    """Its exit code says so, and nothing waits for ever."""
    tasks = Tasks(folder=tmp_path, command=(str(tmp_path / "nothing"),), config=tmp_path / "config.yaml")
    task = tasks.start("report", [], who="x", language="en")
    tasks.wait(task)
    assert task.code == 127
    assert tasks.last("check") is None
