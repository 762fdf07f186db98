"""Texts, codes, captions, marks and identity numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.planning.cells import CellError, canonical, expected_text, parse, same, write
from bot.planning.grammar import Enter, FieldSpec, ShownPlace, SiteMapping
from bot.planning.kinds.texts import check_digit, refused_by, text_length

SITE = SiteMapping(format="1", site="s", title="S")
EMOJI_SITE = SiteMapping(format="1", site="s", title="🙏", takes_emoji=True)
TEXT = FieldSpec(header="คำอธิบาย", max_length=20)
CODE = FieldSpec(header="รหัส", kind="code")
CHOICE = FieldSpec.model_validate({"header": "ประเภท", "kind": "choice", "choices": {"of": ["เงินสด", "เช็ค"]}})
YESNO = FieldSpec(header="ด่วน", kind="yesno")
ID = FieldSpec(header="เลขประจำตัว", kind="thai_id")


def code_with(pattern: str) -> FieldSpec:
    """A code column with a pattern."""
    return FieldSpec(header="รหัส", kind="code", pattern=pattern)


def enter(**parts: Any) -> Enter:
    """A control."""
    return Enter.model_validate({"at": {"css": "x"}, **parts})


def refused(raw: object, spec: FieldSpec, **options: Any) -> str:
    """Give the code with which a cell is refused."""
    with pytest.raises(CellError) as caught:
        parse(raw, spec, **options)
    return caught.value.code


@pytest.mark.parametrize("raw", [None, "", "   ", "\u200b", "\u00a0\n"])
@pytest.mark.parametrize("spec", [TEXT, CODE, CHOICE, YESNO, ID])
def test_blank_is_none(raw: object, spec: FieldSpec) -> None:
    """What nobody sees is blank, for every kind."""
    assert parse(raw, spec) is None


def test_text_is_kept_as_typed() -> None:
    """Only what nobody sees goes; Thai spelling, digits and line breaks stay."""
    assert parse("  เเม่ ๑\r\nสอง ", FieldSpec(header="t", multiline=True)) == "เเม่ ๑\nสอง"


def test_a_line_break_needs_a_control_of_several_lines() -> None:
    """A box of one line would join the words; lists compare white space folded anyhow."""
    assert refused("หนึ่ง\nสอง", TEXT) == "line_break"
    assert refused("R-1\r\nR-2", CODE) == "line_break"
    choice = FieldSpec.model_validate({"header": "c", "kind": "choice", "choices": {"of": ["เงิน สด"]}})
    assert parse("เงิน\nสด", choice) == "เงิน สด"


def test_the_mark_of_a_text_is_no_part_of_it() -> None:
    """The apostrophe with which spreadsheets mark a text is refused where it has become a letter of it."""
    assert refused("'0123", CODE) == "apostrophe"
    assert refused("'0812345678", TEXT) == refused("'=1+1", TEXT) == "apostrophe"
    assert parse("'นาย' หนึ่ง", TEXT) == "'นาย' หนึ่ง"
    assert parse("O'Brien", TEXT) == "O'Brien"


@pytest.mark.parametrize(
    ("raw", "text"), [(2567, "2567"), (12.5, "12.5"), (12.0, "12"), (Decimal("1.50"), "1.5")]
)
def test_a_number_in_a_text_column(raw: object, text: str) -> None:
    """A number cell in a text column reads as its shortest form."""
    assert parse(raw, TEXT) == text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("x" * 21, "too_long_text"),
        ("𠮷" * 11, "too_long_text"),
        ("ขอบคุณ 🙏", "refused_text"),
        ("ด่วน ☎️", "refused_text"),
        ("สำเร็จ ✅", "refused_text"),
        ("a <b>", "refused_text"),
        ("5 < 6", "refused_text"),
        ("&#3619;", "refused_text"),
        ("a\x07b", "strange_character"),
        ("a\ufffdb", "strange_character"),
        ("\uf70a", "strange_character"),
        ("a\u202eb", "strange_character"),
        ("a_x000D_", "strange_character"),
        (True, "wrong_type"),
        (date(2024, 1, 1), "wrong_type"),
        (1234567890123456, "too_long"),
    ],
)
def test_text_that_cannot_be_typed_is_refused(raw: object, code: str) -> None:
    """Too long, taken for an attack, control or broken characters, or no text at all."""
    assert refused(raw, TEXT) == code


def test_emoji_where_a_site_takes_them() -> None:
    """Signs that are no pictures are text everywhere; pictures only where the mapping says so."""
    assert parse("ข้อ ๑ ✓ → ผ่าน №1 ½", TEXT) == "ข้อ ๑ ✓ → ผ่าน №1 ½"
    assert "🙏" in EMOJI_SITE.title.th
    assert parse("ขอบคุณ 🙏", TEXT, refused=refused_by(EMOJI_SITE)) == "ขอบคุณ 🙏"
    assert refused("ขอบคุณ 🙏", TEXT, refused=refused_by(SITE)) == "refused_text"
    with pytest.raises(CellError, match="ให้ลบออก"):
        parse("🙏", TEXT)


ACCOUNT = FieldSpec(header="เลขที่บัญชี", kind="code", mask="000-0-00000-0")


@pytest.mark.parametrize(
    "raw",
    ["701-1-00017-4", "7011000174", " 701 1 00017 4 ", "๗๐๑-๑-๐๐๐๑๗-๔", "701–1–00017–4", 7011000174],
)
def test_an_account_number_with_or_without_dashes(raw: object) -> None:
    """However it is typed, the number is one: read, typed and compared."""
    value = parse(raw, ACCOUNT)
    assert value == "701-1-00017-4"
    assert write(value, ACCOUNT, None, SITE) == "701-1-00017-4"
    for shown in ("7011000174", "701-1-00017-4"):
        assert same(value, shown, ACCOUNT, enter=None, place=None, site=SITE)
    assert not same(value, "701-1-00017-5", ACCOUNT, enter=None, place=None, site=SITE)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("701-1-00017", "mask"),
        ("701-1-00017-45", "mask"),
        ("บช.7011000174", "mask"),
        ("701-1-0001๗-4", "mixed_digits"),
        (200000395, "number_for_code"),
        (70110001745, "mask"),
        (7011000174.5, "wrong_type"),
    ],
)
def test_an_account_number_that_is_none(raw: object, code: str) -> None:
    """Too few or too many digits are told; a number cell may have lost its zeros."""
    assert refused(raw, ACCOUNT) == code


def test_a_lone_less_than_sign_at_the_end_is_harmless() -> None:
    """Request validation looks for what follows `<`."""
    assert parse("น้อยกว่า <", TEXT) == "น้อยกว่า <"


def test_what_a_site_refuses_is_its_own_matter() -> None:
    """A site that takes angle brackets says so in its mapping."""
    assert parse("a <b>", TEXT, refused=()) == "a <b>"
    assert refused("drop table", TEXT, refused=("drop",)) == "refused_text"


def test_a_pattern_must_match_whole() -> None:
    """A text that matches only in part is refused."""
    assert parse("V0001", code_with(r"V\d{4}")) == "V0001"
    assert refused("V00012", code_with(r"V\d{4}")) == "pattern"


def test_hazard_20_codes_keep_their_zeros() -> None:
    """Leading zeros stay, Thai digits become Arabic, both kinds in one code are refused."""
    assert parse("053221", CODE) == "053221"
    assert parse("๐๒๑", CODE) == "021"
    assert refused("๐21", CODE) == "mixed_digits"


@pytest.mark.parametrize(
    ("raw", "pattern", "result"),
    [
        (411001, r"\d{6}", "411001"),
        (411001.0, r"[1-9]\d{5}", "411001"),
        (53221, r"\d{6}", "number_for_code"),
        (21, r"\d{2,3}", "number_for_code"),
        (21, r"\d+", "number_for_code"),
        (21, None, "number_for_code"),
        (1.5, None, "wrong_type"),
        (True, None, "wrong_type"),
        (float("nan"), None, "wrong_type"),
        (date(2024, 1, 1), None, "wrong_type"),
        (1234567890123456, r"\d{16}", "too_long"),
    ],
)
def test_a_number_cell_is_a_code_only_when_no_zero_can_be_lost(
    raw: object, pattern: str | None, result: str
) -> None:
    """A number is taken only when no text with zeros before it would fit the pattern."""
    spec = code_with(pattern) if pattern else CODE
    if result.isdecimal():
        assert parse(raw, spec) == result
    else:
        assert refused(raw, spec) == result


def test_choices_give_the_lists_own_caption() -> None:
    """A caption typed with other spaces is the list's; another one is refused with the list."""
    assert parse(" เงินสด\u200b", CHOICE) == "เงินสด"
    with pytest.raises(CellError, match="เช็ค") as caught:
        parse("โอน", CHOICE)
    assert caught.value.code == "not_a_choice"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("ใช่", True),
        ("YES", True),
        (True, True),
        (1, True),
        ("✓", True),
        ("ไม่ใช่", False),
        ("n", False),
        (0, False),
        ("๐", False),
    ],
)
def test_yes_and_no(raw: object, value: bool) -> None:
    """Yes and no in Thai, English, as marks and as Excel's own."""
    assert parse(raw, YESNO) is value


