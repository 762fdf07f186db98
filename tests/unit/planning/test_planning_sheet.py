"""Workbooks: read as they stand, headers in any order, everything odd told by cell."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from made_up_site import JOURNAL_HEADERS, MakeBook, write_book

from bot.errors import InputProblems
from bot.planning import tables
from bot.planning.headers import letter
from bot.planning.mapping import Mappings
from bot.planning.sheet import LAWFUL_TWIN, Workbook, mark_of, read_workbook

HEADERS = [
    "เลขที่เดิม", "วันที่รับเงิน", "ผู้ชำระเงิน", "หมวดรายรับ", "ประเภทรายรับ", "จำนวนเงิน", "เงินสด",
    "บัญชีธนาคาร", "ยอดรวม",
]  # fmt: skip
RIGHT = ["R-1", "16/01/2567", "นายทดสอบ", "ภาษี", "ภาษีป้าย", 100.25]
JOURNAL = [["เลขที่เดิม", "วันที่", "คำอธิบาย", "รหัสบัญชี", "เดบิต", "เครดิต"]]


def codes(workbook: Workbook) -> list[tuple[str, str]]:
    """Cells and codes of problems, without the note on the sheet that is not there."""
    return [(one.cell, one.code) for one in workbook.problems if one.code != "sheet_absent"]


def unreadable(path: Path, mappings: Mappings) -> str:
    """Give the code with which a file is refused."""
    with pytest.raises(InputProblems) as caught:
        read_workbook(path, mappings)
    [problem] = caught.value.problems
    assert problem.text.th != problem.text.en
    return problem.code


def test_hazard_20_cells_are_read_as_they_stand(mappings: Mappings, make_book: MakeBook) -> None:
    """Text stays text (`053221`, `NA`, `1-2`), numbers stay numbers, dates dates, blanks None."""
    cells = ["053221", datetime(2024, 1, 16), "NA", "1-2", "null", 100.25, True, 7, None]
    workbook = read_workbook(make_book({"รับเงิน": [HEADERS, cells]}), mappings)
    [row] = workbook.rows["RECEIPT"]
    assert list(row.cells.values()) == cells
    assert row.number == 2
    assert row.cell_name("จำนวนเงิน") == "รับเงิน!F2"
    assert codes(workbook) == []


def test_rows_keep_their_numbers(mappings: Mappings, make_book: MakeBook) -> None:
    """Blank rows above the header and between rows are left out without moving the numbers."""
    rows = [
        [None],
        ["รายงาน"],
        [None, *HEADERS],
        [None, *RIGHT],
        [None, " ", "\u200b"],
        [None, "R-2", *RIGHT[1:]],
    ]
    workbook = read_workbook(make_book({"รับเงิน": rows}), mappings)
    assert [row.number for row in workbook.rows["RECEIPT"]] == [4, 6]
    assert workbook.rows["RECEIPT"][0].cell_name("เลขที่เดิม") == "รับเงิน!B4"


def test_headers_in_any_order_with_stars_and_aliases(mappings: Mappings, make_book: MakeBook) -> None:
    """Columns are known by their captions; stars, aliases and extra columns do not disturb."""
    headers = ["ธนาคาร", *reversed([f"{one} *" for one in HEADERS if one != "บัญชีธนาคาร"]), "ของฉัน"]
    workbook = read_workbook(make_book({"ใบเสร็จ": [headers, ["กรุงไทย"]]}), mappings)
    [row] = workbook.rows["RECEIPT"]
    assert row.cells["บัญชีธนาคาร"] == "กรุงไทย"
    assert row.sheet == "ใบเสร็จ"
    assert codes(workbook) == [("ใบเสร็จ!J1", "column_unknown")]


def test_missing_doubled_and_misspelt_columns(mappings: Mappings, make_book: MakeBook) -> None:
    """A missing column is an error with the near miss suggested at its cell, a doubled one is named."""
    headers = [*[one for one in HEADERS if one not in ("จำนวนเงิน", "ยอดรวม")], "จำนวนเงิ", "เงินสด", 5]
    workbook = read_workbook(make_book({"รับเงิน": [headers, RIGHT]}), mappings)
    assert codes(workbook) == [
        ("รับเงิน!I1", "column_twice"),
        ("รับเงิน!H1", "column_missing"),
        ("รับเงิน!1", "column_missing"),
    ]
    near = next(one for one in workbook.problems if one.cell == "รับเงิน!H1")
    assert "จำนวนเงิ" in near.text.en
    assert workbook.rows["RECEIPT"][0].cells.get("จำนวนเงิน") is None


def test_a_sheet_without_a_header(mappings: Mappings, make_book: MakeBook) -> None:
    """A sheet whose first twenty rows hold none of the captions names what it needs."""
    rows = [["x"]] * 20 + [HEADERS]
    workbook = read_workbook(make_book({"รับเงิน": rows}), mappings)
    assert codes(workbook) == [("รับเงิน!A1", "header_missing")]
    assert "RECEIPT" not in workbook.rows


def test_marks_of_rows(mappings: Mappings, make_book: MakeBook) -> None:
    """Examples are silent, rows passed over are told, lawful twins go on, unknown marks are errors."""
    headers = ["สถานะแถว", *HEADERS]
    marks = ["ตัวอย่าง", "ข้าม", "ซ้ำจริง", "Example", "SKIP", "รอ", None]
    workbook = read_workbook(make_book({"รับเงิน": [headers, *[[mark, *RIGHT] for mark in marks]]}), mappings)
    rows = workbook.rows["RECEIPT"]
    assert [row.number for row in rows] == [4, 7, 8]
    assert [mark_of(row) for row in rows] == [LAWFUL_TWIN, "รอ", ""]
    assert codes(workbook) == [
        ("รับเงิน!A3", "row_passed_over"),
        ("รับเงิน!A6", "row_passed_over"),
        ("รับเงิน!A7", "row_mark"),
    ]


def test_a_row_with_a_mark_only_is_blank(mappings: Mappings, make_book: MakeBook) -> None:
    """A mark alone makes no row."""
    workbook = read_workbook(make_book({"รับเงิน": [["สถานะแถว", *HEADERS], ["ข้าม"]]}), mappings)
    assert workbook.rows["RECEIPT"] == ()


def test_sheets_that_are_not_known(mappings: Mappings, make_book: MakeBook) -> None:
    """Unknown sheets and missing ones are notes, a misspelt one an error, our own guide silent."""
    ours: dict[str, list[list[object]]] = {"คำแนะนำ": [], "ปัญหาที่พบ": [], "รายการตัวเลือก": []}
    sheets = {"รับเงิน": [HEADERS], "อื่นๆ": [], **ours, "ใบผ่าน1": JOURNAL}
    workbook = read_workbook(make_book(sheets), mappings)
    assert [(one.cell, one.code, one.severity) for one in workbook.problems] == [
        ("book.xlsx", "sheet_absent", "note"),
        ("อื่นๆ", "sheet_unknown", "note"),
        ("ใบผ่าน1", "sheet_misnamed", "error"),
    ]


def test_two_sheets_for_one_screen(mappings: Mappings, make_book: MakeBook) -> None:
    """A sheet and its alias in one workbook are an error: nobody can tell which counts."""
    workbook = read_workbook(make_book({"รับเงิน": [HEADERS], "ใบเสร็จ": [HEADERS], "ใบผ่าน": JOURNAL}), mappings)
    assert codes(workbook) == [("ใบเสร็จ", "sheet_twice")]


def test_no_sheet_at_all(mappings: Mappings, make_book: MakeBook) -> None:
    """A workbook without any known sheet is refused at once."""
    assert unreadable(make_book({"Sheet1": [["a"]]}), mappings) == "sheet_missing"


def test_formulas_without_result_and_error_values(mappings: Mappings, tmp_path: Path) -> None:
    """A formula never calculated and an error value are told by cell, also where the row looks blank."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "รับเงิน"
    sheet.append(HEADERS)
    sheet.append([*RIGHT[:5], "=1+1"])
    sheet.append([None, None, "=A1"])
    sheet.append(RIGHT)
    sheet["H2"] = "#N/A"
    sheet["H2"].data_type = "e"
    sheet["L2"] = "=1"
    path = tmp_path / "formulas.xlsx"
    book.save(path)
    workbook = read_workbook(path, mappings)
    assert codes(workbook) == [
        ("รับเงิน!F2", "formula_cell"),
        ("รับเงิน!H2", "error_cell"),
        ("รับเงิน!C3", "formula_cell"),
    ]
    assert [row.number for row in workbook.rows["RECEIPT"]] == [2, 3, 4]


