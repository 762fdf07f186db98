"""The gate between two months: the later one begins when the former is proven and its books agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from bot.domain.handover import (
    ACKNOWLEDGED,
    BOOKS_COMPARED,
    BOOKS_NOT_COMPARED,
    MONTH_CLOSED,
    MONTH_HELD,
    MONTH_NOT_HELD,
)
from bot.domain.lifecycle import COMMITTED, Status
from bot.domain.model import Caution, Entry, EntryKey, Standing
from bot.engine.acknowledging import Acknowledgement
from bot.engine.patience import Patience
from bot.engine.ports import Ledger, Progress
from bot.engine.refusals import place_of
from bot.errors import BooksSilent, MenuMissing, Problem, ScreenNotAsMapped
from bot.language import Text, say
from bot.planning.cautions import cautions_of, code_of

UNFINISHED = "month_unfinished"
"""Code of an entry of a former month that is not proven yet."""
_SHOWN = 5
# So many differences are kept with the event; a site whose books are elsewhere has thousands.
_KEPT = 200
_DOUBTFUL = frozenset({Status.IN_DOUBT, Status.COMMITTING})
_UNREADABLE = (BooksSilent, ScreenNotAsMapped, MenuMissing)


class MonthlyBooks(Protocol):
    """The site's reports beside what our documents on it must have posted."""

    def silent(self) -> Text | None:
        """Say why months cannot be compared at all; None: they can be."""

    def month(self, last: date) -> Sequence[Problem]:
        """Compare the books as of the end of a month; BooksSilent when that cannot be told."""

    def day(self, day: date) -> Sequence[Problem]:
        """Compare the reports of one day; BooksSilent when that cannot be told."""


@dataclass(frozen=True, kw_only=True)
class MonthHeld:
    """Why the entries of a month are not begun: everything open, and the code by which a person passes it."""

    month: date
    problems: tuple[Problem, ...]
    code: str
    text: Text

    @property
    def books_differ(self) -> bool:
        """Tell whether more is open than entries that are not finished."""
        return any(problem.code != UNFINISHED for problem in self.problems)


@dataclass(frozen=True, kw_only=True)
class BooksCompared:
    """What comparing the books after a verification gave; `silent` says why it could not be done."""

    days: int = 0
    problems: tuple[Problem, ...] = ()
    silent: Text | None = None


class Months:
    """Holds back the entries of a later month; says once when it cannot."""

    def __init__(  # noqa: PLR0913 - everything that closing a month meets
        self,
        ledger: Ledger,
        books: MonthlyBooks | None,
        patience: Patience,
        *,
        on: bool,
        prove: Callable[[], object],
        between: Callable[[], object],
        tell: Progress,
    ) -> None:
        """Take the books; no month is held back without any, or with `on` false.

        `prove` reads back what is posted and not proven yet.
        """
        self._on = on and books is not None
        self._ledger, self._books, self._patience = ledger, books, patience
        self._prove, self._between, self._tell = prove, between, tell
        self._given: Acknowledgement | None = None
        self._through: date | None = None
        self._told_silent = False
        self.held: MonthHeld | None = None

    def begin(self, given: Acknowledgement) -> None:
        """Know who runs the bot, and which code they give."""
        self._given, self._through, self.held, self._told_silent = given, None, None, False

    def begins(self, entry: Entry) -> bool:
        """Tell whether an entry is of a month that this run has not opened yet."""
        if not self._on or entry.day is None:
            return False
        return self._through is None or _month_of(entry.day) > self._through

    def opens(self, entry: Entry) -> bool:
        """Close the months before an entry's, or say why they stay open; true when it may be entered."""
        if self._books is None or entry.day is None:
            return True
        month = _month_of(entry.day)
        last = self._ledger.last_day_before(month)
        if last is None:
            return self._open(month)
        if (why := self._books.silent()) is not None:
            return self._not_held(month, why)
        unfinished = self._unfinished(month)
        if _comes_later(entry, unfinished, self._ledger):
            return True
        found = [*map(_problem, unfinished)]
        try:
            found += self._patience.reading(partial(self._books.month, _end_of(last)))
        except _UNREADABLE as error:
            return self._not_held(month, error.text)
        return self._judged(month, last, found, unfinished)

    def after(self, days: Collection[date]) -> BooksCompared:
        """Compare the books of these days and of their months; what a person acknowledged is left out."""
        if self._books is None or not days or self._books.silent() is not None:
            return BooksCompared()
        compare = [partial(self._books.day, day) for day in sorted(days)]
        compare += [partial(self._books.month, last) for last in sorted({_end_of(day) for day in days})]
        found: list[Problem] = []
        try:
            for one in compare:
                self._between()
                found += self._patience.reading(one)
        except _UNREADABLE as error:
            self._ledger.note(BOOKS_NOT_COMPARED, text=error.text.en, text_th=error.text.th)
            return BooksCompared(silent=error.text)
        problems = _left(found, self._ledger.acknowledged())
        listed = [{"cell": one.cell, "th": one.text.th, "en": one.text.en} for one in problems[:_KEPT]]
        self._ledger.note(BOOKS_COMPARED, days=len(days), differences=len(problems), listed=listed)
        self._tell(BOOKS_COMPARED, {"days": len(days), "differences": len(problems)})
        return BooksCompared(days=len(days), problems=problems)

    def _unfinished(self, month: date) -> tuple[Standing, ...]:
        """Give what is not proven of the former months, after what is posted was read back."""
        unfinished = self._ledger.unproven_before(month)
        if any(standing.status in COMMITTED for standing in unfinished):
            self._prove()
            unfinished = self._ledger.unproven_before(month)
        return unfinished

    def _judged(
        self, month: date, last: date, found: Sequence[Problem], unfinished: Sequence[Standing]
    ) -> bool:
        problems = _left(found, self._ledger.acknowledged())
        if not problems:
            self._ledger.note(MONTH_CLOSED, last=last.isoformat(), acknowledged=len(found))
            self._tell(MONTH_CLOSED, {"text": _named(last)})
            return self._open(month)
        cautions = _cautions(problems)
        code = code_of(cautions)
        doubtful = any(standing.status in _DOUBTFUL for standing in unfinished)
        if self._given is not None and self._given.acknowledge == code and not doubtful:
            self._passed(self._given, last, code, cautions)
            return self._open(month)
        text = _held_text(month, last, problems, "" if doubtful else code)
        self.held = MonthHeld(month=month, problems=problems, code=code, text=text)
        begun = month.isoformat()
        self._ledger.note(MONTH_HELD, month=begun, open=len(problems), text=text.en, text_th=text.th)
        self._tell(MONTH_HELD, {"text": text})
        return False

    def _passed(self, given: Acknowledgement, last: date, code: str, cautions: Sequence[Caution]) -> None:
        warnings = [
            {"mark": one.mark, "cell": one.cell, "code": one.code, "th": one.text.th, "en": one.text.en}
            for one in cautions
        ]
        who = given.acknowledged_by or given.operator
        self._ledger.note(ACKNOWLEDGED, who=who, code=code, plan="", warnings=warnings)
        self._ledger.note(MONTH_CLOSED, last=last.isoformat(), acknowledged=len(warnings))
        self._tell(MONTH_CLOSED, {"text": _named(last)})

    def _not_held(self, month: date, why: Text) -> bool:
        """Let a month begin whose gate cannot be held: said once in a run, and kept."""
        if not self._told_silent:
            self._told_silent = True
            self._ledger.note(MONTH_NOT_HELD, text=why.en, text_th=why.th)
            self._tell(MONTH_NOT_HELD, {"text": why})
        return self._open(month)

    def _open(self, month: date) -> bool:
        self._through, self.held = month, None
        return True


