"""Workbooks as offices keep them: eighty odd files, each with the rows and problems it must give.

They are made here, by openpyxl, xlsxwriter, pandas and csv; files of LibreOffice are in `tests/fuzz/files`.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.model import Entry
from bot.errors import InputProblems
from bot.planning.cautions import cautions_of, code_of
from bot.planning.entries import Calendar, make_entries
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.sheet import read_workbook

sys.path.append(str(Path(__file__).parents[1] / "unit" / "planning"))
from made_up_site import journal_dict, receipt_dict, site_dict, write_book, write_folder

NAME = "รับเงิน"
HEADERS = [
    "เลขที่เดิม",
    "วันที่รับเงิน",
    "ผู้ชำระเงิน",
    "หมวดรายรับ",
    "ประเภทรายรับ",
    "จำนวนเงิน",
    "เงินสด",
    "บัญชีธนาคาร",
    "ยอดรวม",
]
DATA: list[list[Any]] = [
    ["R-1", "16/01/2567", "นายหนึ่ง", "ภาษี", "ภาษีป้าย", 100.25],
    ["R-2", "17/01/2567", "นางสอง", "ภาษี", "ภาษีที่ดิน", 200],
]
SOUND = {"R-1": "100.25", "R-2": "200.00"}
Edit = Callable[[Worksheet], object]
Told = list[tuple[str, str]]


@pytest.fixture(scope="module")
def mappings(tmp_path_factory: pytest.TempPathFactory) -> Mappings:
    folder = tmp_path_factory.mktemp("reading")
    receipt = receipt_dict()
    receipt["fields"]["total"]["nothing"] = ["-", "–"]
    return load_mappings(
        write_folder(folder / "mappings", site=site_dict(), receipt=receipt, journal=journal_dict())
    )


def outcome(path: Path, mappings: Mappings) -> tuple[tuple[Entry, ...], Told]:
    """Give the entries and where which problem was told, but for the sheet that is not there."""
    workbook = read_workbook(path, mappings)
    entries, problems = make_entries(workbook, mappings, Calendar())
    told = [(one.cell, one.code) for one in (*workbook.problems, *problems) if one.code != "sheet_absent"]
    return entries, told


def amounts(entries: tuple[Entry, ...]) -> dict[str, str]:
    """Give each document's amount by its old number."""
    return {str(one.fields["old_number"]): str(one.fields["amount"]) for one in entries}


def book(path: Path, edit: Edit, rows: list[list[Any]] | None = None) -> Path:
    """Write the two documents with openpyxl, then change the sheet."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = NAME
    for row in rows if rows is not None else [HEADERS, *DATA]:
        sheet.append(row)
    edit(sheet)
    made.save(path)
    return path


def put(**cells: Any) -> Edit:
    """Set cells by name."""

    def edit(sheet: Worksheet) -> None:
        for cell, value in cells.items():
            sheet[cell] = value

    return edit


def look(cell: str, form: str, value: Any) -> Edit:
    """Set a cell with a number format."""

    def edit(sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].number_format = form

    return edit


def error(cell: str, text: str) -> Edit:
    """Put an error value."""

    def edit(sheet: Worksheet) -> None:
        sheet[cell] = text
        sheet[cell].data_type = "e"

    return edit


def _hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["F"].hidden = True


def _title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet["A1"] = "องค์การบริหารส่วนตำบลตัวอย่าง"
    sheet.merge_cells("A1:I1")


def _two_row_header(sheet: Worksheet) -> None:
    sheet.insert_rows(2)
    for column in "ABCDEFGH":
        sheet.merge_cells(f"{column}1:{column}2")
    sheet["I1"], sheet["I2"] = "สรุป", "ยอดรวม"


def _hidden_sheet(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    sheet.parent.create_sheet("อื่น")
    sheet.sheet_state = "hidden"


def _copied(sheet: Worksheet) -> None:
    book = sheet.parent
    assert book is not None
    book.copy_worksheet(sheet).title = f"{NAME} (2)"


def _subtotals(sheet: Worksheet) -> None:
    """Two months with a subtotal each, a third that is wrong, and the sum of all."""
    rows: list[list[Any]] = [
        HEADERS,
        DATA[0],
        ["รวมเดือนมกราคม", None, None, None, None, 100.25],
        DATA[1],
        [None, None, "รวมเดือนกุมภาพันธ์ 2567", None, None, "200.00"],
        ["R-3", "18/01/2567", "นายสาม", "ภาษี", "ภาษีป้าย", 50],
        ["รวมย่อย", None, None, None, None, 500],
        ["รวมทั้งสิ้น", None, None, None, None, 350.25],
    ]
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            sheet.cell(number, column).value = cell


def _struck(sheet: Worksheet) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


def _commented(sheet: Worksheet) -> None:
    sheet["F3"].comment = Comment("ยอดนี้รอแก้", "สมศรี")
    sheet["E3"].comment = Comment("ของเราเอง", "elaas-bot")
    sheet["A1"].comment = Comment("อยู่ที่หัวคอลัมน์", "สมศรี")


def _headers_sorted_down(sheet: Worksheet) -> None:
    sheet.delete_rows(1, 3)
    for row in (DATA[0], HEADERS, DATA[1]):
        sheet.append(row)


def _titles_of_three_cells(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    put(A1="อบต. ตัวอย่าง", B1="ปีงบประมาณ", F1=2567)(sheet)


def _month_sheets(sheet: Worksheet) -> None:
    """One month on the sheet's own name would do; on two of other names nobody knows which is meant."""
    book = sheet.parent
    assert book is not None
    book.copy_worksheet(sheet).title = "ก.พ. 67"
    sheet.title = "ม.ค. 67"
    _add_journal(book)


