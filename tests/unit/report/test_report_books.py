"""What comparing the site's books gave, told from events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.model import Event
from bot.report.books import BooksLine, books_lines

NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)


def happened(*told: tuple[str, dict[str, object]]) -> tuple[BooksLine, ...]:
    """Give the lines of these events, an hour apart."""
    events = [
        Event(seq=n, at=NOON + timedelta(hours=n), action=action, details=details)
        for n, (action, details) in enumerate(told)
    ]
    return books_lines(events)


def test_equal_books_are_said_to_be_equal() -> None:
    """An opening, the end of a month and a verification that all agree."""
    lines = happened(
        ("opening_compared", {"differences": 0}),
        ("month_closed", {"last": "2024-03-29", "acknowledged": 0}),
        ("books_compared", {"days": 54, "differences": 0, "listed": []}),
        ("run_ended", {}),
    )
    assert [line.what.en for line in lines] == [
        "What stood before the first entry",
        "Trial balance up to the end of March 2024",
        "Daily reports of 54 day(s), and the trial balance of their months",
    ]
    assert lines[1].what.th == "งบทดลองถึงสิ้นเดือน 3/2567"
    assert all(line.sound for line in lines)


def test_differences_are_named() -> None:
    """Each with its place, in both languages."""
    listed = [{"cell": "ฎีกา!A4", "th": "เครดิตเกิน 1.00", "en": "1.00 too much"}]
    (line,) = happened(("books_compared", {"days": 1, "differences": 1, "listed": listed}))
    assert not line.sound
    assert line.result.en == "1 difference(s)"
    ((place, text),) = line.differences
    assert (place, text.th, text.en) == ("ฎีกา!A4", "เครดิตเกิน 1.00", "1.00 too much")


def test_an_event_of_an_older_version_names_no_differences() -> None:
    """Its number is told all the same."""
    (line,) = happened(("books_compared", {"days": 1, "differences": 2}))
    assert (line.sound, line.differences) == (False, ())


def test_a_month_that_was_held_is_told_only_while_it_is() -> None:
    """Each round that waits for persons holds it anew."""
    held: tuple[str, dict[str, object]] = (
        "month_held",
        {"month": "2024-02-01", "open": 1, "text": "Not yet.", "text_th": "ยังก่อน"},
    )
    closed: tuple[str, dict[str, object]] = ("month_closed", {"last": "2024-01-31", "acknowledged": 0})
    assert [line.result.en for line in happened(held, held)] == ["Not yet."]
    (line,) = happened(held, held, closed)
    assert line.sound


def test_what_was_taken_as_read_is_no_agreement() -> None:
    """Whoever reads the report sees that a person passed the gate."""
    (line,) = happened(("month_closed", {"last": "2024-01-31", "acknowledged": 2}))
    assert not line.sound
    assert "2 matter(s) were taken as read" in line.result.en


def test_what_could_not_be_compared_says_why() -> None:
    """No silence where there was no comparison."""
    lines = happened(
        ("month_not_held", {"text": "No trial balance.", "text_th": "ไม่มีงบทดลอง"}),
        ("books_not_compared", {"text": "The report is slow.", "text_th": "รายงานช้า"}),
    )
    assert [line.result.th for line in lines] == ["ไม่มีงบทดลอง", "รายงานช้า"]
    assert not any(line.sound for line in lines)


def test_each_month_is_told_once() -> None:
    """Every run closes the months anew; the last time stands."""
    january: tuple[str, dict[str, object]] = ("month_closed", {"last": "2024-01-31", "acknowledged": 0})
    march: tuple[str, dict[str, object]] = ("month_closed", {"last": "2024-03-31", "acknowledged": 0})
    lines = happened(january, march, january, march)
    assert [line.at.hour for line in lines] == [14, 15]


def test_only_the_last_look_at_the_opening_stands() -> None:
    """The first one differed; the workbook was mended."""
    (line,) = happened(("opening_compared", {"differences": 3}), ("opening_compared", {"differences": 0}))
    assert line.sound
