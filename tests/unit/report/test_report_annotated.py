"""The marked copy: everything of the workbook stays, every problem is at its cell and in front."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from bot.errors import ConfigError, Problem
from bot.language import language_of, say
from bot.planning.sheet import PROBLEMS_SHEET
from bot.report import annotated
from bot.report.annotated import write_annotated
from bot.report.workbook_extensions import extensions_of, left_behind


def problem(cell: str, severity: Any = "error", code: str = "required", text: str = "ต้องกรอก") -> Problem:
    return Problem(cell=cell, code=code, text=say(text, "Fill it in."), severity=severity)


def office_book(path: Path) -> None:
    """Make a workbook as an office has it: formats, formulas, merged cells, lists, notes, a chart."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "ฎีกา's"
    sheet.append(["ทะเบียนฎีกา"])
    sheet.merge_cells("A1:C1")
    sheet.append(["เลขที่เดิม", "วันที่", "จำนวนเงิน"])
    for row in range(3, 8):
        sheet.append([f"กค {row}", datetime(2024, 1, 16), f"=100*{row}"])
        sheet[f"B{row}"].number_format = "dd/mm/yyyy"
    sheet["A3"].font = Font(bold=True, color="FF0000")
    sheet["A3"].comment = Comment("ของสมศรี", "สมศรี")
    sheet["C4"].fill = PatternFill("solid", start_color="00FF00")
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[5].hidden = True
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = "A2:C7"
    rule = DataValidation(type="list", formula1='"ก,ข"', allow_blank=True)
    rule.add("A3:A99")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("C3:C9", CellIsRule(operator="greaterThan", formula=["500"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=3, max_row=7))
    sheet.add_chart(chart, "F3")
    other = book.create_sheet("ส่วนตัว")
    other["A1"] = "=SUM('ฎีกา''s'!C3:C7)"
    other.sheet_state = "hidden"
    book.defined_names["ยอด"] = DefinedName("ยอด", attr_text="'ฎีกา''s'!$C$3:$C$7")
    book.save(path)


def copied(tmp_path: Path, problems: Sequence[Problem], **more: Any) -> Any:
    source, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    if not source.exists():
        office_book(source)
    write_annotated(source, out, problems, **more)
    return load_workbook(out)


def test_cells_are_coloured_with_one_comment_each(tmp_path: Path) -> None:
    """Two problems of one cell make one comment, the colour is the worse one's; mending is told."""
    book = copied(tmp_path, [problem("ฎีกา's!B4", "warning", "not_before", "ก่อน"), problem("ฎีกา's!B4")])
    cell = book["ฎีกา's"]["B4"]
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    assert cell.comment.text == (
        "[ผิดพลาด] ต้องกรอก\nวิธีแก้: กรอกค่าจากเอกสารจริงในช่องนี้\n[ควรตรวจ] ก่อน\nวิธีแก้: ตรวจวันที่ทั้งสองกับเอกสาร"
    )
    assert cell.number_format == "dd/mm/yyyy"
    assert book["ฎีกา's"]["B3"].comment is None


def test_everything_else_stays(tmp_path: Path) -> None:
    """Formats, formulas, merged cells, widths, hidden rows, filters, lists, names, charts, other sheets."""
    book = copied(tmp_path, [problem("ฎีกา's!C4"), problem("ฎีกา's!B1", "note")])
    sheet = book["ฎีกา's"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["C4"].value == "=100*4"
    assert (sheet["A3"].font.b, sheet["A3"].font.color.rgb) == (True, "00FF0000")
    assert sheet["A3"].comment.text == "ของสมศรี"
    assert sheet.column_dimensions["B"].width == 33
    assert sheet.row_dimensions[5].hidden
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:C7")
    assert str(sheet.data_validations.dataValidation[0].sqref) == "A3:A99"
    assert "C3:C9" in [str(one.sqref) for one in sheet.conditional_formatting]
    assert book.defined_names["ยอด"].attr_text == "'ฎีกา''s'!$C$3:$C$7"
    assert book["ส่วนตัว"]["A1"].value == "=SUM('ฎีกา''s'!C3:C7)"
    assert book["ส่วนตัว"].sheet_state == "hidden"
    assert any("charts/chart" in name for name in ZipFile(tmp_path / "out.xlsx").namelist())
    assert sheet["A1"].comment.text.startswith("[ข้อสังเกต]"), "a problem inside a merged area is at its cell"


def test_the_list_in_front(tmp_path: Path) -> None:
    """Every problem by severity, with a link to its cell; what has no cell is listed without one."""
    problems = [
        problem("ฎีกา's!B4", "note"),
        problem("ฎีกา's!A5"),
        problem("voucher.yaml:3 key", code="mapping_missing"),
        problem("ฎีกา's!7", "warning", "new_code"),
        problem("ไม่มี!A1"),
    ]
    book = copied(tmp_path, problems, acknowledge="0123456789ab")
    assert book.sheetnames[0] == PROBLEMS_SHEET
    assert book.active.title == PROBLEMS_SHEET
    sheet = book[PROBLEMS_SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1:4] for row in rows if isinstance(row[0], int)] == [
        ["ผิดพลาด", "ฎีกา's!A5", "ช่องที่ต้องกรอกว่างอยู่"],
        ["ผิดพลาด", "ไม่มี!A1", "ช่องที่ต้องกรอกว่างอยู่"],
        ["ผิดพลาด", "voucher.yaml:3 key", "ไฟล์แม็ปหรือไฟล์รายการผิด"],
        ["ควรตรวจ", "ฎีกา's!7", "อื่น ๆ (new_code)"],
        ["ข้อสังเกต", "ฎีกา's!B4", "ช่องที่ต้องกรอกว่างอยู่"],
    ]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    links = {cell.value: cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert links == {"ฎีกา's!A5": "'ฎีกา''s'!A5", "ฎีกา's!B4": "'ฎีกา''s'!B4"}
    assert any("run --acknowledge 0123456789ab" in str(row[0]) for row in rows)
    assert [row[2] for row in rows[2:5]] == [3, 1, 1]


def test_rows_of_the_list_are_as_high_as_their_text(tmp_path: Path) -> None:
    """A long sentence has room for all its lines; Thai signs above and below letters take no width."""
    long, thai = "ยาว" * 100, "ที่นี่" * 15
    sheet = copied(tmp_path, [problem("ฎีกา's!A5", text=long), problem("ฎีกา's!A6", text=thai)])[PROBLEMS_SHEET]
    heights = {
        str(row[4].value): sheet.row_dimensions[row[0].row].height
        for row in sheet.iter_rows()
        if isinstance(row[0].value, int)
    }
    assert heights == {long: 16 * 5, thai: 16}


def test_the_list_in_english(tmp_path: Path) -> None:
    """The same in English on demand."""
    with language_of("en"):
        sheet = copied(tmp_path, [problem("ฎีกา's!A5")])[PROBLEMS_SHEET]
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "How to mend" in texts
    assert "Fill the cell in from the document." in texts


def test_a_copy_may_be_mended_and_checked_again(tmp_path: Path) -> None:
    """Marks of an earlier copy go, comments of the office's own stay."""
    copied(tmp_path, [problem("ฎีกา's!A3"), problem("ฎีกา's!B4", "warning"), problem("ฎีกา's!C4")])
    (tmp_path / "out.xlsx").replace(tmp_path / "in.xlsx")
    book = copied(tmp_path, [problem("ฎีกา's!C5")])
    sheet = book["ฎีกา's"]
    assert book.sheetnames.count(PROBLEMS_SHEET) == 1
    assert sheet["A3"].comment.text == "ของสมศรี"
    assert sheet["B4"].comment is None
    assert sheet["B4"].fill.fill_type is None
    assert sheet["C5"].comment is not None


def test_text_of_the_workbook_is_never_a_formula(tmp_path: Path) -> None:
    """What a message quotes from a cell stays text in the list."""
    book = copied(tmp_path, [problem("ฎีกา's!A5", text='=HYPERLINK("http://x","y")')])
    cells = [cell for row in book[PROBLEMS_SHEET].iter_rows() for cell in row if cell.value]
    [quoted] = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert (quoted.data_type, quoted.quotePrefix) == ("s", True)


@pytest.mark.parametrize("text", ["=1+1", "+66", "-5 บาท", "@x", "\t=1", "＝1"])
def test_cells_of_a_csv_are_defused(tmp_path: Path, text: str) -> None:
    """A copy made of another kind of file has its cells as text that no program takes for a formula."""
    source = tmp_path / "ฎีกา.csv"
    source.write_text(f'เลขที่เดิม,ผู้รับเงิน\n1,"{text}"\n', encoding="utf-8")
    write_annotated(source, tmp_path / "out.xlsx", [problem("ฎีกา!B2")])
    cell = load_workbook(tmp_path / "out.xlsx")["ฎีกา"]["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.comment is not None


def test_a_file_that_cannot_be_read_gives_the_list_alone(tmp_path: Path) -> None:
    """A damaged file has its problem in the list, and nothing else."""
    (tmp_path / "in.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    book = copied(tmp_path, [problem(str(tmp_path / "in.xlsx"), code="workbook_corrupt")])
    assert book.sheetnames == [PROBLEMS_SHEET]


def test_what_may_not_be_the_copy(tmp_path: Path) -> None:
    """Neither the workbook itself nor a name that no spreadsheet program opens."""
    office_book(tmp_path / "in.xlsx")
    with pytest.raises(ConfigError):
        write_annotated(tmp_path / "in.xlsx", tmp_path / "in.xlsx", [])
    with pytest.raises(ConfigError):
        write_annotated(tmp_path / "in.xlsx", tmp_path / "out.csv", [])


def test_very_many_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a bound cells are not marked and the list ends; the workbook still opens."""
    monkeypatch.setattr(annotated, "_MOST", 2)
    monkeypatch.setattr("bot.report.annotated_list._MOST", 3)
    book = copied(tmp_path, [problem(f"ฎีกา's!A{row}") for row in range(3, 8)])
    marked = [row for row in range(3, 8) if book["ฎีกา's"][f"A{row}"].fill.fill_type]
    assert marked == [3, 4]
    numbers = [row[0].value for row in book[PROBLEMS_SHEET].iter_rows() if isinstance(row[0].value, int)]
    assert numbers == [1, 2, 3]


def test_macros_stay_in_an_xlsm_only(tmp_path: Path) -> None:
    """An .xlsm copy keeps the macros; an .xlsx copy is one that Excel opens: without them."""
    office_book(tmp_path / "plain.xlsx")
    with ZipFile(tmp_path / "plain.xlsx") as plain, ZipFile(tmp_path / "in.xlsm", "w") as made:
        for name in plain.namelist():
            data = plain.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ).replace(
                    b"</Types>",
                    b'<Override PartName="/xl/vbaProject.bin" '
                    b'ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            made.writestr(name, data)
        made.writestr("xl/vbaProject.bin", b"macros")
    for suffix, kept in ((".xlsm", True), (".xlsx", False)):
        out = tmp_path / f"out{suffix}"
        write_annotated(tmp_path / "in.xlsm", out, [problem("ฎีกา's!C5")])
        with ZipFile(out) as copy:
            assert ("xl/vbaProject.bin" in copy.namelist()) is kept
            assert (b"macroEnabled" in copy.read("[Content_Types].xml")) is kept


EXT = (
    '<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" allowBlank="1" xr:uid="{00000000-0002-0000-0000-000000000000}">'
    "<x14:formula1><xm:f>ส่วนตัว!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>A3:A99</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext>"
    '<ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerList/></ext></extLst>'
)


def as_excel_keeps_it(source: Path, out: Path, **more: str) -> None:
    """Put into a workbook what only Excel itself writes: lists of other sheets, slicers, shapes."""
    with ZipFile(source) as plain, ZipFile(out, "w") as made:
        for name in plain.namelist():
            text = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                space = b"http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
                root = b'<worksheet xmlns:xr="' + space + b'" '
                text = text.replace(b"<worksheet ", root, 1)
                text = text.replace(b"</worksheet>", f"{EXT}</worksheet>".encode())
            if name == "xl/drawings/drawing1.xml":
                text = text.replace(b"</wsDr>", b"<sp></sp></wsDr>").replace(
                    b"</xdr:wsDr>", b"<xdr:sp></xdr:sp></xdr:wsDr>"
                )
            made.writestr(name, text)
        for name, text_of in more.items():
            made.writestr(name, text_of)


def test_lists_of_other_sheets_are_put_back(tmp_path: Path) -> None:
    """Drop-downs that Excel keeps where openpyxl does not look are in the copy; slicers are named as lost."""
    office_book(tmp_path / "plain.xlsx")
    as_excel_keeps_it(tmp_path / "plain.xlsx", tmp_path / "in.xlsx", **{"xl/slicers/slicer1.xml": "<a/>"})
    source, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    write_annotated(source, out, [problem("ฎีกา's!C4")])
    with ZipFile(out) as copy:
        [sheet] = [copy.read(name).decode() for name in copy.namelist() if b"x14:" in copy.read(name)]
    assert "<xm:f>ส่วนตัว!$A$1:$A$9</xm:f>" in sheet
    assert "xr:uid" not in sheet
    assert "slicerList" not in sheet
    assert sheet.endswith("</extLst></worksheet>")
    with pytest.warns(UserWarning, match="Data Validation extension"):
        front = load_workbook(out)[PROBLEMS_SHEET]
    texts = [str(cell.value) for row in front.iter_rows() for cell in row]
    assert "สำเนานี้ไม่มี: ตัวแบ่งส่วนข้อมูล (slicer) · รูปวาดและกล่องข้อความ" in "\n".join(texts)
    assert not list(tmp_path.glob(".*")), "nothing unfinished is left"


def test_sheets_that_keep_nothing_of_the_kind(tmp_path: Path) -> None:
    """Of a sheet with slicers alone nothing is put back; other kinds of files have nothing to put back."""
    office_book(tmp_path / "plain.xlsx")
    as_excel_keeps_it(tmp_path / "plain.xlsx", tmp_path / "in.xlsx")
    lists = EXT[EXT.index("<ext ") : EXT.index("</ext>") + 6]
    with ZipFile(tmp_path / "in.xlsx") as before, ZipFile(tmp_path / "slicers.xlsx", "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(lists.encode(), b""))
    assert extensions_of(tmp_path / "slicers.xlsx") == {}
    (tmp_path / "a.csv").write_text("x", encoding="utf-8")
    assert extensions_of(tmp_path / "a.csv") == {}
    assert left_behind(tmp_path / "a.csv") == ()
    assert left_behind(tmp_path / "plain.xlsx") == ()
    assert list(extensions_of(tmp_path / "in.xlsx")) == ["ฎีกา's"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """A text of the workbook that begins with = is copied as text, not as a formula."""
    source = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("ฎีกา's")
        sheet.write_string("A1", "=1+1")
        sheet.write_formula("A2", "=1+1")
    book = copied(tmp_path, [problem("ฎีกา's!A1")])
    assert [book["ฎีกา's"][cell].data_type for cell in ("A1", "A2")] == ["s", "f"]
