"""What a run refuses before it sends anything: edited rows of booked entries, changed mappings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from bot.domain.handover import Claim, Enqueued, EntryChange
from bot.domain.lifecycle import COMMITTED, RETAKEN, Status
from bot.domain.model import Entry, Plan, Standing, Value
from bot.engine.ports import Judge, Ledger
from bot.errors import PlanChanged
from bot.language import Text, say

_SHOWN = 5
"""Differences named in one message; a person mends them one by one anyway."""
_MAY_STILL_BE = RETAKEN | {Status.PENDING, Status.WAITING}
"""Entries that this run or a later one would enter."""


def refuse_edited(told: Enqueued, judge: Judge) -> None:
    """Raise PlanChanged when the row of a committed entry was edited; names old and new values."""
    if not told.changes:
        return
    named = [line for change in told.changes for line in _differences(change, judge)]
    raise PlanChanged(
        say(
            "มี {n} รายการที่บันทึกในระบบไปแล้ว แต่แถวในสมุดงานถูกแก้ภายหลัง: {lines}"
            " ให้แก้แถวกลับเป็นค่าเดิม หรือแก้ไข/ยกเลิกเอกสารในระบบด้วยตนเองก่อน",
            "{n} entries are on the site already, but their rows were edited afterwards: {lines}."
            " Set the rows back to the old values, or correct the documents on the site by hand first.",
            n=len(told.changes),
            lines=_few(named),
        )
    )


def refuse_renamed(told: Enqueued, plan: Plan, ledger: Ledger, judge: Judge) -> None:
    """Raise PlanChanged when the row of a committed entry has another key now: it would be entered again.

    A row is the old one when it says the same but for its key, and stands at the same place or in a
    workbook that still has others of its screen that are committed.
    """
    gone = [standing for key in told.gone if (standing := ledger.standing(key)) is not None]
    lines = [
        say(
            "{place} เดิม “{old}” (ในระบบเลขที่ {number}) ตอนนี้ “{new}”",
            "{place} was “{old}” (number {number} on the site), is “{new}” now",
            place=place_of(new),
            old=old.entry.original,
            number=old.number,
            new=new.original,
        )
        for old, new in _renamed(gone, [planned.entry for planned in plan.entries], ledger, judge)
    ]
    if not lines:
        return
    raise PlanChanged(
        say(
            "มี {n} แถวที่บันทึกในระบบไปแล้ว แต่ช่องที่ใช้ระบุเอกสารถูกแก้ภายหลัง จะกลายเป็นบันทึกซ้ำ: {lines}"
            " ให้แก้กลับเป็นค่าเดิม หรือถ้าเป็นเอกสารอีกฉบับจริง ให้ใส่แถวเดิมกลับเข้าไปด้วย",
            "{n} rows are on the site already, but what names their documents was edited afterwards; they"
            " would be entered twice: {lines}. Set them back to the old values; if one is really another"
            " document, put the old row back beside it.",
            n=len(lines),
            lines=_few(lines),
        )
    )


def refuse_other_mappings(in_use: Mapping[str, str], planned: Mapping[str, str]) -> None:
    """Raise PlanChanged when a screen with committed entries is now planned with another mapping."""
    other = sorted(screen for screen, digest in planned.items() if in_use.get(screen, digest) != digest)
    if other:
        raise PlanChanged(
            say(
                "ผังหน้าจอ {screens} ถูกแก้หลังจากที่บันทึกรายการไปแล้วบางส่วน ให้ตรวจด้วย preview ก่อน"
                " ถ้าถูกต้องแล้วจึงสั่ง run --accept-mappings",
                "The mapping of {screens} was changed after some of its entries were committed. Look at it"
                " with `preview` first; if it is right, use `run --accept-mappings`.",
                screens=", ".join(other),
            )
        )


def place_of(entry: Entry) -> str:
    """Name an entry as a person finds it in the workbook: sheet and first row."""
    return f"{entry.sheet}!{entry.rows[0]}" if entry.rows else entry.sheet


def _renamed(
    gone: Sequence[Standing], planned: Sequence[Entry], ledger: Ledger, judge: Judge
) -> Iterator[tuple[Standing, Entry]]:
    """Pair what left the workbook with entries not yet committed that say the same but for the key."""
    screens = {one.entry.screen for one in gone} & {entry.screen for entry in planned}
    of_them = [(entry, ledger.status_of(entry.key)) for entry in planned if entry.screen in screens]
    kept = {entry.screen for entry, status in of_them if status in COMMITTED}
    known: dict[str, list[Standing]] = {}
    for one in gone:
        if one.entry.screen in screens:  # of others there need be no mapping any more
            known.setdefault(judge.but_for_key(one.entry), []).append(one)
    for entry, status in of_them:
        if status not in _MAY_STILL_BE:
            continue
        for old in known.get(judge.but_for_key(entry), ()):
            there = (old.entry.sheet, old.entry.rows) == (entry.sheet, entry.rows)
            if there or entry.screen in kept:
                yield old, entry
                break


def _differences(change: EntryChange, judge: Judge) -> Iterator[Text]:
    old, new = change.old, change.new
    yield from _of_fields(new, old.fields, new.fields, judge)
    nothing: Mapping[str, Value] = {}
    for before, after in zip_longest(old.lines, new.lines, fillvalue=nothing):
        yield from _of_fields(new, before, after, judge)


def _of_fields(
    entry: Entry, old: Mapping[str, Value], new: Mapping[str, Value], judge: Judge
) -> Iterator[Text]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield say(
                "{place} {field} เดิม “{old}” ตอนนี้ “{new}”",
                "{place} {field} was “{old}”, is “{new}” now",
                place=place_of(entry),
                field=judge.title(entry.screen, name),
                old=_plain(old.get(name)),
                new=_plain(new.get(name)),
            )


def _plain(value: Value) -> str:
    return "" if value is None else str(value)


def _few(lines: Sequence[Text]) -> Text:
    more = len(lines) - _SHOWN
    return _joined([*lines[:_SHOWN], *([say("และอีก {n}", "and {n} more", n=more)] if more > 0 else [])])


def _joined(lines: list[Text]) -> Text:
    return Text(th="; ".join(line.th for line in lines), en="; ".join(line.en for line in lines))


def context_of(claim: Claim) -> dict[str, object]:
    """Give what progress is told of an entry that is being worked on."""
    entry = claim.planned.entry
    return {
        "key": entry.key,
        "place": place_of(entry),
        "screen": entry.screen,
        "attempt": claim.attempt,
    }
