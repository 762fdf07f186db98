"""Money and numbers: exact in, exact out, refused where something would be lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.planning.cells import CellError, expected_text, parse, same, write
from bot.planning.grammar import Enter, FieldSpec, ShownPlace, SiteMapping
from bot.planning.kinds.numbers import format_decimals, is_number_format, plain, write_number
from bot.planning.kinds.shown_numbers import shown_number

MONEY = FieldSpec(header="จำนวนเงิน", kind="money")
NUMBER = FieldSpec(header="อัตรา", kind="number", decimals=4)
WHOLE = FieldSpec(header="จำนวน", kind="integer", min=Decimal(0), max=Decimal(999))
SITE = SiteMapping(format="1", site="s", title="S")
COMMAS = SiteMapping(format="1", site="s", title="S", money_format="#,##0.00")


def typed(form: str) -> Enter:
    """Enter with a format."""
    return Enter(at={"css": "x"}, format=form)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (1234.1, "1234.10"),
        (1234, "1234.00"),
        (0.07, "0.07"),
        (Decimal("5.5"), "5.50"),
        ("1234.5", "1234.50"),
        ("1,234,567.89", "1234567.89"),
        ("๑,๒๓๔.๕๐", "1234.50"),
        ("(1,000.00)", "-1000.00"),
        ("(฿5)", "-5.00"),
        ("-5", "-5.00"),
        ("\u22125", "-5.00"),
        ("+5", "5.00"),
        ("฿1,000", "1000.00"),
        ("1,000 บาท", "1000.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("-0", "0.00"),
        ("1.100", "1.10"),
        ("99999999999999.99", "99999999999999.99"),
    ],
)
def test_money_is_understood_exactly(raw: object, value: str) -> None:
    """Every way an accountant writes an amount gives the same exact Decimal, with two decimals."""
    found = parse(raw, MONEY)
    assert isinstance(found, Decimal)
    assert str(found) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (1.005, "too_many_decimals"),
        ("1.234", "too_many_decimals"),
        (float("nan"), "wrong_type"),
        (float("inf"), "wrong_type"),
        (True, "wrong_type"),
        (1e16, "too_long"),
        (10**15, "too_long"),
        ("1000000000000000000", "too_big"),
        (Decimal("Infinity"), "too_big"),
        ("12,34", "not_a_number"),
        ("1.234,50", "not_a_number"),
        ("1e5", "not_a_number"),
        ("5--", "not_a_number"),
        ("(-5)", "not_a_number"),
        ("-", "not_a_number"),
        (".", "not_a_number"),
        ("ห้าบาท", "not_a_number"),
        ("1๒", "mixed_digits"),
    ],
)
def test_what_is_no_amount_is_refused(raw: object, code: str) -> None:
    """A cell that cannot be an exact amount is refused with a code and both languages."""
    with pytest.raises(CellError) as caught:
        parse(raw, MONEY)
    assert caught.value.code == code
    assert caught.value.text.th
    assert caught.value.text.en


def test_numbers_keep_no_useless_zeros() -> None:
    """A plain number is kept in its shortest form, also when it is big."""
    assert str(parse("1.5000", NUMBER)) == "1.5"
    assert str(parse(1200, NUMBER)) == "1200"
    assert str(parse(0.0, NUMBER)) == "0"


@pytest.mark.parametrize(
    ("raw", "value"), [(5, 5), (5.0, 5), ("๑๒", 12), ("1,0", None), (5.5, None), (-1, None), (1000, None)]
)
def test_whole_numbers(raw: object, value: int | None) -> None:
    """Whole numbers inside the range are taken, everything else is refused."""
    if value is None:
        with pytest.raises(CellError):
            parse(raw, WHOLE)
    else:
        assert parse(raw, WHOLE) == value


def test_range_is_checked() -> None:
    """An amount outside min and max is refused."""
    limited = FieldSpec(header="x", kind="money", min=Decimal(1), max=Decimal(9))
    for raw, code in ((0, "too_small"), (10, "too_big")):
        with pytest.raises(CellError) as caught:
            parse(raw, limited)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("123", "#,##0", "123"),
        ("1234.5", "0.00", "1234.50"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("0", "0.00", "0.00"),
        ("5", "000", "005"),
        ("5.5", "0.##", "5.5"),
        ("5", "0.##", "5"),
    ],
)
def test_amounts_are_written_by_format(value: str, form: str, text: str) -> None:
    """Grouping, padding and decimals are as the format says."""
    assert write_number(Decimal(value), form) == text


def test_a_format_never_loses_a_decimal() -> None:
    """Writing 12.50 with `0` would lose 50 satang; it is refused."""
    with pytest.raises(CellError) as caught:
        write_number(Decimal("12.50"), "0")
    assert caught.value.code == "format_loses"
    assert write_number(Decimal("12.00"), "0") == "12"


def test_an_unknown_format_is_refused() -> None:
    """A format that is no format is refused, and known as such."""
    with pytest.raises(CellError):
        write_number(Decimal(1), "abc")
    assert not is_number_format("abc")
    assert format_decimals("abc") == 0
    assert format_decimals("#,##0.0#") == 2


def test_site_formats_are_the_default() -> None:
    """Money takes the site's format, numbers and whole numbers are plain, `enter.format` wins."""
    assert write(Decimal("1234.50"), MONEY, None, COMMAS) == "1,234.50"
    assert write(Decimal("1234.50"), MONEY, typed("0.00"), COMMAS) == "1234.50"
    assert write(Decimal("1.5"), NUMBER, None, COMMAS) == "1.5"
    assert write(12, WHOLE, None, COMMAS) == "12"
    assert expected_text(Decimal("1234.50"), MONEY, COMMAS) == "1,234.50"


