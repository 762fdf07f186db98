"""What persons must do on the site before the work can go on: approve, print, sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.lifecycle import Status
from bot.domain.model import Entry, EntryKey, Standing
from bot.language import Text, say
from bot.report.about import About, rows_text
from bot.report.as_json import amount_text
from bot.report.terminal import View, safe, table_with
from bot.report.writing import count, money


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that a person must do with one document; `waiting` entries go on after that."""

    act: Text
    entry: Entry
    number: str
    waiting: int


def asked_of_persons(standings: Sequence[Standing]) -> tuple[Asked, ...]:
    """Give what is asked, in plan order of the documents, each once."""
    known = {standing.entry.key: standing for standing in standings}
    waiting: dict[tuple[EntryKey, Text], int] = {}
    for standing in standings:
        for place in dict.fromkeys(_places(standing)):
            waiting[place] = waiting.get(place, 0) + 1
    asked = [
        Asked(act=act, entry=known[key].entry, number=known[key].number, waiting=entries)
        for (key, act), entries in waiting.items()
        if key in known and known[key].number
    ]
    return tuple(sorted(asked, key=lambda one: known[one.entry.key].position))


def _places(standing: Standing) -> Iterator[tuple[EntryKey, Text]]:
    if standing.status is Status.WAITING:
        for need in standing.entry.needs:
            if need.clearance and need.key in standing.waits_for:
                yield need.key, need.clearance.act


def persons_view(asked: Sequence[Asked], about: About) -> View:
    """List them under what is to be done, with the new numbers."""
    table = table_with(
        say("สิ่งที่เจ้าหน้าที่ต้องทำในระบบ", "To be done by a person on the site"),
        say("หน้าจอ", "Screen"),
        say("เลขที่ใหม่", "New number"),
        say("เลขที่เดิม", "Original number"),
        say("แถว", "Rows"),
        numbers=(say("จำนวนเงิน", "Amount"), say("รายการที่รอ", "Entries waiting")),
    )
    for one in asked:
        table.add_row(
            safe(one.act, "bold"),
            safe(about.screen_title(one.entry.screen)),
            safe(one.number, "bold"),
            safe(one.entry.original),
            safe(rows_text(one.entry)),
            money(one.entry.amount),
            count(one.waiting),
        )
    return View(table)


def persons_json(asked: Sequence[Asked]) -> list[dict[str, object]]:
    """Give them for a program."""
    return [
        {
            "act": one.act.render(),
            "screen": one.entry.screen,
            "number": one.number,
            "original": one.entry.original,
            "sheet": one.entry.sheet,
            "row": min(one.entry.rows, default=0),
            "amount": amount_text(one.entry.amount),
            "waiting": one.waiting,
        }
        for one in asked
    ]