@pytest.mark.parametrize("raw", ["อาจจะ", 2, 1.5, date(2024, 1, 1)])
def test_anything_else_is_neither(raw: object) -> None:
    """What is neither yes nor no is refused."""
    assert refused(raw, YESNO) == "not_yes_or_no"


@pytest.mark.parametrize(
    "raw", ["1101700230708", "1-1017-00230-70-8", "๑๑๐๑๗๐๐๒๓๐๗๐๘", 1101700230708, 1101700230708.0]
)
def test_identity_numbers(raw: object) -> None:
    """Thirteen digits with a right check digit, with dashes, in Thai digits or as a number."""
    assert parse(raw, ID) == "1101700230708"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1101700230709", "id_check"),
        ("110170023070", "id_digits"),
        (105895476316, "id_digits"),
        ("110170023070x", "id_digits"),
        ("1๑01700230708", "mixed_digits"),
        (date(2024, 1, 1), "wrong_type"),
    ],
)
def test_wrong_identity_numbers(raw: object, code: str) -> None:
    """A wrong check digit, a lost leading zero or a letter is refused."""
    assert refused(raw, ID) == code


def test_the_check_digit_is_computed() -> None:
    """The last digit follows from the twelve before it, also where the sum gives 10 or 11."""
    assert check_digit("110170023070") == 8
    assert {check_digit(f"{n:012d}") for n in range(40)} == set(range(10))


