"""What comparing the site's books gave: before the first entry, between months, after a verification."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.handover import (
    BOOKS_COMPARED,
    BOOKS_NOT_COMPARED,
    MONTH_CLOSED,
    MONTH_HELD,
    MONTH_NOT_HELD,
    OPENING_COMPARED,
)
from bot.domain.model import Event
from bot.language import Text, say
from bot.planning.kinds.months import BE_AHEAD

BOOKS = say(
    "เทียบรายงานการเงินของระบบกับเอกสารที่บันทึก", "The site's reports compared with the documents entered"
)
BOOKS_HEADS = (say("เมื่อ", "At"), say("สิ่งที่เทียบ", "Compared"), say("ผล", "Result"))


@dataclass(frozen=True, kw_only=True)
class BooksLine:
    """One comparison; `sound`: nothing differed and nothing stayed open."""

    at: datetime
    what: Text
    result: Text
    sound: bool
    differences: tuple[tuple[str, Text], ...] = ()
    """Place and wording of what differed, as far as the ledger keeps it."""


def is_of_books(action: str) -> bool:
    """Tell whether an event is told by `books_lines`."""
    return action in _LINES


def books_lines(events: Iterable[Event]) -> tuple[BooksLine, ...]:
    """Give every comparison in order of time; a month that was held back only while it still is.

    Each run compares anew: of the opening figures, and of the end of one month, the last comparison stands.
    """
    told = [event for event in events if event.action in _LINES]
    last = {_subject(event): event.seq for event in told}
    gates = [event.seq for event in told if event.action in {MONTH_CLOSED, MONTH_HELD}]
    return tuple(
        _LINES[event.action](event)
        for event in told
        if last[_subject(event)] == event.seq and (event.action != MONTH_HELD or event.seq == gates[-1])
    )


def _subject(event: Event) -> object:
    if event.action == MONTH_CLOSED:
        return event.details.get("last")
    return event.action if event.action in {OPENING_COMPARED, MONTH_HELD} else event.seq


def _opening(event: Event) -> BooksLine:
    what = say("ยอดก่อนรายการแรก", "What stood before the first entry")
    return _compared_line(event, what)


def _compared(event: Event) -> BooksLine:
    days = event.details.get("days", 0)
    what = say(
        "รายงานประจำวัน {n} วัน และงบทดลองของเดือนเหล่านั้น",
        "Daily reports of {n} day(s), and the trial balance of their months",
        n=days,
    )
    return _compared_line(event, what)


def _compared_line(event: Event, what: Text) -> BooksLine:
    number = _number(event, "differences")
    result = say("ต่างกัน {n} เรื่อง", "{n} difference(s)", n=number) if number else say("ตรงกัน", "Equal")
    return BooksLine(
        at=event.at, what=what, result=result, sound=not number, differences=tuple(_differences(event))
    )


def _closed(event: Event) -> BooksLine:
    month = _month(event.details.get("last"))
    what = say("งบทดลองถึงสิ้นเดือน {m}", "Trial balance up to the end of {m}", m=month)
    number = _number(event, "acknowledged")
    result = say("ตรวจครบทุกรายการและตรงกัน", "Every entry is proven, and it is equal")
    if number:
        result = say(
            "เริ่มเดือนถัดไปแล้ว มีผู้รับทราบ {n} เรื่อง",
            "The next month was begun; {n} matter(s) were taken as read",
            n=number,
        )
    return BooksLine(at=event.at, what=what, result=result, sound=not number)


def _held(event: Event) -> BooksLine:
    month = _month(event.details.get("month"))
    what = say("ก่อนเริ่มเดือน {m}", "Before {m} is begun", m=month)
    return BooksLine(at=event.at, what=what, result=_worded(event.details), sound=False)


def _untold(event: Event) -> BooksLine:
    what = say("เทียบไม่ได้", "Could not be compared")
    return BooksLine(at=event.at, what=what, result=_worded(event.details), sound=False)


def _differences(event: Event) -> Iterator[tuple[str, Text]]:
    listed = event.details.get("listed")
    for one in listed if isinstance(listed, list) else ():
        told: Mapping[str, str] = one
        yield told["cell"], Text(th=told["th"], en=told["en"])


def _number(event: Event, name: str) -> int:
    found = event.details.get(name, 0)
    return found if isinstance(found, int) else 0


def _worded(details: Mapping[str, Any]) -> Text:
    return Text(th=str(details.get("text_th", "")), en=str(details.get("text", "")))


def _month(iso: object) -> Text:
    day = date.fromisoformat(str(iso))
    return say("{t}", "{e}", t=f"{day.month}/{day.year + BE_AHEAD}", e=f"{day:%B %Y}")


_LINES: Mapping[str, Callable[[Event], BooksLine]] = {
    OPENING_COMPARED: _opening,
    MONTH_CLOSED: _closed,
    MONTH_HELD: _held,
    MONTH_NOT_HELD: _untold,
    BOOKS_COMPARED: _compared,
    BOOKS_NOT_COMPARED: _untold,
}
