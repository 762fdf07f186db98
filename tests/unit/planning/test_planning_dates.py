"""Dates: every way they are typed, never a guessed era, never a day that does not exist."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.planning.cells import CellError, canonical, parse, same, write
from bot.planning.grammar import Enter, FieldSpec, ShownPlace, SiteMapping
from bot.planning.kinds.months import month_named

SPEC = FieldSpec(header="วันที่", kind="date")
THAI = SiteMapping(format="1", site="s", title="S")
ENGLISH = SiteMapping(format="1", site="s", title="S", era="CE", date_format="yyyy-mm-dd", locale="en-US")
DAY = date(2024, 1, 16)


def shown_as(**parts: str) -> ShownPlace:
    """A place that shows a date."""
    return ShownPlace(column="x", **parts)


@pytest.mark.parametrize(
    "raw",
    [
        date(2024, 1, 16),
        datetime(2024, 1, 16),
        date(2567, 1, 16),
        datetime(2567, 1, 16),
        "16/1/2567",
        "16/01/2567",
        "16.01.2567",
        "16-01-2567",
        "16/1/67",
        "16.1.67",
        "16 ม.ค. พ.ศ. 67",
        "16/1/2024",
        "16-ม.ค.-67",
        "16 มกราคม 2567",
        "16 มกราคม พ.ศ. 2567",
        "16 มกราคม พ.ศ.2567",
        "16 ม.ค. ค.ศ. 24",
        "16 มค 67",
        "16ม.ค.2567",
        "๑๖ ม.ค. ๖๗",
        "วันที่ 16 มกราคม 2567",
        "วันอังคารที่ 16 มกราคม 2567",
        "2567-01-16",
        "2024-01-16",
        "2024-01-16 00:00:00",
        "2024-01-16T00:00:00",
        "16/01/2567 0:00:00",
        "16-Jan-2024",
        "16 January 2567",
        " 16 / 1 / 2567 ",
    ],
)
def test_every_way_to_type_a_date(raw: object) -> None:
    """Excel dates of either era, slashes, dots, Thai and English months, Thai digits: one C.E. day."""
    assert parse(raw, SPEC) == DAY


def test_hazard_20_leap_days_are_those_of_the_real_calendar() -> None:
    """29 February 2567 exists, 29 February 2568 does not, also as an Excel date of C.E. 2568."""
    assert parse("29/02/2567", SPEC) == date(2024, 2, 29)
    for raw in ("29/02/2568", date(2568, 2, 29)):
        with pytest.raises(CellError) as caught:
            parse(raw, SPEC)
        assert caught.value.code == "no_such_day"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/4/2567", "no_such_day"),
        ("01/16/2567", "no_such_day"),
        ("0/1/2567", "no_such_day"),
        ("24-01-16", "ambiguous_date"),
        ("16-Jan-24", "ambiguous_date"),
        ("16/1/24", "ambiguous_date"),
        ("16/1/43", "ambiguous_date"),
        ("16 ม.ค. 24", "ambiguous_date"),
        ("16 ม.ค. พ.ศ. 2024", "era_contradicts"),
        ("16 ม.ค. ค.ศ. 2567", "era_contradicts"),
        ("16/1/3000", "strange_year"),
        ("16/1/1850", "strange_year"),
        (date(2150, 1, 1), "strange_year"),
        ("16/1", "not_a_date"),
        ("16 มกรา 2567", "not_a_date"),
        ("วันนี้", "not_a_date"),
        ("16/๑/2567", "mixed_digits"),
        (45307, "number_for_date"),
        (45307.5, "number_for_date"),
        (True, "wrong_type"),
        (time(9), "wrong_type"),
        (datetime(2024, 1, 16, 9, 30), "date_has_time"),
        (object(), "wrong_type"),
    ],
)
def test_what_is_no_date_is_refused(raw: object, code: str) -> None:
    """A day that does not exist, cannot be told or is no date is refused by name."""
    with pytest.raises(CellError) as caught:
        parse(raw, SPEC)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("form", "era", "site", "text"),
    [
        (None, None, THAI, "16/01/2567"),
        (None, None, ENGLISH, "2024-01-16"),
        ("d/m/yy", None, THAI, "16/1/67"),
        ("d mmm yyyy", None, THAI, "16 ม.ค. 2567"),
        ("d mmmm yyyy", "CE", THAI, "16 มกราคม 2024"),
        ("mmm d, yyyy", None, ENGLISH, "Jan 16, 2024"),
        ("d mmmm yyyy", None, ENGLISH, "16 January 2024"),
        ("ddmmyyyy", "BE", ENGLISH, "16012567"),
    ],
)
def test_dates_are_written_as_the_site_takes_them(
    form: str | None, era: str | None, site: SiteMapping, text: str
) -> None:
    """Format and era are the control's, else the site's; month names follow the site's language."""
    enter = Enter.model_validate({"at": {"css": "x"}, "format": form, "era": era})
    assert write(DAY, SPEC, enter, site) == text