def test_formulas_with_results_are_values(mappings: Mappings, tmp_path: Path) -> None:
    """A saved result counts, an empty text as blank; a formula that gave an error is told."""
    path = tmp_path / "results.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("รับเงิน")
    sheet.write_row(0, 0, HEADERS)
    sheet.write_row(1, 0, RIGHT[:5])
    sheet.write_formula(1, 5, "=50+50.25", None, 100.25)
    sheet.write_formula(1, 7, "=NA()", None, "#N/A")
    sheet.write_formula(1, 8, '=""', None, "")
    book.add_worksheet("อื่น").write_formula(0, 0, "=NA()", None, "#N/A")
    book.close()
    _mark_text_result(path, b'<c r="I2"><f>""</f>', b'<c r="I2" t="str"><f>""</f>')
    workbook = read_workbook(path, mappings)
    assert workbook.rows["RECEIPT"][0].cells["จำนวนเงิน"] == 100.25
    assert codes(workbook) == [("อื่น", "sheet_unknown"), ("รับเงิน!H2", "error_cell")]


def test_an_error_value_without_any_formula(mappings: Mappings, tmp_path: Path) -> None:
    """A pasted error value needs no formula to be told."""
    path = tmp_path / "error.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "รับเงิน"
    sheet.append(HEADERS)
    sheet.append(RIGHT)
    sheet["H2"] = "#REF!"
    sheet["H2"].data_type = "e"
    book.save(path)
    assert codes(read_workbook(path, mappings)) == [("รับเงิน!H2", "error_cell")]


