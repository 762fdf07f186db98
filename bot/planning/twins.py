"""Documents with one key: shown side by side, so that a person can tell a copy from a second paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from bot.domain.model import Value
from bot.language import Text, say
from bot.planning.fiscal import thai_day
from bot.planning.reading import Draft
from bot.planning.rules import money_text
from bot.planning.sheet import LAWFUL_TWIN, mark_of

_SHOWN = 6
"""Values or differences named in one sentence."""


def judge_twin(draft: Draft, others: Sequence[Draft], *, equal: bool) -> None:
    """Add a problem to a document whose key others before it have; a note if it is a lawful twin.

    All but one of equal documents must be marked, whichever that is: rows may have been sorted.
    """
    first = others[0]
    row, before = draft.rows[0], first.rows[0]
    name = draft.mapping.key[0]
    words: dict[str, object] = {
        "all": draft.titles(draft.mapping.key),
        "here": row.cell_name(draft.spec(name).header or ""),
        "other": before.cell_name(draft.spec(name).header or ""),
        "mark": LAWFUL_TWIN,
    }
    if not equal:
        text = say(
            "{all} ซ้ำกับ {other} แต่ข้อมูลอื่นต่างกัน (ที่นี่ | ที่ {other}): {differences} ให้แก้เลขที่ให้ไม่ซ้ำ",
            "{all} is the same as at {other}, but other cells differ (here | at {other}): {differences}. "
            "Give them different keys.",
            differences=_joined(list(_differences(draft, first))),
            **words,
        )
        draft.add_at(row, name, "duplicate", text)
    elif not is_lawful_twin(draft) and not all(map(is_lawful_twin, others)):
        text = say(
            "{here} เหมือน {other} ทุกช่อง: {values} หากวางซ้ำให้ลบออก หากเป็นเอกสารคนละฉบับจริง ให้ใส่ {all} ให้ต่างกัน "
            "หรือใส่ “{mark}” ในคอลัมน์ สถานะแถว ของแถวนี้",
            "{here} equals {other} in every cell: {values}. Delete it if it was pasted twice; if it is "
            "really another document, give it another {all}, or write “{mark}” in its column สถานะแถว.",
            values=_values(draft),
            **words,
        )
        draft.add_at(row, name, "twin", text)
    else:
        text = say(
            "ยอมให้ {here} ซ้ำกับ {other} ตามเครื่องหมาย “{mark}” จะบันทึกเป็นอีกฉบับ: {values}",
            "{here} is taken as a second document equal to {other}, as the mark “{mark}” says: {values}.",
            values=_values(draft),
            **words,
        )
        draft.add_at(row, name, "lawful_twin", text, "note")


def is_lawful_twin(draft: Draft) -> bool:
    """Tell whether one of the rows is marked as a lawful twin."""
    return any(mark_of(row) == LAWFUL_TWIN for row in draft.rows)


def _values(draft: Draft) -> Text:
    filled = [
        say("{t} {v}", "{t} {v}", t=draft.title(name), v=_plain(value))
        for name, value in draft.fields.items()
        if value is not None and draft.spec(name).header
    ]
    return _joined(filled)


def _differences(draft: Draft, first: Draft) -> Iterator[Text]:
    yield from _of_fields(draft, draft.fields, first.fields)
    nothing: dict[str, Value] = {}
    for here, there in zip_longest(draft.lines, first.lines, fillvalue=nothing):
        yield from _of_fields(draft, here, there)


def _of_fields(draft: Draft, here: Mapping[str, Value], there: Mapping[str, Value]) -> Iterator[Text]:
    for name in dict.fromkeys((*here, *there)):
        if here.get(name) != there.get(name):
            words = {"t": draft.title(name), "a": _plain(here.get(name)), "b": _plain(there.get(name))}
            yield say("{t} “{a}” | “{b}”", "{t} “{a}” | “{b}”", **words)


def _joined(texts: list[Text]) -> Text:
    more = ["…"] if len(texts) > _SHOWN else []
    return Text(
        th=" · ".join([*(one.th for one in texts[:_SHOWN]), *more]),
        en=" · ".join([*(one.en for one in texts[:_SHOWN]), *more]),
    )


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return money_text(value)
    if isinstance(value, date):
        return thai_day(value)
    return "" if value is None else str(value)