def test_lengths_count_as_browsers_do() -> None:
    """A character outside the basic plane counts twice."""
    assert text_length("ab") == 2
    assert text_length("ก😀") == 3


def test_writing_and_translating() -> None:
    """Captions are translated for the site, by folded text; a text without translation stays."""
    translated = enter(translate={"เงินสด": "01 เงินสด"})
    assert write("เงินสด", CHOICE, translated, SITE) == "01 เงินสด"
    assert write("เงิน\u200bสด", CHOICE, translated, SITE) == "01 เงินสด"
    assert write("เช็ค", CHOICE, translated, SITE) == "เช็ค"
    assert write(None, CHOICE, translated, SITE) == ""
    assert write(None, CHOICE, None, SITE) == ""
    assert expected_text("เช็ค", CHOICE, SITE) == "เช็ค"


def test_writing_yes_and_no() -> None:
    """Yes is `true` for a box, or the caption that stands for any word for yes."""
    captions = enter(how="radio", translate={"ใช่": "ด่วน", "no": "ไม่ด่วน"})
    assert write(True, YESNO, None, SITE) == "true"
    assert write(False, YESNO, enter(), SITE) == "false"
    assert write(True, YESNO, captions, SITE) == "ด่วน"
    assert write(False, YESNO, captions, SITE) == "ไม่ด่วน"
    assert write(False, YESNO, enter(translate={"true": "x"}), SITE) == "false"