def _mark_text_result(path: Path, old: bytes, new: bytes) -> None:
    """Mark a formula's empty result as text, as Excel does and the writing library does not."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = {name: part.replace(old, new) for name, part in parts.items()}
    assert changed != parts
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in changed.items():
            archive.writestr(name, part)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_any_encoding(mappings: Mappings, tmp_path: Path, encoding: str, delimiter: str) -> None:
    """A CSV file named after the sheet is that sheet, in the encodings that Thai offices have."""
    lines = [delimiter.join(HEADERS), delimiter.join(["053221", *map(str, RIGHT[1:])]), ""]
    path = tmp_path / "รับเงิน.csv"
    path.write_text("\r\n".join(lines), encoding=encoding, newline="")
    workbook = read_workbook(path, mappings)
    [row] = workbook.rows["RECEIPT"]
    assert row.cells["เลขที่เดิม"] == "053221"
    assert row.cells["จำนวนเงิน"] == "100.25"
    assert row.cell_name("จำนวนเงิน") == "รับเงิน!F2"


def test_a_csv_of_another_name_is_known_by_its_captions(mappings: Mappings, tmp_path: Path) -> None:
    """The one screen whose captions are all there is meant; a line break inside quotes is text."""
    path = tmp_path / "export.csv"
    path.write_text(",".join(HEADERS) + '\nR-1,,"สอง\nบรรทัด"\n', encoding="utf-8")
    workbook = read_workbook(path, mappings)
    assert workbook.rows["RECEIPT"][0].cells["ผู้ชำระเงิน"] == "สอง\nบรรทัด"
    path.write_text(",".join(JOURNAL_HEADERS), encoding="utf-8")
    assert list(read_workbook(path, mappings).rows) == ["JOURNAL"]
    path.write_text("a,b\n", encoding="utf-8")
    assert unreadable(path, mappings) == "sheet_missing"


def test_csv_that_cannot_be_read(mappings: Mappings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Undecodable bytes, broken quotes and a locked file are told apart."""
    path = tmp_path / "รับเงิน.csv"
    path.write_bytes(b"\xfc\xfd\xfe\xff")
    assert unreadable(path, mappings) == "workbook_encoding"
    path.write_text('"a"b,c\n', encoding="utf-8")
    assert unreadable(path, mappings) == "workbook_corrupt"

    def locked(_self: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert unreadable(path, mappings) == "workbook_open"


def test_files_that_cannot_be_read(
    mappings: Mappings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing, of another kind, damaged, protected or locked: each in plain words."""
    assert unreadable(tmp_path / "none.xlsx", mappings) == "workbook_missing"
    other = tmp_path / "a.pdf"
    other.write_bytes(b"%PDF")
    assert unreadable(other, mappings) == "workbook_kind"
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    assert unreadable(path, mappings) == "workbook_corrupt"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert unreadable(path, mappings) == "workbook_password"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    assert unreadable(path, mappings) == "workbook_corrupt"

    path = write_book(tmp_path / "sound.xlsx", {"รับเงิน": [HEADERS]})
    for error, code in ((PermissionError, "workbook_open"), (tables.PasswordError, "workbook_password")):

        def fails(*_args: object, error: type[Exception] = error, **_options: object) -> None:
            raise error

        monkeypatch.setattr(pd, "read_excel", fails)
        assert unreadable(path, mappings) == code


def test_short_rows_read_as_blank(mappings: Mappings, tmp_path: Path) -> None:
    """A CSV row with fewer cells than the header has blanks at its end."""
    path = tmp_path / "รับเงิน.csv"
    path.write_text(",".join(HEADERS) + "\nR-1,16/01/2567\n", encoding="utf-8")
    assert read_workbook(path, mappings).rows["RECEIPT"][0].cells["จำนวนเงิน"] is None


def test_column_letters() -> None:
    """Letters go on after Z."""
    assert [letter(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