def test_a_format_without_a_day_is_refused() -> None:
    """A format that does not name day, month and year would lose one of them."""
    with pytest.raises(CellError) as caught:
        write(DAY, SPEC, Enter.model_validate({"at": {"css": "x"}, "format": "mm/yyyy"}), THAI)
    assert caught.value.code == "date_format"


@pytest.mark.parametrize(
    "shown",
    [
        "16/01/2567",
        "16/1/2567",
        "๑๖/๐๑/๒๕๖๗",
        "16 ม.ค. 2567",
        "16 มกราคม 2567",
        "16 มกราคม พ.ศ. 2567",
        "วันที่ 16 มกราคม 2567",
        "2567-01-16",
        "16/01/2567 00:00:00",
        "16/01/2567 10.30 น.",
        "16-01-2567",
    ],
)
def test_a_date_is_known_however_it_is_dressed(shown: str) -> None:
    """Padding, separators, month names, the time of day and Thai digits do not count."""
    assert same(DAY, shown, SPEC, enter=None, place=None, site=THAI)


@pytest.mark.parametrize(
    "shown",
    [
        "16/01/2024",
        "16/01/3110",
        "16/01/67",
        "17/01/2567",
        "16/02/2567",
        "2024-01-16",
        "16 ม.ค. ค.ศ. 2567",
        "16 ม.ค. ค.ศ. 2024",
        "16/01/2567 16/01/2567",
        "16/01/2567)",
        "16 xyz 2567",
        "16 ม.ค. มค",
        "16/01",
        "",
        "ไม่ระบุ",
    ],
)
def test_another_era_or_day_is_another_date(shown: str) -> None:
    """A C.E. year where B.E. is declared, 543 added twice, another day, or no date: not the same."""
    assert not same(DAY, shown, SPEC, enter=None, place=None, site=THAI)


def test_the_declared_order_is_kept() -> None:
    """Under month-first, 04/03 is 3 April and never 4 March; a month's name leaves no doubt."""
    place = shown_as(format="mm/dd/yyyy")
    april, march = date(2024, 4, 3), date(2024, 3, 4)
    for day, shown, equal in (
        (april, "04/03/2024", True),
        (march, "04/03/2024", False),
        (april, "Apr. 3, 2024", True),
        (april, "3 April 2024", True),
        (april, "2024-04-03", True),
    ):
        assert same(day, shown, SPEC, enter=None, place=place, site=ENGLISH) is equal


@pytest.mark.parametrize(
    "shown", ["Jan. 16, 2024", "January 16, 2024", "16 Jan 2024 AD", "Jan 16, 2024 10:30 PM"]
)
def test_english_dates(shown: str) -> None:
    """English month names are known, short or long, with or without a dot."""
    place = shown_as(format="mmm d, yyyy")
    assert same(DAY, shown, SPEC, enter=None, place=place, site=ENGLISH)


def test_two_digit_years_only_where_declared() -> None:
    """A two-digit year is the same only when the format has two digits."""
    assert same(DAY, "16/1/67", SPEC, enter=None, place=shown_as(format="dd/mm/yy"), site=THAI)
    assert not same(DAY, "16/1/24", SPEC, enter=None, place=shown_as(format="dd/mm/yy"), site=THAI)
    assert same(DAY, "16/1/24", SPEC, enter=None, place=shown_as(format="dd/mm/yy", era="CE"), site=THAI)


def test_a_shown_format_that_is_none_proves_nothing() -> None:
    """With a broken format nothing compares equal."""
    assert not same(DAY, "16/01/2567", SPEC, enter=None, place=shown_as(format="mm/yyyy"), site=THAI)


def test_a_blank_date() -> None:
    """A blank date shows as blank only."""
    assert same(None, " ", SPEC, enter=None, place=None, site=THAI)
    assert not same(None, "16/01/2567", SPEC, enter=None, place=None, site=THAI)


def test_names_and_canonical_text() -> None:
    """Months are known by any name; the canonical text of a day is ISO."""
    assert [month_named(name) for name in ("Sept.", "ก.ย.", "กันยายน", "xx")] == [9, 9, 9, None]
    assert canonical(DAY) == "2024-01-16"