def _a_column_renamed(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    sheet.title, sheet["E1"] = "ม.ค. 67", "หมวดย่อย"
    _add_journal(sheet.parent)


def _add_journal(book: openpyxl.Workbook) -> None:
    made = book.create_sheet("ใบผ่าน")
    made.append(["เลขที่เดิม", "วันที่", "คำอธิบาย", "รหัสบัญชี", "เดบิต", "เครดิต"])


def _far_to_the_right(sheet: Worksheet) -> None:
    """The table begins at column D, with the office's own words on its left."""
    sheet.insert_cols(1, 3)
    sheet["A1"], sheet["A2"], sheet["B3"] = "ของเรา", "x", "y"


def _turned_days(sheet: Worksheet) -> None:
    """16/1 stayed text where the program reads month first, 5/1 became the first of May."""
    look("B3", "mm-dd-yy", datetime(2024, 5, 1))(sheet)


EDITS: dict[str, tuple[Edit, dict[str, str], Told]] = {
    "plain": (put(), SOUND, []),
    "title_above": (_title_above, SOUND, []),
    "two_row_header": (_two_row_header, SOUND, []),
    "header_line_break": (put(F1="จำนวน\nเงิน"), SOUND, []),
    "header_no_break_space": (put(A1="\u00a0เลขที่เดิม\u200b "), SOUND, []),
    "header_double_e": (put(E1="ประเภทรายรับ", C1="ผู้ชำระเงิน*"), SOUND, []),
    "header_nikhahit": (put(F1="จ\u0e4d\u0e32นวนเงิน"), SOUND, []),
    "header_alias": (put(H1="ธนาคาร"), SOUND, []),
    "header_near_miss": (put(F1="จำนวนเงิ"), {}, [(f"{NAME}!F1", "column_missing")]),
    "extra_column": (put(J1="ของฉัน", J2="x"), SOUND, [(f"{NAME}!J1", "column_unknown")]),
    "column_twice": (put(J1="จำนวนเงิน"), SOUND, [(f"{NAME}!J1", "column_twice")]),
    "blank_rows_between": (lambda sheet: sheet.insert_rows(3, 2), SOUND, []),
    "total_right": (put(A4="รวมทั้งสิ้น", F4=300.25), SOUND, [(f"{NAME}!A4", "total_row")]),
    "total_wrong": (put(A4="รวม", F4=300), SOUND, [(f"{NAME}!F4", "total_differs")]),
    "total_bare": (put(F4=300.25), SOUND, [(f"{NAME}!F4", "total_row")]),
    "total_formula": (put(C4="รวม", F4="=SUM(F2:F3)"), SOUND, [(f"{NAME}!C4", "total_unchecked")]),
    "note_below": (put(A5="หมายเหตุ: รับเงินสด", C6="ลงชื่อ.....ผู้จัดทำ"), SOUND,
                   [(f"{NAME}!A5", "note_below"), (f"{NAME}!A6", "note_below")]),
    "hidden_row": (_hide_row, SOUND, [(f"{NAME}!A3", "rows_hidden")]),
    "hidden_column": (_hide_column, SOUND, [(f"{NAME}!F1", "column_hidden")]),
    "merged_body": (lambda sheet: sheet.merge_cells("H2:H3"), SOUND, [(f"{NAME}!H2", "cell_merged")]),
    "formula_unsaved": (put(F2="=50+50.25"), {"R-2": "200.00"},
                        [(f"{NAME}!F2", "formula_cell"), (f"{NAME}!F2", "required")]),
    "error_value": (error("H2", "#REF!"), SOUND, [(f"{NAME}!H2", "error_cell")]),
    "sum_of_floats": (put(F2=0.1 + 0.2), {"R-1": "0.30", "R-2": "200.00"}, []),
    "half_satang": (put(F2=1.005), {"R-2": "200.00"}, [(f"{NAME}!F2", "too_many_decimals")]),
    "commas_and_baht": (put(F2="฿1,234.50", F3="๑,๐๐๐.๒๕ บาท"), {"R-1": "1234.50", "R-2": "1000.25"}, []),
    "parentheses": (put(F2="(100.25)"), {"R-2": "200.00"}, [(f"{NAME}!F2", "too_small")]),
    "zeros_shown": (look("A2", "000000", 53221), {"053221": "100.25", "R-2": "200.00"}, []),
    "zeros_lost": (put(A2=53221), {"R-2": "200.00"}, [(f"{NAME}!A2", "number_for_code")]),
    "excel_date": (look("B2", "dd/mm/yyyy", datetime(2024, 1, 16)), SOUND, []),
    "buddhist_format": (look("B2", "[$-D07041E]d mmmm yyyy", datetime(2024, 1, 16)), SOUND, []),
    "year_2567_in_date": (look("B2", "dd/mm/yyyy", datetime(2567, 1, 16)), SOUND, []),
    "thai_date_format": (look("B2", "ว/ด/ปปปป", 45307), {"R-2": "200.00"},
                         [(f"{NAME}!B2", "readers_differ"), (f"{NAME}!B2", "number_for_date")]),
    "date_with_time": (look("B2", "dd/mm/yyyy hh:mm", datetime(2024, 1, 16, 9, 30)), {"R-2": "200.00"},
                       [(f"{NAME}!B2", "date_has_time")]),
    "thai_month_short": (put(B2="16-ม.ค.-67", B3="๑๗ ม.ค. ๖๗"), SOUND, []),
    "thai_month_full": (put(B2="16 มกราคม 2567", B3="2024-01-17"), SOUND, []),
    "leap_day": (put(B2="29/02/2567"), SOUND, []),
    "no_leap_day": (put(B2="29/02/2568"), {"R-2": "200.00"}, [(f"{NAME}!B2", "no_such_day")]),
    "markup": (put(C2="<b>หนึ่ง</b>"), {"R-2": "200.00"}, [(f"{NAME}!C2", "refused_text")]),
    "entity": (put(C2="A&#38;B"), {"R-2": "200.00"}, [(f"{NAME}!C2", "refused_text")]),
    "too_long": (put(C2="ก" * 31), {"R-2": "200.00"}, [(f"{NAME}!C2", "too_long_text")]),
    "emoji": (put(C2="ขอบคุณ 🙏"), {"R-2": "200.00"}, [(f"{NAME}!C2", "refused_text")]),
    "dash_for_nothing": (put(I2="-", I3=" – "), SOUND, []),
    "dash_elsewhere": (put(F2="-"), {"R-2": "200.00"}, [(f"{NAME}!F2", "not_a_number")]),
    "subtotals_between": (_subtotals, {**SOUND, "R-3": "50.00"},
                          [(f"{NAME}!A3", "total_row"), (f"{NAME}!C5", "total_row"),
                           (f"{NAME}!F7", "total_differs"), (f"{NAME}!A8", "total_row")]),
    "ditto_mark": (put(C3='"'), {"R-1": "100.25"}, [(f"{NAME}!C3", "ditto")]),
    "cancelled_by_a_word": (put(C3="(ยกเลิก) นางสอง"), SOUND, [(f"{NAME}!C3", "row_cancelled")]),
    "copy_of_a_sheet": (_copied, SOUND, [(f"{NAME} (2)!A1", "sheet_left_out")]),
    "no_satang": (put(F2="1,250.-"), {"R-2": "200.00"}, [(f"{NAME}!F2", "not_a_number")]),
    "trailing_minus": (put(I2="100.25-"), {"R-1": "100.25", "R-2": "200.00"}, []),
    "code_became_a_date": (look("A2", "d/m/yyyy", datetime(1967, 1, 5)), {"R-2": "200.00"},
                           [(f"{NAME}!A2", "wrong_type")]),
    "hidden_sheet": (_hidden_sheet, SOUND, [("อื่น", "sheet_unknown"), (f"{NAME}!A1", "sheet_hidden")]),
    "total_with_a_row_passed_over": (put(J1="สถานะแถว", J3="ข้าม", A4="รวม", F4=300.25), {"R-1": "100.25"},
                                     [(f"{NAME}!J3", "row_passed_over"), (f"{NAME}!A4", "total_row")]),
    "total_of_an_amount_that_is_none": (put(F2="x", A4="รวม", F4=300.25), {"R-2": "200.00"},
                                        [(f"{NAME}!A4", "total_unchecked"), (f"{NAME}!F2", "not_a_number")]),
    "lone_amount_that_is_no_total": (put(F4=999), SOUND, [(f"{NAME}!{at}4", "required") for at in "ABCE"]),
    "header_again": (put(**{f"{chr(65 + at)}4": text for at, text in enumerate(HEADERS)}), SOUND,
                     [(f"{NAME}!A4", "header_again")]),
    "sheet_by_captions": (lambda sheet: setattr(sheet, "title", "Sheet1"), SOUND,
                          [("Sheet1!A1", "sheet_by_captions")]),
    "percent": (look("F2", "0%", 0.07), SOUND | {"R-1": "0.07"}, [(f"{NAME}!F2", "shown_otherwise")]),
    "thousands": (look("F2", "#,##0,", 123456), SOUND | {"R-1": "123456.00"},
                  [(f"{NAME}!F2", "shown_otherwise")]),
    "minus_that_does_not_show": (look("I2", "0.00;0.00", -100.25), SOUND,
                                 [(f"{NAME}!I2", "shown_otherwise")]),
    "amount_that_does_not_show": (look("F2", ";;;", 100.25), SOUND, [(f"{NAME}!F2", "shown_otherwise")]),
    "satang_that_do_not_show": (look("F2", "#,##0", 100.25), SOUND, [(f"{NAME}!F2", "shown_rounded")]),
    "accounting_format": (look("F2", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 100.25), SOUND, []),
    "crossed_out": (_struck, SOUND, [(f"{NAME}!A3", "row_struck")]),
    "comments": (_commented, SOUND, [(f"{NAME}!F3", "cell_commented")]),
    "headers_sorted_down": (_headers_sorted_down, {"R-2": "200.00"}, [(f"{NAME}!A1", "row_above")]),
    "titles_of_three_cells": (_titles_of_three_cells, SOUND, []),
    "column_without_header": (put(K2="ยกเลิก", L3=5), SOUND,
                              [(f"{NAME}!K2", "column_nameless"), (f"{NAME}!L3", "column_nameless")]),
    "table_from_column_d": (_far_to_the_right, SOUND,
                            [(f"{NAME}!A1", "column_unknown"), (f"{NAME}!B3", "column_nameless")]),
    "a_sheet_for_each_month": (_month_sheets, {},
                               [("ม.ค. 67!A1", "sheet_unread"), ("ก.พ. 67!A1", "sheet_unread")]),
    "a_sheet_that_lacks_a_column": (_a_column_renamed, {}, [("ม.ค. 67!A1", "sheet_unread")]),
    "days_turned_about": (_turned_days, SOUND, [(f"{NAME}!B3", "days_turned")]),
    "days_that_cannot_be_turned": (look("B3", "d/m/yyyy", datetime(2024, 1, 17)), SOUND, []),
    "year_of_either_era": (put(B2="16/01/24", B3="17 ม.ค. 24"), {},
                           [(f"{NAME}!B2", "ambiguous_date"), (f"{NAME}!B3", "ambiguous_date")]),
    "apostrophe_in_front": (put(A2="'R-1"), {"R-2": "200.00"}, [(f"{NAME}!A2", "apostrophe")]),
    "line_break_in_a_text": (put(C2="นายหนึ่ง\nจำกัด"), {"R-2": "200.00"}, [(f"{NAME}!C2", "line_break")]),
    "sheet_near_miss": (lambda sheet: setattr(sheet, "title", "รับเงิ"), {}, []),
}  # fmt: skip
"""Name -> what was done to a sound sheet, the amounts that must be read, and everything that is told."""


@pytest.mark.parametrize("name", [name for name in EDITS if name != "sheet_near_miss"])
def test_a_workbook_as_offices_keep_it(name: str, mappings: Mappings, tmp_path: Path) -> None:
    """The sound rows are read to the satang, and what is odd is told at its cell, and nothing else."""
    edit, expected, problems = EDITS[name]
    entries, told = outcome(book(tmp_path / f"{name}.xlsx", edit), mappings)
    assert (amounts(entries), told) == (expected, problems)


@pytest.mark.parametrize(("documents", "severity"), [(1, "note"), (6, "warning")])
def test_days_turned_about_by_chance_are_only_noted(
    documents: int, severity: str, mappings: Mappings, tmp_path: Path
) -> None:
    """A few dates may well look so; of many a person must know that they were compared."""
    rows: list[list[Any]] = [HEADERS]
    for n in range(1, documents + 1):
        real, typed = list(DATA[0]), list(DATA[0])
        real[:2] = [f"R-{n}", datetime(2024, 5, n)]
        typed[:2] = [f"T-{n}", f"{12 + n}/01/2567"]
        rows += [real, typed]
    path = book(tmp_path / "days.xlsx", lambda _: None, rows)
    told = {one.code: one.severity for one in read_workbook(path, mappings).problems}
    assert told["days_turned"] == severity


def test_what_is_hidden_is_acknowledged_wherever_it_stands(mappings: Mappings, tmp_path: Path) -> None:
    """Blank rows and columns put in before hidden ones change no warning: what was taken as read stays so."""

    def hidden(sheet: Worksheet) -> None:
        _hide_row(sheet)
        _hide_column(sheet)

    def moved(sheet: Worksheet) -> None:
        sheet.insert_rows(2)
        sheet.insert_cols(1)
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["G"].hidden = True

    codes = []
    for name, edit in (("hidden", hidden), ("moved", moved)):
        found = read_workbook(book(tmp_path / f"{name}.xlsx", edit), mappings).problems
        warned = [one for one in found if one.code in ("rows_hidden", "column_hidden")]
        assert len(warned) == 2
        codes.append(code_of(cautions_of(warned)))
    assert codes[0] == codes[1]


def test_a_near_miss_of_a_sheet_is_never_assumed(mappings: Mappings, tmp_path: Path) -> None:
    """A sheet whose name is nearly right is suggested, not read."""
    with pytest.raises(InputProblems) as caught:
        outcome(book(tmp_path / "near.xlsx", EDITS["sheet_near_miss"][0]), mappings)
    assert [one.code for one in caught.value.problems] == ["sheet_misnamed", "sheet_missing"]


def _by_pandas(path: Path) -> None:
    frame = pd.DataFrame([[*row, None, None, None] for row in DATA], columns=HEADERS)
    frame.to_excel(path, sheet_name=NAME, index=False, engine="openpyxl")


def _by_xlsxwriter(path: Path) -> None:
    write_book(path, {NAME: [HEADERS, *DATA]})


def _of_1904(path: Path) -> None:
    made = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet = made.add_worksheet(NAME)
    sheet.write_row(0, 0, HEADERS)
    for at, row in enumerate(DATA, start=1):
        sheet.write_row(at, 0, row)
    sheet.write_datetime(1, 1, datetime(2024, 1, 16), made.add_format({"num_format": "d/m/yyyy"}))
    made.close()


@pytest.mark.parametrize("write", [_by_pandas, _by_xlsxwriter, _of_1904])
def test_other_writers_give_the_same(
    write: Callable[[Path], None], mappings: Mappings, tmp_path: Path
) -> None:
    """Whatever program wrote it, the same documents have the same digests as openpyxl's."""
    write(tmp_path / "other.xlsx")
    entries, told = outcome(tmp_path / "other.xlsx", mappings)
    ours, _ = outcome(book(tmp_path / "ours.xlsx", put()), mappings)
    assert {one.key: one.digest for one in entries} == {one.key: one.digest for one in ours}
    assert told == []


def _csv(encoding: str, separator: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([["อบต. ตัวอย่าง"], HEADERS, *DATA])
    return text.getvalue().encode(encoding)


def test_an_xlsb_of_another_program(mappings: Mappings) -> None:
    """A file of pyxlsbwriter: days, leading zeros, satang and truths, each read twice without a doubt."""
    entries, told = outcome(Path(__file__).parent / "other_writer.xlsb", mappings)
    assert told == []
    assert amounts(entries) == {"R-1": "100.25", "053221": "200.00", "R-3": "1234567.89", "R-4": "0.10"}
    assert [one.day for one in entries] == [date(2024, 1, day) for day in (16, 17, 18, 19)]
    assert [one.fields["cash"] for one in entries] == [True, None, None, None]


def test_csv_with_line_breaks_in_quotes(mappings: Mappings, tmp_path: Path) -> None:
    """A line break, a comma and quotes inside a quoted cell neither end the row nor the cell."""
    rows = [["R-1", "16/01/2567", 'นาย "หนึ่ง", จำกัด', "ภาษี", "ภาษีป้าย", "1,234.50", "", "", ""],
            ["R-2", "17/01/2567", "นาง\r\nสอง", "ภาษี", "ภาษีป้าย", "=200", "", "", ""]]  # fmt: skip
    text = io.StringIO()
    csv.writer(text).writerows([HEADERS, *rows])
    path = tmp_path / "export.csv"
    path.write_bytes(text.getvalue().encode())
    entries, told = outcome(path, mappings)
    assert amounts(entries) == {"R-1": "1234.50"}
    assert entries[0].fields["payer"] == 'นาย "หนึ่ง", จำกัด'
    assert told == [("export!C3", "line_break"), ("export!F3", "not_a_number")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874"])
def test_csv_below_a_title(encoding: str, separator: str, mappings: Mappings, tmp_path: Path) -> None:
    """A CSV file in any encoding and with any separator reads the same, also with a title above."""
    path = tmp_path / "export.csv"
    path.write_bytes(_csv(encoding, separator))
    entries, told = outcome(path, mappings)
    assert (amounts(entries), told) == (SOUND, [])


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "page_as_xls": (
        "a.xls",
        b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>",
        "workbook_disguised",
    ),
    "xml_as_xls": ("a.xls", b'<?xml version="1.0"?><Workbook/>', "workbook_disguised"),
    "text_as_xlsx": ("a.xlsx", "เลขที่,วันที่\n1,2".encode(), "workbook_disguised"),
    "damaged_utf8": ("a.csv", "เลขที่เดิม,วันที่".encode()[:-1] + b",x", "workbook_encoding"),
    "empty": ("a.xlsx", b"", "workbook_corrupt"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_no_workbook_is_refused(name: str, mappings: Mappings, tmp_path: Path) -> None:
    """A file that is not what its name says is refused with what it is."""
    file, raw, code = REFUSED[name]
    (tmp_path / file).write_bytes(raw)
    with pytest.raises(InputProblems) as caught:
        read_workbook(tmp_path / file, mappings)
    assert [one.code for one in caught.value.problems] == [code]


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_refused(lock: str, mappings: Mappings, tmp_path: Path) -> None:
    """The lock files of Excel and LibreOffice say that changes may be unsaved."""
    book(tmp_path / "a.xlsx", put())
    (tmp_path / lock).write_bytes(b"x")
    with pytest.raises(InputProblems) as caught:
        read_workbook(tmp_path / "a.xlsx", mappings)
    assert [one.code for one in caught.value.problems] == ["workbook_locked"]


def test_amounts_never_pass_a_float(mappings: Mappings, tmp_path: Path) -> None:
    """Amounts up to a thousand million keep every satang."""
    rows = [[f"R-{at}", "16/01/2567", "ก", "ภาษี", "ภาษีป้าย", at * 1234567.89] for at in range(1, 40)]
    entries, told = outcome(book(tmp_path / "a.xlsx", put(), [HEADERS, *rows]), mappings)
    assert told == []
    assert [one.amount for one in entries] == [at * Decimal("1234567.89") for at in range(1, 40)]


def test_the_shipped_mappings_load() -> None:
    """Captions of one column that differ by a space alone do not stand in each other's way."""
    assert load_mappings(Path(__file__).parents[2] / "mappings").screens
