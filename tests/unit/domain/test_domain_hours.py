"""Operating hours: which minute of the week is inside, and when the next one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import Hours, seconds_between

BANGKOK = ZoneInfo("Asia/Bangkok")
MONDAY = datetime(2024, 8, 12, tzinfo=BANGKOK)


def at(day: int, clock: str) -> datetime:
    """Give a moment of the week: day 0 is Monday."""
    hours, minutes = clock.split(":")
    return MONDAY + timedelta(days=day, hours=int(hours), minutes=int(minutes))


@pytest.mark.parametrize(
    ("spans", "now", "opens"),
    [
        ((), at(0, "03:00"), None),
        (("18:00-06:00",), at(0, "18:00"), None),
        (("18:00-06:00",), at(1, "05:59"), None),
        (("18:00-06:00",), at(1, "06:00"), at(1, "18:00")),
        (("18:00-06:00",), at(0, "17:59"), at(0, "18:00")),
        (("08:30-12:00", "13:00 – 16:30"), at(2, "12:10"), at(2, "13:00")),
        (("mon-fri 18:00-06:00",), at(5, "05:59"), None),
        (("mon-fri 18:00-06:00",), at(5, "06:00"), at(7, "18:00")),
        (("mon-fri 18:00-06:00",), at(0, "05:00"), at(0, "18:00")),
        (("sat,sun 00:00-24:00",), at(6, "23:59"), None),
        (("sat,sun 00:00-24:00",), at(7, "00:00"), at(12, "00:00")),
        (("Sun-Tue 20:00-22:00",), at(2, "00:00"), at(6, "20:00")),
        (("จ.-ศ. 18:00-06:00", "ส,อา 08:00-20:00"), at(5, "07:00"), at(5, "08:00")),
        (("เสาร์ 22:00-02:00",), at(6, "01:00"), None),
    ],
)
def test_when_work_may_begin(spans: tuple[str, ...], now: datetime, opens: datetime | None) -> None:
    """Inside a span at once; outside at the next beginning, also over midnight and the week's end."""
    assert Hours.of(spans).opens(now) == opens


def test_seconds_do_not_count() -> None:
    """The next beginning is a full minute, whatever second it is now."""
    opens = Hours.of(["18:00-06:00"]).opens(at(0, "17:59") + timedelta(seconds=58, microseconds=7))
    assert opens == at(0, "18:00")


@pytest.mark.parametrize(
    "text",
    ["", "18-06", "18:00", "24:01-06:00", "18:60-19:00", "06:00-06:00", "24:00-06:00", "mo 1:00-2:00",
     "mon-xx 1:00-2:00", "mon- fri 1:00-2:00"],
)  # fmt: skip
def test_what_is_not_understood_is_refused(text: str) -> None:
    """Nobody wants to learn at night that the hours were never kept."""
    with pytest.raises(ValueError, match="18:00-06:00"):
        Hours.of([text])


@given(
    begin=st.integers(0, 1439), length=st.integers(1, 1439), minute=st.integers(0, 7 * 1440 - 1),
)  # fmt: skip
def test_it_opens_inside_and_never_before(begin: int, length: int, minute: int) -> None:
    """At the moment that is told work may begin, and one minute earlier it may not."""
    end = (begin + length) % 1440
    hours = Hours.of([f"{begin // 60}:{begin % 60:02}-{end // 60}:{end % 60:02}"])
    now = MONDAY + timedelta(minutes=minute)
    opens = hours.opens(now)
    if opens is None:
        assert (minute % 1440 - begin) % 1440 < length
    else:
        assert now < opens <= now + timedelta(days=1)
        assert hours.opens(opens) is None
        assert hours.opens(opens - timedelta(minutes=1)) == opens


def test_real_seconds_over_a_change_of_the_clock() -> None:
    """The night in which a zone's clock is set forward is an hour shorter."""
    berlin = ZoneInfo("Europe/Berlin")
    evening, morning = datetime(2024, 3, 30, 20, tzinfo=berlin), datetime(2024, 3, 31, 8, tzinfo=berlin)
    assert seconds_between(evening, morning) == 11 * 3600
    assert seconds_between(morning, datetime(2024, 3, 31, 6, tzinfo=UTC)) == 0