def _left(found: Sequence[Problem], acknowledged: frozenset[str]) -> tuple[Problem, ...]:
    """Give each matter once, without those that a person has acknowledged."""
    left: dict[str, Problem] = {}
    for problem in found:
        [caution] = _cautions([problem])
        if caution.mark not in acknowledged:
            left.setdefault(caution.mark, problem)
    return tuple(left.values())


def _cautions(problems: Sequence[Problem]) -> tuple[Caution, ...]:
    return cautions_of([_as_warning(problem) for problem in problems])


def _as_warning(problem: Problem) -> Problem:
    return Problem(
        cell=problem.cell, code=problem.code, text=problem.text, severity="warning", about=problem.about
    )


def _problem(standing: Standing) -> Problem:
    entry = standing.entry
    text = say(
        "{p} {o} {s}: {w}",
        "{p} {o} {s}: {w}",
        p=place_of(entry),
        o=entry.original,
        s=standing.status.value,
        w=standing.message or _WHY.get(standing.status, _NOT_YET),
    )
    cell = f"{entry.sheet}!A{entry.rows[0]}"
    return Problem(cell=cell, code=UNFINISHED, text=text, about=f"{entry.key} {standing.status.value}")


def _comes_later(entry: Entry, unfinished: Sequence[Standing], ledger: Ledger) -> bool:
    """Tell whether the plan itself has something unfinished, or what that needs, at this entry or after it.

    Such an order comes of references to later days; holding this entry back would hold that for ever.
    """
    here = ledger.standing(entry.key)
    asked, seen = list(unfinished), set[EntryKey]()
    while asked and here is not None:
        one = asked.pop()
        if one.status is Status.PENDING and one.position >= here.position:
            return True
        new = [need.key for need in one.entry.needs if need.key not in seen]
        seen.update(new)
        asked += [standing for key in new if (standing := ledger.standing(key)) is not None]
    return False


def _held_text(month: date, last: date, problems: Sequence[Problem], code: str) -> Text:
    lines = [say("{c} {t}", "{c} {t}", c=one.cell, t=one.text) for one in problems[:_SHOWN]]
    if (more := len(problems) - _SHOWN) > 0:
        lines.append(say("และอีก {n} เรื่อง", "and {n} more", n=more))
    after = say(
        " หรือถ้าผู้รับผิดชอบรับทราบทุกเรื่องแล้ว ให้สั่ง elaas-bot run --acknowledge {c} --by ชื่อผู้รับทราบ",
        " Or, once whoever is responsible has taken all of it as read:"
        " elaas-bot run --acknowledge {c} --by NAME",
        c=code,
    )
    return say(
        "ยังไม่เริ่มเดือน {m} เพราะถึงเดือน {l} ยังไม่เรียบร้อย {n} เรื่อง: {lines} ให้จัดการแล้วสั่ง run ใหม่{a}",
        "{m} is not begun, because up to {l} {n} thing(s) are open: {lines}."
        " Deal with them, then run again.{a}",
        m=_named(month),
        l=_named(last),
        n=len(problems),
        lines=Text(th="; ".join(one.th for one in lines), en="; ".join(one.en for one in lines)),
        a=after if code else Text(th="", en=""),
    )


def _named(day: date) -> Text:
    return say("{t}", "{e}", t=f"{day.month}/{day.year + 543}", e=f"{day:%B %Y}")


def _month_of(day: date) -> date:
    return day.replace(day=1)


def _end_of(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_NOT_YET = say("ยังไม่ได้บันทึก", "not entered yet")
_WHY = {
    Status.IN_DOUBT: say("ยังไม่แน่ชัด ดู elaas-bot doubts", "in doubt; see elaas-bot doubts"),
    Status.POSTED: say("ยังอ่านกลับไม่ได้", "not read back yet"),
}
