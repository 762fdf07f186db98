"""Pages on which a person decides: steering a run, doubts, parked entries and their corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.pages import Pages, back, form_of
from bot.console.posting import posted
from bot.console.state import state_of
from bot.console.tasks import Task
from bot.domain.handover import Correction, Wish
from bot.domain.lifecycle import RETAKEN, Status
from bot.domain.model import EntryKey, Standing
from bot.errors import ConfigError, LedgerBusy
from bot.language import Text, current_language, say
from bot.ledger.watching import Wanted
from bot.planning.correcting import may_be_corrected
from bot.planning.grammar import Mapping as ScreenMapping
from bot.report.about import About
from bot.report.writing import value_text

_LISTED = 100
_LONGEST = 300
_OK = (0, 5)
"""Exit codes of a decision that was kept: done, or waiting for a second person."""


def routes(pages: Pages) -> list[Route]:
    """Give the addresses of these pages."""
    decide = Deciding(pages)
    return [
        Route("/decide", pages.endpoint(decide.show), methods=["GET"]),
        Route("/wish", posted(pages, decide.wish), methods=["POST"]),
        Route("/entries/{key}/settle", posted(pages, decide.settle), methods=["POST"]),
        Route("/entries/{key}/correct", posted(pages, decide.correct), methods=["POST"]),
        Route("/entries/{key}/approve", posted(pages, decide.approve), methods=["POST"]),
    ]


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """One field that may be corrected: the name of its control, its title, and what it says now."""

    name: str
    title: str
    value: str


def correctable(standing: Standing, mapping: ScreenMapping, about: About) -> Sequence[Correctable]:
    """Give every field of a parked entry that has a cell of its own and does not name the document."""
    entry = standing.entry
    found = [
        Correctable(
            name=name,
            title=about.field_title(entry.screen, name),
            value=value_text(value, about.spec(entry.screen, name)),
        )
        for name, value in entry.fields.items()
        if may_be_corrected(mapping, name, line=False)
    ]
    if len(entry.lines) == len(entry.rows):
        found += [
            Correctable(
                name=f"{name}[{number + 1}]",
                title=about.field_title(entry.screen, name, number),
                value=value_text(value, about.spec(entry.screen, name, line=True)),
            )
            for number, line in enumerate(entry.lines)
            for name, value in line.items()
            if may_be_corrected(mapping, name, line=True)
        ]
    return found


def waiting(corrections: Sequence[Correction]) -> Correction | None:
    """Give the correction that waits for a second person."""
    return corrections[-1] if corrections and corrections[-1].waits else None


def cure_of(standing: Standing) -> Text | None:
    """Suggest what a person does about a parked entry, by what became of it."""
    if standing.status not in RETAKEN:
        return None
    return _REFUSED if standing.status is Status.REJECTED else _FAILED


_REFUSED = say(
    "อ่านข้อความของระบบและดูภาพตอนเกิดปัญหา หากค่าผิดให้แก้ไขด้านล่าง"
    " หากต้องทำอย่างอื่นในระบบก่อน (เช่น เพิ่มงบประมาณ)"
    " ให้ทำแล้วเริ่มโดยเลือก “นำกลับมาทำใหม่”",
    "Read what the site said and look at the picture. If a value is wrong, correct it below."
    " If something must be done on the site first (more budget, say), do it and start with “take up again”.",
)
_FAILED = say(
    "หน้าเว็บไม่ตอบตามที่ควร ยังไม่มีอะไรถูกบันทึก ดูภาพตอนเกิดปัญหา แล้วเริ่มบันทึกโดยเลือก “นำกลับมาทำใหม่”",
    "The page did not answer as it should; nothing was stored. Look at the picture, then start with"
    " “take up again”.",
)


class Deciding:
    """Takes what persons decide: as wishes in the ledger, or by the commands made for it."""

    def __init__(self, pages: Pages) -> None:
        """Answer on these pages."""
        self._pages, self._desk = pages, pages.desk

    def show(self, request: Request) -> Response:
        """List what needs a decision."""
        watching = self._desk.watching
        return self._pages.show(
            request,
            "decide",
            doubts=watching.page(Wanted(statuses=[Status.IN_DOUBT]), many=_LISTED),
            parked=watching.page(Wanted(statuses=RETAKEN), many=_LISTED),
        )

    def wish(self, request: Request, form: FormData) -> Response:
        """Leave a wish for the run; what concerns an entry is done at once when no run is on."""
        named = next((wish for wish in get_args(Wish) if wish == form_of(form, "wish")), None)
        if named is None or named == "correct":
            raise ConfigError(say("ไม่รู้จักคำขอนี้", "This wish is not known."))
        wish: Wish = named
        key = EntryKey(form_of(form, "key")) if form_of(form, "key") else None
        reason, who = form_of(form, "reason")[:_LONGEST], self._pages.who(request)
        if key is not None and self._desk.store.status_of(key) is None:
            raise ConfigError(say("ไม่พบรายการนั้น", "That entry is not known."))
        if wish in ("skip", "leave") and not state_of(self._desk.watching).alive:
            self._at_once(wish, key, reason, who)
        elif wish == "skip" or state_of(self._desk.watching).running:
            self._desk.store.ask(wish, key, reason, who)
        else:
            raise ConfigError(
                say("บอตไม่ได้ทำงานอยู่ จึงไม่มีอะไรให้สั่ง", "The bot is not at work; nothing to steer.")
            )
        return back(form_of(form, "back") or "/", **({"done": "1"} if key and form_of(form, "back") else {}))

    def settle(self, request: Request, form: FormData) -> Response:
        """Keep a person's decision on a doubt."""
        outcome, _, number = form_of(form, "outcome").partition(":")
        number = number or form_of(form, "number")
        if outcome == "posted" and not number:
            raise ConfigError(say("ให้พิมพ์เลขที่ในระบบ", "Write the number that the document has on the site."))
        words = ["--settle", request.path_params["key"], outcome, "--reason", form_of(form, "reason")]
        words += ["--number", number] if outcome == "posted" else []
        return self._done(request, "doubts", words)

    def correct(self, request: Request, form: FormData) -> Response:
        """Correct a parked entry: whatever differs from what stood there."""
        words = [request.path_params["key"], "--reason", form_of(form, "reason")]
        for name in form:
            value, before = form.get(name), form.get(f"was:{name}")
            if name.startswith("field:") and isinstance(value, str) and value != before:
                words += ["--set", f"{name.removeprefix('field:')}={value}"]
        if "--set" not in words:
            raise ConfigError(say("ยังไม่ได้แก้ค่าใด", "No value was changed."))
        return self._done(request, "correct", words)

    def approve(self, request: Request, _form: FormData) -> Response:
        """Let a second person approve a correction."""
        return self._done(request, "correct", [request.path_params["key"], "--approve"])

    def _at_once(self, wish: Wish, key: EntryKey | None, reason: str, who: str) -> None:
        if key is None or not reason:
            raise ConfigError(say("ให้พิมพ์เหตุผล", "Write the reason."))
        with self._desk.store.hold(wish, who=who):
            if wish == "skip":
                self._desk.store.skipped(key, reason, who=who)
            else:
                self._desk.store.note("left", key=key, who=who, reason=reason)

    def _done(self, request: Request, name: str, words: Sequence[str]) -> Response:
        """Let a command do it, wait for it, and show what it complained of."""
        key = request.path_params["key"]
        task = self._desk.tasks.start(
            "doubts" if name == "doubts" else "correct",
            [*words, "--by", self._pages.who(request)],
            who=self._pages.who(request),
            language=current_language(),
            workbook=self._desk.workbooks.chosen().path,
        )
        self._desk.tasks.wait(task)
        if task.code not in _OK:
            raise _complaint(task)
        return back(f"/entries/{key}", done="1")


def _complaint(task: Task) -> ConfigError | LedgerBusy:
    told = task.complaints.strip() or str(say("คำสั่งไม่จบภายในเวลาที่กำหนด", "The command did not end in time."))
    return ConfigError(say("{t}", "{t}", t=told))
