"""The second look: each kind of file, each kind of cell, where both readings agree and where they do not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlrd  # type: ignore[import-untyped]
import xlsxwriter
from binary_book import Day, Error, Shared, Small, row, sheet, write_xlsb
from openpyxl.styles.numbers import BUILTIN_FORMATS

from bot.errors import InputProblems
from bot.planning.files.extent import MOST_CELLS
from bot.planning.second_look import Look, legacy, look_again, shape, xlsb
from bot.planning.second_look.faces import face
from bot.planning.second_look.ooxml_book import is_moment, unescaped
from bot.planning.second_look.ooxml_sheet import area_of
from bot.planning.tables import read_tables

FILES = Path(__file__).parents[2] / "fuzz" / "files"
NAME = "แผ่น"
AT_NOON = datetime(2024, 1, 16, 12)


def looked(path: Path, change: Callable[[list[list[Any]]], object] = lambda table: None) -> Look:
    """Read a file of one sheet, change what the first reader gave, and look again."""
    tables = dict(read_tables(path))
    [(name, table)] = tables.items()
    change(table)  # type: ignore[arg-type]
    return look_again(path, tables, [name])[name]


def refused(path: Path) -> str:
    """Give the code with which a file is refused."""
    with pytest.raises(InputProblems) as caught:
        look_again(path, read_tables(path), [NAME])
    return caught.value.problems[0].code


def put(place: tuple[int, int], value: object) -> Callable[[list[list[Any]]], object]:
    """Have the first reader say something else of one cell."""

    def change(table: list[list[Any]]) -> None:
        table[place[0]][place[1]] = value

    return change


BINARY = [
    "เลขที่", 100.25, Shared(0), True, Small((12345 << 2) | 3), Small((7 << 2) | 2), Day(45307), None,
    Small(0x40590000), Small(((1 << 30) - 5) << 2 | 2), Small(0x40590001), "สอง\r\nบรรทัด",
]  # fmt: skip


@pytest.fixture
def binary(tmp_path: Path) -> Path:
    """An .xlsb with every kind of cell, a hidden row and column and a merged cell."""
    cells = dict(enumerate(BINARY))
    rows = [row(0, cells), row(1, {0: "ก", 1: Error()}, hidden=True), row(2, {})]
    part = sheet(rows, merged=[(1, 2, 0, 0)], hidden_columns=[1])
    return write_xlsb(tmp_path / "a.xlsb", NAME, part, texts=["ไทย"])


def test_every_cell_of_an_xlsb_is_read_twice(binary: Path) -> None:
    """Numbers of all packings, texts, truths and days agree; errors, merged and hidden places are seen."""
    [table] = read_tables(binary).values()
    assert list(table[0]) == [
        "เลขที่", 100.25, "ไทย", True, 123.45, 7, datetime(2024, 1, 16), "", 100, -5, 1, "สอง\r\nบรรทัด",
    ]  # fmt: skip
    found = looked(binary)
    assert found.doubts == {(1, 1): "error"}
    assert (found.hidden, found.hidden_rows, found.hidden_columns) == (False, {1}, {1})
    assert found.merged == [(1, 0, 2, 0)]


@pytest.mark.parametrize("column", range(len(BINARY)))
def test_an_xlsb_cell_that_reads_otherwise(binary: Path, column: int) -> None:
    """Whatever the kind, another value of the first reader is a doubt; so is a cell that only it found."""
    for other in ("x", 1.5, datetime(2024, 1, 17)):
        assert looked(binary, put((0, column), other)).doubts[0, column] == "differs"
    assert looked(binary, put((1, column or 5), "x")).doubts[1, column or 5] in ("differs", "error")


def test_an_xlsb_of_1904_and_hidden(tmp_path: Path) -> None:
    """Days count from 1904 where the workbook says so; a hidden sheet is told."""
    part = sheet([row(0, {0: Day(43845)})])
    path = write_xlsb(tmp_path / "a.xlsb", NAME, part, hidden=True, from_1904=True)
    assert looked(path, put((0, 0), datetime(2024, 1, 16))).doubts == {}
    assert looked(path).hidden


def test_an_xlsb_that_is_damaged_or_without_end(tmp_path: Path) -> None:
    """Cut records are a damaged file, one cell at the end of the sheet an unusually big one."""
    path = write_xlsb(tmp_path / "a.xlsb", NAME, sheet([row(0, {0: "ก"})])[:-20])
    assert refused(path) == "workbook_corrupt"
    far = write_xlsb(tmp_path / "b.xlsb", NAME, sheet([row(0, {0: "ก"}), row(1_048_575, {16_383: 1})]))
    assert MOST_CELLS < 1_048_576 * 16_384
    assert refused(far) == "workbook_too_big"
    with zipfile.ZipFile(tmp_path / "c.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83")
    assert refused(tmp_path / "c.xlsb") == "workbook_corrupt"
    for raw in (b"\x00", b"\x80", b"\x00\x0c1234", b"\x80\x80\x80"):
        with pytest.raises(InputProblems):
            xlsb.look(write_xlsb(tmp_path / "d.xlsb", NAME, raw), {NAME: [[""]]}, [NAME])


def test_a_reader_that_breaks_says_nothing_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What native code writes about a damaged file is not shown to people; our own sentence is raised."""
    path = write_xlsb(tmp_path / "a.xlsb", NAME, sheet([row(0, {0: "ก"})]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/sharedStrings.bin"] = b"\x9f\x01\x00"
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    assert refused(path) == "workbook_corrupt"
    assert capfd.readouterr() == ("", "")


# .xls


def test_an_xls_reads_twice_the_same() -> None:
    """A file of LibreOffice has no doubts, whichever kind of cell."""
    path = FILES / "receipts.xls"
    tables = read_tables(path)
    assert all(not one.doubts for one in look_again(path, tables, list(tables)).values())


def test_what_a_person_sees_of_an_xls() -> None:
    """Amounts shown as others, satang that do not show, and cells that are crossed out."""
    path = FILES.parents[1] / "golden" / "odd_formats.xls"
    tables = read_tables(path)
    [found] = look_again(path, tables, list(tables)).values()
    assert found.faces == {(1, 5): "otherwise", (2, 5): "rounded"}
    assert found.struck == {(2, 2)}
    assert not found.doubts


@pytest.mark.parametrize(
    ("first", "kind", "value", "doubt"),
    [
        ("", xlrd.XL_CELL_ERROR, 42, "error"),
        ("", xlrd.XL_CELL_BLANK, "", None),
        ("x", xlrd.XL_CELL_EMPTY, "", "differs"),
        (True, xlrd.XL_CELL_BOOLEAN, 1, None),
        (1, xlrd.XL_CELL_BOOLEAN, 1, "differs"),
        (datetime(2024, 1, 16), xlrd.XL_CELL_DATE, 45307.0, None),
        (datetime(2024, 1, 17), xlrd.XL_CELL_DATE, 45307.0, "differs"),
        (1.5, xlrd.XL_CELL_NUMBER, 1.5, None),
        (True, xlrd.XL_CELL_NUMBER, 1.0, "differs"),
        ("a  b", xlrd.XL_CELL_TEXT, "a b", None),
        (5, xlrd.XL_CELL_TEXT, "5", "differs"),
    ],
)
def test_kinds_of_xls_cells(first: object, kind: int, value: object, doubt: str | None) -> None:
    """Each kind of cell agrees with its own kind only."""
    assert legacy._doubt(first, kind, value, shape.BEGINNING) == doubt


# .xlsx


def _parts(path: Path, **changed: tuple[str, str]) -> Path:
    """Change the text of parts, by the end of their names."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for end, (old, new) in changed.items():
        name = next(one for one in parts if one.endswith(f"{end}.xml"))
        assert old in parts[name], parts[name][:2000]
        parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


@pytest.fixture
def simple(tmp_path: Path) -> Path:
    """A text, a number, a truth and a date."""
    made = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    written = made.add_worksheet(NAME)
    written.write_row(0, 0, ["ก ข", 12.5, True])
    written.write_datetime(0, 3, AT_NOON, made.add_format({"num_format": "d/m/yyyy hh:mm"}))
    made.close()
    return tmp_path / "a.xlsx"


def test_cells_without_references_and_numbers_of_rows(simple: Path) -> None:
    """A writer may leave the places out: rows and cells then follow one another."""
    assert looked(simple).doubts == {}
    bare = _parts(simple, sheet1=(' r="1"', ""))
    for column in "ABCD":
        bare = _parts(bare, sheet1=(f' r="{column}1"', ""))
    assert looked(bare).doubts == {}


def test_texts_with_readings_above_them(simple: Path) -> None:
    """Readings printed above a text (phonetic runs) are no part of it."""
    ruby = '<si><t>ก ข</t><rPh sb="0" eb="1"><t>ริง</t></rPh></si>'
    assert looked(_parts(simple, sharedStrings=("<si><t>ก ข</t></si>", ruby))).doubts == {}
    inline = '<c r="A1" t="inlineStr"><is><t>ก ข</t><rPh sb="0" eb="1"><t>ริง</t></rPh></is></c>'
    assert looked(_parts(simple, sheet1=('<c r="A1" t="s"><v>0</v></c>', inline))).doubts == {}


@pytest.mark.parametrize("column", range(4))
def test_an_xlsx_cell_that_reads_otherwise(simple: Path, column: int) -> None:
    """Whatever the kind, another value of the first reader is a doubt."""
    for other in ("x", 7, datetime(2024, 1, 17), False):
        assert looked(simple, put((0, column), other)).doubts == {(0, column): "differs"}


def test_days_kept_as_text_of_iso(simple: Path) -> None:
    """The kind `d` holds the day itself."""
    with zipfile.ZipFile(simple) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    old = part[part.index('<c r="B1"') : part.index('<c r="C1"')]
    path = _parts(simple, sheet1=(old, '<c r="B1" t="d"><v>2024-01-16T00:00:00</v></c>'))
    assert looked(path, put((0, 1), datetime(2024, 1, 16))).doubts == {}
    assert looked(path, put((0, 1), "16 ม.ค.")).doubts == {(0, 1): "differs"}


def test_a_workbook_without_styles_or_shared_texts(tmp_path: Path) -> None:
    """Both parts may be missing; then there are plain numbers and texts in the cells."""
    made = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"in_memory": True})
    made.add_worksheet(NAME).write_row(0, 0, [1, 2.5])
    made.close()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if "styles" not in name}
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = re.sub(r"<Relationship [^>]*styles[^>]*/>", "", parts[relations])
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    assert looked(tmp_path / "b.xlsx").doubts == {}


@pytest.mark.parametrize("reference", ["A0", "1A", "AAAA1", "A12345678"])
def test_references_that_are_none(reference: str) -> None:
    """A cell that says it is nowhere is a damaged file."""
    with pytest.raises(ValueError, match=reference):
        area_of(reference)
    assert area_of("B2:D5") == (1, 1, 4, 3)
    assert area_of("$XFD$1") == (0, 16383, 0, 16383)


def test_formats_of_moments() -> None:
    """Elapsed times and Thai letters are moments; colours, texts in quotes and General are none."""
    assert is_moment("[h]:mm")
    assert is_moment("ว/ด/ปปปป")
    assert is_moment(BUILTIN_FORMATS[14])
    assert not is_moment('[Red]0.00" บาท"')
    assert not is_moment("General")
    assert unescaped("a_x000D_b") == "a\rb"


# What both have in common


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (53221, "000000", "053221"),
        (1234567, "0000", "1234567"),
        (7011000174, "000-0-00000-0", "701-1-00017-4"),
        (42, r"0\-000", "0-042"),
        (42, r"0\/000", None),
        (42, '"เลขที่ "000', "เลขที่ 042"),
        (42, "0", None),
        (42, "0.00", None),
        (42, "00/00", None),
        (4.5, "000", None),
        (-4, "000", None),
        (4, "#,##0", None),
        (5, '"00"0', None),
    ],
)
def test_numbers_as_their_format_shows_them(number: float, form: str, shown: str | None) -> None:
    """Zeros before a number are shown by its format only."""
    assert shape.masked(number, form) == shown


@pytest.mark.parametrize(
    ("number", "form", "seen"),
    [
        (100.25, "General", None),
        (100.25, "", None),
        (100.25, "#,##0.00", None),
        (100.25, "0.00", None),
        (100.25, "#,##0.0#", None),
        (100.25, "#,##0", "rounded"),
        (100.5, "#,##0.0", None),
        (100.25, "#,##0.0", "rounded"),
        (100.256, "#,##0", None),
        (100, "#,##0", None),
        (0.1 + 0.2, "0.0", None),
        (0.07, "0%", "otherwise"),
        (0, "0%", None),
        (0.07, '0.00"%"', None),
        (12345, "#,##0,", "otherwise"),
        (12345678, "0.0,,", "otherwise"),
        (12345, '#,##0, "พัน"', "otherwise"),
        (5, ";;;", "otherwise"),
        (5, '"ลับ"', "otherwise"),
        (5, '0".50"', "otherwise"),
        (5, r"0\5", "otherwise"),
        (5, '0.00" บาท"', None),
        (-5, "0.00;0.00", "otherwise"),
        (-5, "0.00;[Red]0.00", None),
        (-5, "0.00;(0.00)", None),
        (-5, r"0.00;\(0.00\)", None),
        (-5, "0.00;-0.00", None),
        (5, "0.00;0.00", None),
        (5, '0.00;-0.00;"-"', None),
        (0, '0.00;-0.00;"-"', None),
        (100.25, "[$฿-41E]#,##0.00", None),
        (100.25, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', None),
        (100.25, "_(* #,##0_);_(* (#,##0)", "rounded"),
        (100.25, "[>1000]#,##0,;0.00", None),
        (100.25, "0.00E+00", None),
        (0.5, "# ?/?", None),
        (5, "@", None),
    ],
)
def test_numbers_that_are_seen_otherwise(number: float, form: str, seen: str | None) -> None:
    """A format that shows hundredths, thousands, no sign, nothing or other digits; or that hides satang."""
    assert face(number, form) == seen


def test_moments_agree_by_the_second() -> None:
    """Days, moments, times and spans; before March 1900 spreadsheets count a day that never was."""
    noon = 45307.5
    assert shape.same_moment(AT_NOON, noon, shape.BEGINNING)
    assert shape.same_moment(date(2024, 1, 16), 45307.0, shape.BEGINNING)
    assert shape.same_moment(time(12), noon, shape.BEGINNING)
    assert shape.same_moment(timedelta(days=2), 2.0, shape.BEGINNING)
    assert shape.same_moment(datetime(1900, 1, 2), 3.0, shape.BEGINNING)
    assert not shape.same_moment(AT_NOON, noon + 0.01, shape.BEGINNING)
    assert not shape.same_moment("x", noon, shape.BEGINNING)
    assert shape.cell_at([["a"]], 5, 5) == ""