@pytest.mark.parametrize(
    ("value", "shown", "equal"),
    [
        ("เเม่ ค้า", "แม่\u00a0ค้า", True),
        ("ค่าน้ำประปาสำนักงาน", "ค่าน้ำประปา...", False),
        ("ค่าน้ำประปาสำนักงาน", "ค่าน้ำประปา…", False),
        ("abc", "ABC", False),
        ("021", "21", False),
        ("abc", "", False),
        (None, "", True),
        (None, "-", False),
        (None, "x", False),
    ],
)
def test_texts_compare_as_seen(value: str | None, shown: str, equal: bool) -> None:
    """Equal to the eye is the same; a text cut short, another case or a lost zero is not."""
    assert same(value, shown, TEXT, enter=None, place=None, site=SITE) is equal


@pytest.mark.parametrize(
    ("shown", "blank"),
    [
        ("", True), ("---------", True), ("-- เลือก --", True), ("กรุณาเลือกธนาคาร", True), ("เลือก", True),
        ("โปรด เลือก", True), ("Please select a bank", True), ("- Select -", True),
        ("เลือกตั้งท้องถิ่น", False), ("เงินสด", False),
    ],
)  # fmt: skip
def test_a_list_with_nothing_chosen(shown: str, blank: bool) -> None:
    """`---------` and `กรุณาเลือก` are nothing chosen; a caption that begins alike is a choice."""
    assert same(None, shown, CHOICE, enter=None, place=None, site=SITE) is blank


def test_boxes_compare() -> None:
    """A box is on or off; nothing in the cell is off."""
    for value, shown, equal in (
        (True, "true", True),
        (True, "false", False),
        (False, "ไม่ใช่", True),
        (None, "false", True),
        (None, "true", False),
        (True, "?", False),
    ):
        assert same(value, shown, YESNO, enter=None, place=None, site=SITE) is equal


def test_identity_numbers_compare_without_dashes() -> None:
    """Dashes and spaces do not count in an identity number."""
    assert same("1101700230708", "1-1017-00230-70-8", ID, enter=None, place=None, site=SITE)
    assert not same("1101700230708", "x-xxxx-x0230-70-8", ID, enter=None, place=None, site=SITE)


def test_translated_captions_compare() -> None:
    """The site's caption and the workbook's text are both known; a caption that means another is not."""
    swapped = enter(translate={"A": "B", "B": "A", "C": "D"})
    assert same("C", "D", TEXT, enter=swapped, place=None, site=SITE)
    assert same("C", "C", TEXT, enter=swapped, place=None, site=SITE)
    assert same("A", "B", TEXT, enter=swapped, place=None, site=SITE)
    assert not same("A", "A", TEXT, enter=swapped, place=None, site=SITE)
    assert same("E", "E", TEXT, enter=swapped, place=None, site=SITE)
    assert not same("E", "B", TEXT, enter=swapped, place=None, site=SITE)


def test_shown_translations_and_patterns() -> None:
    """`translate` of a place gives workbook text back; a pattern picks the value out of the text."""
    place = ShownPlace(column="x", pattern=r"รหัส (\S+)", translate={"01": "เงินสด", "-": ""})
    assert same("เงินสด", "รหัส 01 (หลัก)", CHOICE, enter=None, place=place, site=SITE)
    assert not same("เช็ค", "รหัส 01", CHOICE, enter=None, place=place, site=SITE)
    assert same("เช็ค", "รหัส เช็ค", CHOICE, enter=None, place=place, site=SITE)
    assert same("เช็ค", "เช็ค", CHOICE, enter=None, place=place, site=SITE)
    assert same(None, "-", CHOICE, enter=None, place=place, site=SITE)
    odd = ShownPlace(column="x", translate={"01": "บัตร"})
    assert same("บัตร", "01", CHOICE, enter=None, place=odd, site=SITE)


def test_an_optional_group_that_is_not_there_reads_as_blank() -> None:
    """A pattern whose group matched nothing shows nothing."""
    place = ShownPlace(column="x", pattern=r"รหัส ?(\d+)?")
    assert same(None, "รหัส ", TEXT, enter=None, place=place, site=SITE)


def test_canonical_texts() -> None:
    """One text for each value, whatever its kind."""
    assert [canonical(value) for value in (None, True, False, 5, Decimal("5.00"), " เเม่  ๑ ")] == [
        "", "true", "false", "5", "5", "แม่ 1",
    ]  # fmt: skip
