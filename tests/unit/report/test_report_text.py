"""Text of others: made visible, never a formula; money, days and moments as a person writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.language import language_of
from bot.planning.grammar import FieldSpec
from bot.report import links
from bot.report.links import is_picture, link_to
from bot.report.plain import like_a_formula, one_line, shortened, visible, without_controls
from bot.report.writing import count, day, moment, money, value_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ฎีกา กค 67-0001", "ฎีกา กค 67-0001"),
        ("a\x1b[31mred", "a⟨U+001B⟩[31mred"),
        ("1\u202e00.52", "1⟨U+202E⟩00.52"),
        ("A\u200bB", "A⟨U+200B⟩B"),
        ("a\x85b\x00", "a⟨U+0085⟩b⟨U+0000⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("\ufffe", "⟨U+FFFE⟩"),
        ("x\r\ny\tz\xa0", "x\ny z\xa0"),
        ("a\ue000", "a\ue000"),
    ],
)
def test_what_does_not_show_is_written_out(text: str, shown: str) -> None:
    """Escapes, overrides and zero-width characters become visible; Thai, line breaks and blanks stay."""
    assert visible(text) == shown


def test_one_line_and_shortened() -> None:
    """White space folds to one space; a long text ends with an ellipsis."""
    assert one_line(" a \n\n b\t c ") == "a b c"
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"


def test_controls_leave_the_workbook() -> None:
    """Control characters vanish from cells; line breaks stay; overrides are still written out."""
    assert without_controls("a\x00\x1bb\r\nc\u202e") == "ab\nc⟨U+202E⟩"


@pytest.mark.parametrize("text", ["=1+1", "+66", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n-2"])
def test_formula_beginnings(text: str) -> None:
    """Every beginning that a spreadsheet takes for a formula is known, behind blanks too."""
    assert like_a_formula(text)


def test_plain_text_is_no_formula() -> None:
    """Ordinary text is left alone."""
    assert not like_a_formula("กค 67-0001 = 5")


def test_money_and_counts() -> None:
    """Money has commas and two decimals, more only where the amount has more."""
    assert [money(Decimal(x)) for x in ("0", "1234.5", "-1000000", "1E+3", "0.125")] == [
        "0.00", "1,234.50", "-1,000,000.00", "1,000.00", "0.125",
    ]  # fmt: skip
    assert money(Decimal("NaN")) == "NaN"
    assert count(12345) == "12,345"


def test_days_and_moments_in_both_languages() -> None:
    """Thai shows the Buddhist era and Thai months, English the common era; moments in the site's zone."""
    at = datetime(2024, 2, 28, 20, 5, 9, tzinfo=UTC)
    zone = ZoneInfo("Asia/Bangkok")
    assert day(date(2024, 2, 29)) == "29 ก.พ. 2567"
    assert moment(at, zone) == "29 ก.พ. 2567 03:05:09"
    assert (day(None), moment(None)) == ("–", "–")
    with language_of("en"):
        assert moment(at, zone) == "29 Feb 2024 03:05:09"
    assert moment(datetime(2024, 1, 1, 8), zone).endswith("08:00:00")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, None, ""),
        (True, "yesno", "ใช่"),
        (False, "yesno", "ไม่ใช่"),
        (Decimal("1234.5"), "money", "1,234.50"),
        (Decimal("1234.5"), "number", "1,234.5"),
        (Decimal(7), None, "7.00"),
        (2567, "integer", "2567"),
        (date(2024, 7, 6), "date", "6 ก.ค. 2567"),
        ("053221", "code", "053221"),
    ],
)
def test_values(value: object, kind: str | None, text: str) -> None:
    """Each kind of value reads as a person writes it; codes and years keep their digits."""
    spec = FieldSpec.model_validate({"header": "x", "kind": kind}) if kind else None
    assert value_text(value, spec) == text  # type: ignore[arg-type]


def test_links_are_relative_and_safe(tmp_path: Path) -> None:
    """A file's name can become neither a scheme nor a query; a relative one counts from its root."""
    link = link_to("ก/a b#?.png", page_dir=tmp_path / "out", root=tmp_path / "evidence")
    assert link == "../evidence/%E0%B8%81/a%20b%23%3F.png"
    assert link_to(tmp_path / "x.png", page_dir=tmp_path) == "x.png"
    assert link_to("javascript:alert(1)", page_dir=tmp_path, root=tmp_path) == "javascript%3Aalert%281%29"
    assert is_picture("A.PNG")
    assert not is_picture("trace.zip")


def test_link_to_another_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file on another Windows drive has no relative path; its full file address is given."""

    def no_way(_path: object, _start: object) -> str:
        msg = "path is on mount 'D:', start on mount 'C:'"
        raise ValueError(msg)

    monkeypatch.setattr(links.os.path, "relpath", no_way)
    assert link_to(tmp_path / "a b.png", page_dir=tmp_path).startswith("file:///")
