"""Everything a person needs to decide a doubt: what was sent, what the site shows, pictures, commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType

from bot.domain.handover import Candidate, DoubtOf
from bot.domain.model import Difference, Standing
from bot.language import say
from bot.report.about import About, rows_text
from bot.report.plain import one_line
from bot.report.terminal import View, safe
from bot.report.writing import money

Json = dict[str, object]
_PLACE = "N"
"""Stands for the number in a command where several documents, or none, could be meant."""
_OF_SHELLS = re.compile(r"""["'`$%!^&|;<>\\]""")
"""What means something to a shell even between quotes: a number with it is not put into a command to copy."""


@dataclass(frozen=True, kw_only=True)
class DoubtCase:
    """One entry in doubt, where it stands, and the documents of the site that may be it."""

    doubt: DoubtOf
    standing: Standing
    candidates: tuple[Candidate, ...] = ()

    @property
    def message(self) -> str:
        """Say why it is in doubt."""
        return self.standing.message.render() if self.standing.message else self.doubt.reason

    @property
    def commands(self) -> tuple[str, str]:
        """Give the command for each of the two decisions: posted, absent."""
        key = self.doubt.planned.entry.key[:12]
        number = one_line(self.candidates[0].number) if len(self.candidates) == 1 else ""
        if _OF_SHELLS.search(number):
            number = ""
        return (
            f'elaas-bot doubts --settle {key} posted --number "{number or _PLACE}" --reason "…"',
            f'elaas-bot doubts --settle {key} absent --reason "…"',
        )


def doubts_detail(cases: Sequence[DoubtCase], about: About) -> View:
    """Show each doubt at length, below one another."""
    return View(Group(*(part for case in cases for part in _shown(case, about))))


def doubts_json(cases: Sequence[DoubtCase]) -> list[Json]:
    """Give each doubt whole: the entry, what was typed, what stood there before, candidates, commands."""
    return [_json(case) for case in cases]


def _shown(case: DoubtCase, about: About) -> Iterator[RenderableType]:
    entry = case.doubt.planned.entry
    title, key = about.screen_title(entry.screen), entry.key[:12]
    yield safe("")
    yield safe(f"{key} · {rows_text(entry)} · {title} · {money(entry.amount)}", "bold")
    yield safe(case.message)
    typed = case.standing.typed
    if typed:
        told = [f"{_typed_title(about, entry.screen, name)}: {text}" for name, text in typed.items()]
        yield safe(say("  ที่กรอก: {t}", "  Typed: {t}", t=" · ".join(map(one_line, told))))
    for candidate in case.candidates:
        yield safe(_candidate(candidate, about, entry.screen))
    if not case.candidates:
        yield safe(
            say(
                "  ยังไม่มีเอกสารในระบบที่บอตเห็นว่าอาจเป็นรายการนี้",
                "  The bot has seen no document on the site that may be this entry.",
            )
        )
    if case.standing.evidence:
        yield safe(say("  ภาพ: {e}", "  Pictures: {e}", e=", ".join(map(one_line, case.standing.evidence))))
    posted, absent = case.commands
    yield safe(say("  มีในระบบแล้ว: {c}", "  It is on the site: {c}", c=posted))
    yield safe(say("  ไม่มีในระบบ ให้บันทึกใหม่: {c}", "  It is not, enter it: {c}", c=absent))


def _typed_title(about: About, screen: str, name: str) -> str:
    field, line = about.place(screen, name)
    return about.field_title(screen, field, line)


def _candidate(candidate: Candidate, about: About, screen: str) -> str:
    number = one_line(candidate.number) or "-"
    if candidate.cancelled:
        unlike = say("ยกเลิกแล้ว", "cancelled").render()
    elif candidate.differences:
        unlike = " · ".join(_difference(each, about, screen) for each in candidate.differences)
    else:
        unlike = say("เหมือนทุกช่อง", "equal in every field").render()
    return say("  ในระบบ เลขที่ {n}: {u}", "  On the site, number {n}: {u}", n=number, u=unlike).render()


def _difference(difference: Difference, about: About, screen: str) -> str:
    return say(
        "{f} ตั้งใจ “{e}” ระบบแสดง “{s}”",
        "{f} was meant “{e}”, shows “{s}”",
        f=about.field_title(screen, difference.field, difference.line),
        e=one_line(difference.expected),
        s=one_line(difference.seen),
    ).render()


def _json(case: DoubtCase) -> Json:
    doubt, entry = case.doubt, case.doubt.planned.entry
    posted, absent = case.commands
    return {
        "key": entry.key,
        "screen": entry.screen,
        "sheet": entry.sheet,
        "row": min(entry.rows, default=0),
        "amount": f"{entry.amount:.2f}",
        "reason": doubt.reason,
        "message": case.message,
        "since": doubt.since.isoformat(),
        "attempt": doubt.attempt,
        "typed": dict(case.standing.typed),
        "before": list(doubt.baseline),
        "candidates": [
            {
                "number": each.number,
                "cancelled": each.cancelled,
                "fields": dict(each.fields),
                "lines": [dict(line) for line in each.lines],
                "differences": [
                    {"field": one.field, "line": one.line, "expected": one.expected, "seen": one.seen}
                    for one in each.differences
                ],
            }
            for each in case.candidates
        ],
        "evidence": list(case.standing.evidence),
        "outcomes": {"posted": posted, "absent": absent},
    }
