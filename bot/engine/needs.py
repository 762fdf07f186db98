"""What an entry needs on the site before it can be entered: other entries' documents, and what persons do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.domain.handover import Posted
from bot.domain.lifecycle import Status
from bot.domain.model import Clearance, Entry, EntryKey, Need, PlannedEntry, Standing
from bot.engine.patience import Patience
from bot.engine.ports import Ports
from bot.engine.refusals import place_of
from bot.language import Text, say

NEEDS_ENTRY = "needs_entry"
"""Reason code: an entry that comes first is not on the site."""
NEEDS_PERSON = "needs_person"
"""Reason code: it is there, and a person must approve, print or sign it."""

_THERE = frozenset({Status.POSTED, Status.VERIFIED})
_SHOWN = 5
"""Documents named in one sentence; `status` lists them all."""


@dataclass(frozen=True, kw_only=True)
class Unmet:
    """Why an entry must wait: the code, the sentence, and the entries that it waits for."""

    reason: str
    text: Text
    waits_for: tuple[EntryKey, ...]


class Needs:
    """Tells whether what an entry needs is there, and puts new numbers in the place of original ones."""

    def __init__(self, ports: Ports, patience: Patience) -> None:
        """Take the ports; reads of the site are tried again by `patience`."""
        self._site, self._ledger = ports.site, ports.ledger
        self._patience = patience
        self._cleared: dict[tuple[EntryKey, Clearance], bool] = {}

    def unmet(self, entry: Entry) -> Unmet | None:
        """Tell what the entry must wait for; None when it may be entered. Clearances are read on the site."""
        standings = [(need, self._ledger.standing(need.key)) for need in entry.needs]
        lacking = [(need, standing) for need, standing in standings if not _is_there(need, standing)]
        if lacking:
            return Unmet(
                reason=NEEDS_ENTRY,
                text=_entry_text(entry, lacking),
                waits_for=tuple(dict.fromkeys(need.key for need, _ in lacking)),
            )
        there = [(need, standing) for need, standing in standings if standing is not None]
        asked = [(standing, need.clearance) for need, standing in there if need.clearance]
        left = [(standing, act) for standing, act in asked if not self._is_cleared(standing, act)]
        if not left:
            return None
        return Unmet(
            reason=NEEDS_PERSON,
            text=_person_text(left),
            waits_for=tuple(dict.fromkeys(standing.entry.key for standing, _ in left)),
        )

    def look_afresh(self) -> None:
        """Forget what was not cleared when it was looked at last: a person may have done it since."""
        self._cleared = {place: True for place, done in self._cleared.items() if done}

    def numbered(self, entry: Entry) -> Entry:
        """Give the entry as it is typed and as it reads back: with the numbers that the site gave."""
        return _numbered(entry, self._number)

    def planned(self, planned: PlannedEntry) -> PlannedEntry:
        """Give a planned entry with the numbers that the site gave, in its values and in its steps."""
        return renumbered(planned, self._number)

    def _number(self, need: Need) -> str:
        standing = self._ledger.standing(need.key) if need.becomes else None
        return _number_of(need, standing) if standing else ""

    def _is_cleared(self, standing: Standing, clearance: Clearance) -> bool:
        """Tell whether a person has done it, as the site shows it; each document is looked at once."""
        place = (standing.entry.key, clearance)
        if place not in self._cleared:
            self._cleared[place] = self._shows(standing, clearance)
        return self._cleared[place]

    def _shows(self, standing: Standing, clearance: Clearance) -> bool:
        posted = Posted(entry=self.numbered(standing.entry), number=standing.number)
        found = self._patience.reading(partial(self._site.read_back, [posted])).get(standing.entry.key)
        if found is None or found.cancelled:
            return False
        return re.search(clearance.says, " ".join(found.fields.get(clearance.field, "").split())) is not None


def renumbered(planned: PlannedEntry, number_of: Callable[[Need], str]) -> PlannedEntry:
    """Put new numbers in the place of original ones, in values and steps; a blank one is not known."""
    numbers = {(need.field, need.line): number_of(need) for need in planned.entry.needs}
    steps = [
        replace(step, text=numbers[step.name, step.line])
        if step.kind == "enter" and numbers.get((step.name, step.line))
        else step
        for step in planned.steps
    ]
    return PlannedEntry(entry=_numbered(planned.entry, number_of), steps=tuple(steps))


def new_number(need: Need, standing: Standing | None) -> str:
    """Give the number that is typed for a need; blank while its document is not on the site, or has none."""
    if standing is None or not need.becomes or not _is_there(need, standing):
        return ""
    return _number_of(need, standing)


def _numbered(entry: Entry, number_of: Callable[[Need], str]) -> Entry:
    header = dict(entry.fields)
    lines = [dict(line) for line in entry.lines]
    for need in entry.needs:
        number = number_of(need)
        if number:
            (header if need.line is None else lines[need.line])[need.field] = number
    return replace(entry, fields=header, lines=tuple(lines)) if entry.needs else entry


def _is_there(need: Need, standing: Standing | None) -> bool:
    if standing is None or standing.status not in _THERE:
        return False
    return not need.becomes or bool(_number_of(need, standing))


def _number_of(need: Need, standing: Standing) -> str:
    if need.becomes == "number":
        return standing.number
    return standing.receipt.extra.get(need.becomes, "") if standing.receipt else ""


def _entry_text(entry: Entry, lacking: Sequence[tuple[Need, Standing | None]]) -> Text:
    named = list(dict.fromkeys(_named(entry, need, standing) for need, standing in lacking))
    return say(
        "รอเอกสารที่ต้องบันทึกก่อน: {all}{more} เมื่อเอกสารนั้นบันทึกแล้ว สั่ง run อีกครั้ง รายการนี้จะทำต่อเอง",
        "Waits for what comes first: {all}{more}. Once that is on the site, run again; it goes on then.",
        all=_joined(named[:_SHOWN]),
        more=_more(len(named)),
    )


def _named(entry: Entry, need: Need, standing: Standing | None) -> Text:
    place = place_of(standing.entry) if standing else "-"
    why = _WHY.get(standing.status, _NOT_YET) if standing else _NOT_YET
    if not need.field:
        return say(
            "{place} ซึ่งเป็นที่มาของยอดเงิน ({why})",
            "{place}, which adds to the balance that it draws on ({why})",
            place=place,
            why=why,
        )
    values = entry.fields if need.line is None else entry.lines[need.line]
    return say(
        "{old} ({place}: {why})", "{old} ({place}: {why})", old=values.get(need.field), place=place, why=why
    )


def _person_text(left: Sequence[tuple[Standing, Clearance]]) -> Text:
    numbers = list(dict.fromkeys(standing.number for standing, _ in left))
    acts = list(dict.fromkeys(clearance.act for _, clearance in left))
    return say(
        "รอเจ้าหน้าที่ในระบบ: {acts} เลขที่ {all}{more} เสร็จแล้วสั่ง run อีกครั้ง รายการนี้จะทำต่อเอง",
        "Waits for a person on the site: {acts}, number {all}{more}. Then run again; it goes on by itself.",
        acts=_joined(acts),
        all=", ".join(numbers[:_SHOWN]),
        more=_more(len(numbers)),
    )


def _more(count: int) -> Text:
    more = count - _SHOWN
    return say(" และอีก {n} ฉบับ", " and {n} more", n=more) if more > 0 else Text(th="", en="")


def _joined(texts: Sequence[Text]) -> Text:
    return Text(th=", ".join(text.th for text in texts), en=", ".join(text.en for text in texts))


_NOT_YET = say("ยังไม่ได้บันทึก", "not entered yet")
_WHY = {
    Status.REJECTED: say(
        "ระบบปฏิเสธ ให้แก้แถวนั้นแล้วสั่ง run --retry-failed", "rejected; mend it, run --retry-failed"
    ),
    Status.FAILED: say("ทำไม่สำเร็จ ให้สั่ง run --retry-failed", "failed; run --retry-failed"),
    Status.IN_DOUBT: say("ยังไม่แน่ชัด ดู elaas-bot doubts", "in doubt; see elaas-bot doubts"),
    Status.MISMATCHED: say("อ่านกลับไม่ตรง ให้แก้ในระบบแล้วสั่ง verify", "mismatched; mend it on the site, verify"),
    Status.SKIPPED: say("ถูกข้าม", "skipped"),
    Status.WAITING: say("รอเงื่อนไขอยู่เช่นกัน", "waiting, too"),
    Status.POSTED: say("ระบบไม่ได้แสดงเลขที่ที่ต้องใช้", "the site did not show the number that is needed"),
    Status.VERIFIED: say("ระบบไม่ได้แสดงเลขที่ที่ต้องใช้", "the site did not show the number that is needed"),
}
