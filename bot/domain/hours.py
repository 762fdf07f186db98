"""Operating hours: the spans of the week in which the site may be worked on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.language import say

_DAY = 24 * 60
_WEEK = 7 * _DAY
_NAMES = (
    ("mon", "จันทร์", "จ"),
    ("tue", "อังคาร", "อ"),
    ("wed", "พุธ", "พ"),
    ("thu", "พฤหัสบดี", "พฤ"),
    ("fri", "ศุกร์", "ศ"),
    ("sat", "เสาร์", "ส"),
    ("sun", "อาทิตย์", "อา"),
)
_NUMBERS = {name: number for number, names in enumerate(_NAMES) for name in names}
_SPAN = re.compile(r"(?:(?P<days>\S+)\s+)?(?P<begin>\d{1,2}:\d{2})\s*[-–]\s*(?P<end>\d{1,2}:\d{2})")


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Spans of the week, each as (first minute since Monday 00:00, length in minutes); none: always open.

    A span that ends before it begins goes on past midnight and belongs to the day on which it begins.
    """

    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, texts: Sequence[str]) -> Hours:
        """Understand `18:00-06:00`, `mon-fri 18:00-06:00`, `sat,sun 00:00-24:00`; else ValueError."""
        return cls(spans=tuple(span for text in texts for span in _spans(text)))

    def opens(self, now: datetime) -> datetime | None:
        """Give the moment at which work may begin, in the zone of `now`; None when it may at once."""
        minute = now.weekday() * _DAY + now.hour * 60 + now.minute
        if not self.spans or any((minute - begin) % _WEEK < length for begin, length in self.spans):
            return None
        wait = min((begin - minute) % _WEEK for begin, _ in self.spans)
        return now.replace(second=0, microsecond=0) + timedelta(minutes=wait)


def seconds_between(earlier: datetime, later: datetime) -> float:
    """Give the real seconds between two moments, also over a change of the zone's clock."""
    return (later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise _not_understood(text)
    begin, end = _minutes(match["begin"], text), _minutes(match["end"], text)
    if begin in (end, _DAY):
        raise _not_understood(text)
    for day in _days(match["days"], text):
        yield day * _DAY + begin, (end - begin) % _DAY or _DAY


def _minutes(clock: str, text: str) -> int:
    hours, minutes = (int(part) for part in clock.split(":"))
    if minutes > 59 or hours * 60 + minutes > _DAY:  # noqa: PLR2004 - an hour has 60 minutes
        raise _not_understood(text)
    return hours * 60 + minutes


def _days(names: str | None, text: str) -> Iterator[int]:
    if names is None:
        yield from range(7)
        return
    for part in names.split(","):
        first, _, last = part.replace("–", "-").partition("-")
        if first.rstrip(".") not in _NUMBERS or (last or first).rstrip(".") not in _NUMBERS:
            raise _not_understood(text)
        begin, end = _NUMBERS[first.rstrip(".")], _NUMBERS[(last or first).rstrip(".")]
        for day in range(begin, begin + (end - begin) % 7 + 1):
            yield day % 7


def _not_understood(text: str) -> ValueError:
    return ValueError(
        str(
            say(
                "ไม่เข้าใจเวลาทำงาน “{t}” ให้เขียนเช่น 18:00-06:00 หรือ mon-fri 18:00-06:00"
                " หรือ sat,sun 00:00-24:00",
                "Operating hours “{t}” are not understood. Write 18:00-06:00, mon-fri 18:00-06:00 or"
                " sat,sun 00:00-24:00.",
                t=text,
            )
        )
    )
