"""Values: what is written reads back the same, keys never collide, folding settles at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.planning.cells import CellError, canonical, fold, parse, same, write
from bot.planning.grammar import Enter, FieldSpec, SiteMapping
from bot.planning.kinds.texts import check_digit
from bot.planning.plan import entry_key

SITE = SiteMapping(format="1", site="s", title="S")
MONEY = FieldSpec(header="m", kind="money")
DATE = FieldSpec(header="d", kind="date")
TEXT = FieldSpec(header="t")
CODE = FieldSpec(header="c", kind="code")
IDENTITY = FieldSpec(header="i", kind="thai_id")

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
thai = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=12)
texts = st.one_of(st.text(max_size=20), thai, st.text("เแำาํ่้๊๋์ุูิีึืั กน๑1\u200b\u00a0", max_size=12))
date_formats = st.sampled_from(
    [
        "dd/mm/yyyy",
        "d/m/yyyy",
        "yyyy-mm-dd",
        "d mmm yyyy",
        "d mmmm yyyy",
        "mm/dd/yyyy",
        "mmm d, yyyy",
        "dd.mm.yy",
    ]
)
money_formats = st.sampled_from(["0.00", "#,##0.00", "0.##"])
eras = st.sampled_from(["BE", "CE"])


def control(form: str | None = None, era: str | None = None) -> Enter:
    """A control with a format and an era."""
    return Enter.model_validate({"at": {"css": "x"}, "format": form, "era": era})


@given(amounts, money_formats)
def test_money_written_reads_back(value: Decimal, form: str) -> None:
    """An amount typed in any format shows as the same amount and parses back to it, to the satang."""
    text = write(value, MONEY, control(form), SITE)
    assert same(value, text, MONEY, enter=control(form), place=None, site=SITE)
    assert parse(text, MONEY) == value


@given(amounts, amounts)
def test_two_amounts_are_never_one(left: Decimal, right: Decimal) -> None:
    """Different amounts are different however they are written."""
    assume(left != right)
    shown = write(right, MONEY, control("#,##0.00"), SITE)
    assert not same(left, shown, MONEY, enter=None, place=None, site=SITE)


@given(st.integers(-(10**13), 10**13))
@example(123410)
def test_a_float_of_satang_is_exact(satang: int) -> None:
    """The float that a workbook keeps for an amount gives exactly that amount."""
    assert parse(satang / 100, MONEY) == Decimal(satang) / 100


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_float_slips_through_changed(raw: float) -> None:
    """A float is taken only when its shortest text is exactly the value."""
    try:
        value = parse(raw, MONEY)
    except CellError:
        return
    assert isinstance(value, Decimal)
    assert value == Decimal(repr(raw))


@given(days, date_formats, eras, st.sampled_from(["th-TH", "en-US"]))
def test_dates_written_show_as_the_same(day: date, form: str, era: str, locale: str) -> None:
    """A date typed in any format, era and language is recognised when shown so."""
    assume("yyyy" in form or era == "BE" or day.year >= 2000)
    site = SiteMapping(format="1", site="s", title="S", locale=locale)
    text = write(day, DATE, control(form, era), site)
    assert same(day, text, DATE, enter=control(form, era), place=None, site=site)


@given(days, days, date_formats, eras)
def test_two_days_are_never_one(left: date, right: date, form: str, era: str) -> None:
    """Another day never shows as this one, in any format with a whole year."""
    assume(left != right and "yyyy" in form)
    text = write(right, DATE, control(form, era), SITE)
    assert not same(left, text, DATE, enter=control(form, era), place=None, site=SITE)


@given(days, date_formats, st.permutations(["BE", "CE"]))
def test_an_era_is_never_taken_for_the_other(day: date, form: str, era: list[str]) -> None:
    """A date shown in the other era than declared is never the same."""
    assume("yyyy" in form)
    text = write(day, DATE, control(form, era[0]), SITE)
    assert not same(day, text, DATE, enter=control(form, era[1]), place=None, site=SITE)


@given(days, st.sampled_from(["d/m/yyyy", "dd/mm/yyyy", "d mmm yyyy", "d mmmm yyyy", "yyyy-mm-dd"]), eras)
def test_typed_dates_parse_back(day: date, form: str, era: str) -> None:
    """What is written with a four-digit year is understood as the same day."""
    assert parse(write(day, DATE, control(form, era), SITE), DATE) == day


@given(days.filter(lambda day: day.year >= 1958), st.sampled_from(["d/m/yy", "dd.mm.yy", "d mmm yy"]))
def test_two_digit_years_are_buddhist(day: date, form: str) -> None:
    """A two-digit year that only the Buddhist era can mean is of its 26th century."""
    assume(2544 <= day.year + 543 < 2600)
    assert parse(write(day, DATE, control(form, "BE"), SITE), DATE) == day


@given(texts)
def test_folding_settles(text: str) -> None:
    """Folding a folded text changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_texts_read_back_the_same(text: str) -> None:
    """A text that is taken is typed as it is, and shows as the same."""
    try:
        value = parse(text, TEXT)
    except CellError:
        return
    written = write(value, TEXT, None, SITE)
    assert same(value, written, TEXT, enter=None, place=None, site=SITE)
    assert parse(written, TEXT) == value


@given(st.text("0123456789", min_size=1, max_size=15))
def test_codes_keep_every_digit(code: str) -> None:
    """A code typed as text keeps its zeros; as a number it is refused or exactly the same."""
    assert parse(code, CODE) == code
    spec = FieldSpec(header="c", kind="code", pattern=r"\d{6}")
    try:
        assert parse(int(code), spec) == str(int(code))
    except CellError:
        return
    assert len(str(int(code))) == 6


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(1, 9))
def test_only_the_right_check_digit_is_taken(twelve: str, off: int) -> None:
    """Of the ten numbers that share twelve digits exactly one is taken."""
    right = check_digit(twelve)
    assert parse(f"{twelve}{right}", IDENTITY) == f"{twelve}{right}"
    with pytest.raises(CellError):
        parse(f"{twelve}{(right + off) % 10}", IDENTITY)


@given(
    st.lists(
        st.tuples(st.text(max_size=4), st.lists(st.text(max_size=4), max_size=3), st.integers(1, 3)),
        max_size=6,
    )
)
def test_keys_never_collide(named: list[tuple[str, list[str], int]]) -> None:
    """Two entries have one key only when screen, texts and occurrence are all equal."""
    keys = sorted((entry_key(*one), (one[0], tuple(one[1]), one[2])) for one in named)
    for (left, first), (right, second) in pairwise(keys):
        assert (left == right) is (first == second)


@given(st.one_of(st.none(), texts, st.booleans(), st.integers(), amounts, days))
def test_canonical_texts_are_stable(value: object) -> None:
    """The canonical text of a canonical text is itself."""
    text = canonical(value)  # type: ignore[arg-type]
    assert canonical(text) == text