@pytest.mark.parametrize(
    "shown", ["1234.50", "1,234.5", "฿1,234.50", "1,234.50 บาท", "๑,๒๓๔.๕๐", " 1,234.50\n", "\u00a01234.5"]
)
def test_an_amount_is_compared_by_its_value(shown: str) -> None:
    """However an amount is dressed, the same amount is the same."""
    assert same(Decimal("1234.50"), shown, MONEY, enter=None, place=None, site=SITE)


@pytest.mark.parametrize(
    "shown", ["1234.05", "123.450", "1,234", "12,34.50", "-1,234.50", "(1,234.50)", "", "abc"]
)
def test_another_amount_is_another(shown: str) -> None:
    """A single satang, a sign, a rounding or a blank makes it another amount."""
    assert not same(Decimal("1234.50"), shown, MONEY, enter=None, place=None, site=SITE)


def test_a_negative_amount_in_parentheses() -> None:
    """Parentheses are a minus sign, also beside one."""
    assert same(Decimal(-5), "(5.00)", MONEY, enter=None, place=None, site=SITE)
    assert same(Decimal(-5), "\u22125.00", MONEY, enter=None, place=None, site=SITE)
    assert same(Decimal(-5), "5.00-", MONEY, enter=None, place=None, site=SITE)
    assert not same(Decimal(-5), "(-5.00)", MONEY, enter=None, place=None, site=SITE)


@pytest.mark.parametrize("shown", ["", "0", "0.00", "-", "–", "\u00a0"])
def test_blank_and_zero_are_nothing(shown: str) -> None:
    """A blank amount shows as blank, zero or a dash; so does a zero."""
    assert same(None, shown, MONEY, enter=None, place=None, site=SITE)
    assert same(Decimal(0), shown, MONEY, enter=None, place=None, site=SITE)
    assert same(0, shown, WHOLE, enter=None, place=None, site=SITE)


def test_blank_is_not_an_amount() -> None:
    """A blank cell does not compare equal to money."""
    assert not same(None, "0.01", MONEY, enter=None, place=None, site=SITE)
    assert not same(None, "abc", MONEY, enter=None, place=None, site=SITE)


