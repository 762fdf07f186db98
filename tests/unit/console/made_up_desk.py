"""A desk on a real ledger with made-up entries in every status, and a browserless reader of its pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

from fakes.plans import make_entry, make_plan, some_entries
from starlette.testclient import TestClient

from bot.config import Settings, SiteConfig
from bot.console.app import make_app
from bot.console.desk import Desk
from bot.domain.handover import Candidate
from bot.domain.model import Clearance, Difference, Entry, Need, Readback, Receipt, Verdict
from bot.language import say
from bot.ledger.store import Store, open_ledger
from bot.wiring import approving_of

ROOT = Path(__file__).parents[3]
PORT = 8123
HOST = f"127.0.0.1:{PORT}"
BASE = f"http://{HOST}"
PAGES = (
    "/",
    "/entries",
    "/events",
    "/people",
    "/settings",
    "/decide",
    "/workbook",
    "/preview",
    "/start",
    "/prove",
)
"""The address of every page that a person leafs through; a test compares it with the routes."""
STREAM = "/live"


@contextmanager
def open_desk(folder: Path, **more: Any) -> Iterator[Desk]:
    """Open a desk in an empty folder."""
    config = folder / "config.yaml"
    settings = Settings(
        site=SiteConfig(url="http://127.0.0.1:1/", office="อบต.ตัวอย่าง", fiscal_year=2567),
        mappings=ROOT / "mappings",
        workbook=folder / "entries.xlsx",
        ledger=str(folder / "ledger.sqlite3"),
    ).model_copy(update=more)
    settings = settings.model_copy(
        update={"evidence": settings.evidence.model_copy(update={"dir": folder / "evidence"})}
    )
    store = open_ledger(settings.ledger)
    try:
        yield Desk(
            settings=settings,
            config=config,
            store=store,
            folder=folder / "console",
            command=("true",),
            operator="somsri@office",
            approving=approving_of(settings),
        )
    finally:
        store.close()


def fill(store: Store, entries: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    """Bring entries to every status that a run leaves: the first posted, the second verified, and so on."""
    entries = tuple(entries or some_entries(8))
    run = store.begin_run(make_plan(*entries), operator="สมศรี")
    store.enqueue(make_plan(*entries))
    at = store.database.now() + timedelta(seconds=5)
    for number, entry in enumerate(entries[:7]):
        store.claim(run)
        match number:
            case 0 | 1 | 2:
                store.about_to_commit(entry.key, baseline=(), typed={"paper": str(entry.fields["paper"])})
                store.posted(entry.key, Receipt(number=f"ฎ-{number}", message="ok", at=at, how="shown"))
            case 3:
                text = say("ระบบไม่รับ: งบประมาณไม่พอ", "Refused: the budget is used up.")
                store.refused(entry.key, text)
            case 4:
                store.about_to_commit(entry.key, baseline=(), typed={})
                text = say("ไม่ได้รับคำตอบ", "No answer came.")
                store.in_doubt(entry.key, "lost_answer", text)
                store.unsettled(entry.key, text, seen=("ฎ-9",))
                unlike = Difference(field="note", expected="ค่าน้ำ", seen="ค่าไฟ")
                shown = {"paper": str(entry.fields["paper"]), "note": "ค่าไฟ"}
                store.saw(entry.key, [Candidate(number="ฎ-9", fields=shown, differences=(unlike,))])
            case 5:
                store.failed(entry.key, say("หน้าไม่เปิด", "The page did not open."))
            case _:
                store.skipped(entry.key, "ซ้ำ", who="สมศรี")
    back = Readback(number="ฎ-1", fields={"paper": "ฎ.2"}, at=at)
    store.judged(entries[1].key, back, Verdict())
    store.judged(
        entries[2].key, back, Verdict(differences=(Difference(field="note", expected="a", seen="b"),))
    )
    store.end_run(run, "done")
    return entries


def one_that_waits() -> Entry:
    """Make an entry that may only be entered when a person has approved the first one."""
    act = say("อนุมัติเอกสาร", "Approve the document")
    needed = Need(
        key=some_entries(1)[0].key,
        field="paper",
        clearance=Clearance(field="status", says="อนุมัติ", act=act),
    )
    return replace(make_entry("ฎ.8", amount=Decimal("8.25")), rows=(9,), needs=(needed,))


def let_one_wait(entries: tuple[Entry, ...], desk: Desk) -> tuple[Entry, ...]:
    """Let the last entry wait for the first, which a person must approve on the site."""
    text = say("รออนุมัติ ฎ-0 ในระบบ", "Waits until ฎ-0 is approved on the site")
    run = desk.store.begin_run(make_plan(*entries), operator="สมศรี")
    desk.store.waits(entries[-1].key, "clearance", text, waits_for=[entries[0].key])
    desk.store.end_run(run, "done")
    return entries


def keep_a_plan(desk: Desk) -> None:
    """Leave what check, plan and preview leave: problems of every kind, totals, warnings, a filled screen."""
    book = desk.settings.workbook
    book.write_bytes(b"")
    kinds = (("error", "formula_cell"), ("warning", "formula_cell"), ("note", "formula_cell"))
    problems = [
        {"severity": severity, "code": code, "cell": f"ฎีกา!F{row}", "message": "ดูช่องนี้"}
        for row, (severity, code) in enumerate(kinds, start=2)
    ]
    total = {"screen": "VOUCHER", "day": "2024-01-16", "count": 3, "amount": "300.75"}
    leave(desk, "check", {"ok": False, "entries": 8, "problems": problems})
    plan = {"hash": "ab" * 32, "acknowledge": "1a2b3c4d", "warnings": problems[1:2], "totals": [total]}
    leave(desk, "plan", {**plan, "entries": [{"screen": "VOUCHER", "key": "k"}]})
    shot = {"key": "k", "screen": "VOUCHER", "sheet": "ฎีกา", "rows": [2], "amount": "100.25", "seconds": 4.2}
    shown = {"problem": {"th": "กรอกไม่ได้", "en": "Not filled"}, "pictures": [], "typed": {"paper": "ฎ.1"}}
    filled = {"problem": None, "pictures": ["k/01-filled.jpg"], "typed": {"paper": "ฎ.2"}}
    place = leave(desk, "preview", {}) / "preview"
    (place / "pictures" / "k").mkdir(parents=True)
    told = [{**shot, **filled}, {**shot, **shown, "rows": [3]}]
    (place / "preview.json").write_text(json.dumps(told), encoding="utf-8")


def leave(desk: Desk, name: str, document: object) -> Path:
    """Leave the folder of a command that has ended well, and give it."""
    folder = desk.tasks.folder / f"20240116T090000000000-{name}"
    folder.mkdir(parents=True)
    shape = {
        "name": name,
        "who": "สมศรี",
        "language": "th",
        "started": "2024-01-16T09:00:00+00:00",
        "pid": 1,
        "told": {"workbook": str(desk.settings.workbook)},
    }
    for file, text in (("task.json", shape), ("out.txt", document), ("exit.txt", 0)):
        (folder / file).write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    return folder


def hostile(entry: Entry, text: str) -> Entry:
    """Give an entry whose every text is hostile."""
    return replace(entry, sheet=text, fields={**entry.fields, "paper": text, "note": text})


class Reader:
    """Reads a desk's pages as a browser with a session does; `post` sends a form of the console's own."""

    def __init__(self, desk: Desk, **more: Any) -> None:
        self.desk = desk
        self.client = TestClient(make_app(desk, port=PORT, **more), base_url=BASE, follow_redirects=False)

    def enter(self) -> Reader:
        answer = self.client.get("/enter", params={"token": self.desk.keys.token()})
        assert answer.status_code == 303
        return self

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, **more)

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return str(answer.text)

    def words(self, path: str) -> str:
        """Give what a page says, without its markup."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page(path))).split())

    @property
    def mark(self) -> str:
        found = re.search(r'name="mark" value="([0-9a-f]+)"', self.page("/settings"))
        assert found
        return found[1]

    def post(self, path: str, data: Any = None, *, mark: str | None = None, **more: Any) -> Any:
        sent = {**(data or {}), "mark": self.mark if mark is None else mark}
        headers = {"Origin": BASE, **more.pop("headers", {})}
        return self.client.post(path, data=sent, headers=headers, **more)