def test_plain() -> None:
    """The shortest exact form has no exponent and no useless zero."""
    assert [plain(value) for value in (Decimal("1E+3"), Decimal("5.00"), Decimal(0), 7)] == [
        "1000",
        "5",
        "0",
        "7",
    ]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("1234567.5", "#.##0,00", "1.234.567,50"),
        ("1234567.5", "# ##0,00", "1 234 567,50"),
        ("1234567.5", "#'##0.00", "1'234'567.50"),
        ("-7", "0,00", "-7,00"),
        ("1234", "#.##0", "1.234"),
    ],
)
def test_numbers_are_written_by_the_sites_own_marks(value: str, form: str, text: str) -> None:
    """Points, spaces and apostrophes between thousands, and a decimal comma, as the format says."""
    assert write_number(Decimal(value), form) == text


@pytest.mark.parametrize("form", ["#.##0.00", "#,##0,00", "#;##0.00", "0;00"])
def test_a_format_needs_two_different_marks(form: str) -> None:
    """A format in which thousands and decimals look alike is no format."""
    assert not is_number_format(form)


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("1,234.50", "", "1234.50"),
        ("1 234.50", "0.00", "1234.50"),
        ("1'234.50", "0.00", "1234.50"),
        ("12,34,567.00", "0.00", "1234567"),
        ("1.234,50", "#.##0,00", "1234.50"),
        ("1.234", "#.##0,00", "1234"),
        ("1.234", "#.##0", "1234"),
        ("1.234", "0.00", "1.234"),
        (",5", "0,00", "0.5"),
        ("฿1,000.25", "", "1000.25"),
        ("THB\u00a01,000.25", "", "1000.25"),
        ("$ 5", "", "5"),
        ("-$5.00", "", "-5"),
        ("($5.00)", "", "-5"),
        ("5.00-", "", "-5"),
        ("+5", "", "5"),
        ("7 %", "", "7"),
        ("๕ บาท", "", "5"),
        ("1,000 EUR", "", "1000"),
        ("-", "", "0"),
        ("1.234,50", "", None),
        ("1,23", "", None),
        ("5 kg", "", None),
        ("(-5)", "", None),
        (".", "", None),
        ("", "", None),
        ("abc", "", None),
    ],
)
def test_numbers_are_read_as_sites_show_them(text: str, form: str, value: str | None) -> None:
    """Marks by the declared format, any currency sign; what is no number is None, never a guess."""
    found = shown_number(text, form)
    assert found == (None if value is None else Decimal(value))


def test_a_decimal_comma_goes_through_typing_and_comparing() -> None:
    """With a site's own format, money and plain numbers are typed, compared and found blank by it."""
    commas = SiteMapping(format="1", site="s", title="S", money_format="#.##0,00")
    assert write(Decimal("1234.50"), MONEY, None, commas) == "1.234,50"
    assert write(Decimal("0.075"), NUMBER, None, commas) == "0,075"
    assert same(Decimal("1234.50"), "1.234,50 €", MONEY, enter=None, place=None, site=commas)
    assert not same(Decimal("1234.50"), "1,234.50", MONEY, enter=None, place=None, site=commas)
    assert same(None, "0,00", MONEY, enter=None, place=None, site=commas)
    shown = ShownPlace(column="x", format="0.00")
    assert same(Decimal("1234.50"), "1,234.50", MONEY, enter=None, place=shown, site=commas)


@pytest.mark.parametrize(("raw", "value"), [("100.25-", "-100.25"), ("1,000 -", "-1000"), (".50-", "-0.50")])
def test_a_minus_behind_the_number(raw: str, value: str) -> None:
    """Ledgers print it there."""
    assert parse(raw, FieldSpec(header="-", kind="money")) == Decimal(value)


@pytest.mark.parametrize("raw", ["1,250.-", "500/-", "๑๐๐.-", "1250.50.-", "(100-)", "-100-", "-"])
def test_dashes_that_are_no_sure_minus(raw: str) -> None:
    """`100.-` means no satang on paper and a minus to a program: neither is assumed."""
    with pytest.raises(CellError) as caught:
        parse(raw, FieldSpec(header="-", kind="money"))
    assert caught.value.code == "not_a_number"
    assert ("no satang" in caught.value.text.en) == raw.endswith((".-", "/-"))
