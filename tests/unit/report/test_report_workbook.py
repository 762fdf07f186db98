"""The result workbook: the input stays, results stand beside their rows, nothing becomes a formula."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from unit.report import made_up_office as office

from bot.domain.handover import ForeignDocument
from bot.domain.lifecycle import Status
from bot.domain.model import Difference, Event, Receipt, Standing, Verdict
from bot.errors import ConfigError, InputProblems, ReportNotWritten
from bot.language import language_of, say
from bot.report.about import rows_text
from bot.report.workbook import write_result_workbook

HEADS = ("สถานะ", "เลขที่ใหม่ (e-LAAS)", "ข้อความ", "ผลการตรวจ", "เวลา", "ครั้งที่พยายาม", "หลักฐาน")
ABOUT = office.made_up_about()


def input_workbook(path: Path, *, rows: int = 4) -> Workbook:
    """Make an input workbook with a title above the header, a formula and a second sheet; not yet saved."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "ฎีกา"
    sheet.append(["ทะเบียนฎีกา"])
    sheet.append(["เลขที่เดิม *", "วันที่", "ผู้รับเงิน", "มูลค่า"])
    for row in range(3, 3 + rows):
        sheet.append([f"กค {row}", datetime(2024, 1, 16), "ก", f"=100*{row}"])
    sheet["A3"].font = Font(bold=True, color="FF0000")
    workbook.create_sheet("หมายเหตุ")["A1"] = "คงไว้"
    workbook.save(path)
    return workbook


def three(*, message: str = "ข้อความ") -> list[Standing]:
    """Three entries: verified over two rows, mismatched, rejected."""
    at = office.NOW
    verdict = Verdict(differences=(Difference(field="gross", expected="1.00", seen="10.00"),))
    receipt = Receipt(number="EX1/67", message="ok", at=at, how="shown", evidence=("k/1.png",))
    good = {"number": "EX1/67", "receipt": receipt, "verdict": Verdict(), "evidence": ("k/1.png", "k/2.png")}
    bad = {"number": "=EX2", "verdict": verdict, "changed_at": at, "message": say(message, message)}
    return [
        office.standing(Status.VERIFIED, 1, entry=office.entry(1, rows=(3, 4)), attempts=1, **good),
        office.standing(Status.MISMATCHED, 2, entry=office.entry(2, rows=(5,)), **bad),
        office.standing(Status.REJECTED, 3, entry=office.entry(3, rows=(6,)), message=say("งบไม่พอ", "x")),
    ]


def results(sheet: Worksheet, row: int, first: int = 5) -> tuple[object, ...]:
    return tuple(sheet.cell(row, column).value for column in range(first, first + len(HEADS)))


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def write(tmp_path: Path, standings: Iterable[Standing], **about: object) -> Workbook:
    described = replace(ABOUT, evidence_dir=tmp_path / "evidence", **about)  # type: ignore[arg-type]
    write_result_workbook(
        tmp_path / "in.xlsx", tmp_path / "out" / "r.xlsx", tuple(standings), about=described
    )
    return load_workbook(tmp_path / "out" / "r.xlsx")


def test_results_stand_beside_their_rows(tmp_path: Path) -> None:
    """Each row of an entry has its status, number, message, verdict, time, attempts and evidence."""
    input_workbook(tmp_path / "in.xlsx")
    book = write(tmp_path, three())
    assert book.sheetnames == ["สรุปผล", "เลขที่เดิม-ใหม่", "ฎีกา", "หมายเหตุ"]
    sheet = book["ฎีกา"]
    assert results(sheet, 2) == HEADS
    at = datetime(2024, 8, 20, 16, 42, 7)
    verified = ("ตรวจแล้วถูกต้อง", "EX1/67", None, "ตรงกันทุกช่องที่ระบบแสดง", at, 1, "k/1.png\nk/2.png")
    assert results(sheet, 3) == results(sheet, 4) == verified
    assert results(sheet, 5)[3] == "มูลค่า: ในแฟ้ม “1.00” แต่ในระบบ “10.00”"
    assert results(sheet, 6)[:3] == ("ระบบปฏิเสธ", None, "งบไม่พอ")
    assert sheet["K3"].hyperlink.target == "../evidence/k/1.png"
    assert sheet["I3"].number_format.startswith("[$-107041E]")
    assert sheet["E3"].fill.start_color.rgb != sheet["E5"].fill.start_color.rgb
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:K6")


def test_input_is_kept(tmp_path: Path) -> None:
    """The input file does not change by a byte; its copy keeps formats, formulas and other sheets."""
    input_workbook(tmp_path / "in.xlsx")
    before = sha256((tmp_path / "in.xlsx").read_bytes()).hexdigest()
    book = write(tmp_path, three())
    assert sha256((tmp_path / "in.xlsx").read_bytes()).hexdigest() == before
    assert book["ฎีกา"]["D3"].value == "=100*3"
    assert book["ฎีกา"]["A3"].font.color.rgb == "00FF0000"
    assert book["หมายเหตุ"]["A1"].value == "คงไว้"
    assert before in texts(book["สรุปผล"])


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "\t=1", "#N/A", "=1+1", "  =2"]
)
def test_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    """Messages and numbers of the site stay text whatever they begin with."""
    input_workbook(tmp_path / "in.xlsx")
    sheet = write(tmp_path, three(message=text))["ฎีกา"]
    assert sheet["G5"].value == text.replace("\t", " ")
    assert sheet["G5"].data_type == "s"
    assert sheet["G5"].quotePrefix is (text != "#N/A")
    assert (sheet["F5"].data_type, sheet["F5"].value) == ("s", "=EX2")


def test_control_characters_and_overlong_texts(tmp_path: Path) -> None:
    """Control characters, which no workbook may hold, are dropped; overlong texts are cut visibly."""
    input_workbook(tmp_path / "in.xlsx")
    sheet = write(tmp_path, three(message="a\x00\x1b[31m\u202eb" + "ก" * 40_000))["ฎีกา"]
    text = sheet["G5"].value
    assert text.startswith("a[31m⟨U+202E⟩bก")
    assert (len(text), text[-1]) == (32_767, "…")


def test_summary_has_everything(tmp_path: Path) -> None:
    """The summary shows sentence, counts by status and screen, control totals, runs and digests."""
    input_workbook(tmp_path / "in.xlsx")
    standings = three()
    plan = office.made_up_plan([s.entry for s in standings])
    sheet = write(tmp_path, standings, plan=plan, source=None)["สรุปผล"]
    shown = texts(sheet)
    assert (
        "จากทั้งหมด 3 รายการ รวม 3,000.00 บาท ตรวจแล้วถูกต้อง 1 รายการ (1,000.00 บาท) ต้องให้คนตรวจสอบ 2 รายการ"
        in shown
    )
    for text in (office.OFFICE, "2567", "in.xlsx", plan.hash, "somying@finance-pc", "ผลต่าง (จำนวนเงิน)",
                 "ผู้ปฏิบัติงานสั่งหยุด", "finished", *plan.mappings.values()):  # fmt: skip
        assert text in shown
    (sums,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "รวม" and row[9] is not None]
    assert sums[2:] == (3, 3000, 2, 2000, 1, 1000, 2, 2000)


def test_documents_of_others_stand_in_the_summary(tmp_path: Path) -> None:
    """What others keyed meanwhile is named by number, screen, moment and the row beside which it was seen."""
    input_workbook(tmp_path / "in.xlsx")
    standings = three()
    seen = datetime(2024, 8, 13, 2, 0, tzinfo=UTC)
    stranger = ForeignDocument(
        screen=standings[0].entry.screen, number="=ค 9/2567", seen=seen, beside=standings[0].entry.key
    )
    sheet = write(tmp_path, standings, foreign=(stranger,))["สรุปผล"]
    (row,) = [row for row in sheet.iter_rows() if row[0].value == "=ค 9/2567"]
    assert row[0].data_type == "s"
    assert row[3].value == rows_text(standings[0].entry)
    assert "เอกสารของผู้อื่นที่พบในระบบระหว่างทำงาน (บอตไม่ได้บันทึก)" in texts(sheet)


def test_what_comparing_the_books_gave_stands_in_the_summary(tmp_path: Path) -> None:
    """What was compared, the result, and each difference with its place, as text."""
    input_workbook(tmp_path / "in.xlsx")
    listed = [{"cell": "ฎีกา!A4", "th": "=1+1", "en": "=1+1"}]
    details = {"days": 2, "differences": 1, "listed": listed}
    at = datetime(2024, 8, 13, 2, 0, tzinfo=UTC)
    compared = Event(seq=1, at=at, action="books_compared", details=details)
    sheet = write(tmp_path, three(), events=(compared,))["สรุปผล"]
    assert "ต่างกัน 1 เรื่อง" in texts(sheet)
    (row,) = [row for row in sheet.iter_rows() if row[1].value == "ฎีกา!A4"]
    assert (row[2].value, row[2].data_type) == ("=1+1", "s")


def test_summary_without_circumstances(tmp_path: Path) -> None:
    """Whatever is not known is left out instead of being shown blank."""
    input_workbook(tmp_path / "in.xlsx")
    bare = {"runs": (), "office": "", "fiscal_year": "", "screens": {}, "site": None}
    book = write(tmp_path, [replace(s, number="1") for s in three()], **bare)
    assert "หน่วยงาน" not in texts(book["สรุปผล"])
    assert "ประวัติการทำงาน" not in texts(book["สรุปผล"])
    assert not any("เอกสารของผู้อื่น" in text for text in texts(book["สรุปผล"]))
    assert results(book["ฎีกา"], 2)[1] == "เลขที่ใหม่ (e-LAAS)"


def test_cross_reference(tmp_path: Path) -> None:
    """Old and new numbers stand side by side with day, amount and key."""
    input_workbook(tmp_path / "in.xlsx")
    fields = {"old_number": "กค 3", "payee": "ก", "day": date(2024, 1, 16)}
    one = replace(three()[0], entry=office.entry(1, rows=(3,), fields=fields))
    sheet = write(tmp_path, [one])["เลขที่เดิม-ใหม่"]
    assert [cell.value for cell in sheet[2]] == [
        1, "จัดทำฎีกา", datetime(2024, 1, 16), "กค 3", "กค 3, ก", 1000, "EX1/67", "ตรวจแล้วถูกต้อง",
        "ฎีกา!3", one.entry.key,
    ]  # fmt: skip
    assert sheet.auto_filter.ref == "A1:J2"


def test_rows_that_are_gone_are_named(tmp_path: Path) -> None:
    """An entry whose sheet, row or plan is gone is not lost: the summary names it."""
    input_workbook(tmp_path / "in.xlsx")
    first, second, third = three()
    far = replace(second, entry=office.entry(2, rows=(99,)))
    other = replace(third, entry=replace(office.entry(3), sheet="ไม่มี"))
    gone = office.standing(Status.POSTED, 4, entry=office.entry(4, rows=(6,)), number="EX4/67")
    plan = office.made_up_plan([first.entry, far.entry, other.entry])
    book = write(tmp_path, [first, far, other, gone], plan=plan)
    shown = texts(book["สรุปผล"])
    assert {"ฎีกา!99", "ไม่มี!4", "ฎีกา!6", "EX4/67"} <= set(shown)
    assert results(book["ฎีกา"], 6)[0] is None


def test_sheet_without_any_row_left(tmp_path: Path) -> None:
    """When no row of a sheet is there any more, the sheet is left as it was."""
    input_workbook(tmp_path / "in.xlsx")
    book = write(tmp_path, [replace(three()[0], entry=office.entry(1, rows=(77,)))])
    assert results(book["ฎีกา"], 2) == (None,) * 7


def test_rows_follow_the_plan_and_edits_are_told(tmp_path: Path) -> None:
    """When rows moved the plan's row numbers count; a row edited after booking says so."""
    input_workbook(tmp_path / "in.xlsx")
    standing = three()[0]
    plan = office.made_up_plan([replace(standing.entry, rows=(6,), digest="edited")])
    sheet = write(tmp_path, [standing], plan=plan)["ฎีกา"]
    assert results(sheet, 3)[0] is None
    assert results(sheet, 6)[3] == "แถวนี้ถูกแก้ไขหลังจากบันทึกแล้ว; ตรงกันทุกช่องที่ระบบแสดง"


def test_second_report_writes_over_the_first(tmp_path: Path) -> None:
    """A result workbook that is used as input gets no second set of columns and sheets."""
    input_workbook(tmp_path / "in.xlsx")
    write(tmp_path, three())
    (tmp_path / "out" / "r.xlsx").replace(tmp_path / "in.xlsx")
    book = write(tmp_path, three())
    assert book.sheetnames == ["สรุปผล", "เลขที่เดิม-ใหม่", "ฎีกา", "หมายเหตุ"]
    assert results(book["ฎีกา"], 2, first=5) == HEADS
    assert book["ฎีกา"].max_column == 11


def test_a_strangers_sheet_of_that_name_is_kept(tmp_path: Path) -> None:
    """A sheet of the office that happens to be called like ours stays."""
    workbook = input_workbook(tmp_path / "in.xlsx")
    workbook.create_sheet("สรุปผล")["A1"] = "ของหน่วยงาน"
    workbook.save(tmp_path / "in.xlsx")
    book = write(tmp_path, three())
    assert book["สรุปผล"]["A1"].value == "ของหน่วยงาน"
    assert book.sheetnames[0] == "สรุปผล1"


def test_column_formats_that_reach_to_the_end(tmp_path: Path) -> None:
    """Column formats over the whole sheet are cut so that they do not overlap with ours."""
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as made:
        sheet = made.add_worksheet("ฎีกา")
        sheet.set_column(0, 0, 30)
        sheet.set_column(2, 16_383, 9, None, {"hidden": True})
        sheet.write_row(0, 0, ["เลขที่เดิม", "ผู้รับเงิน"])
        sheet.write_row(1, 0, ["1", "ก"])
    book = write(tmp_path, [replace(three()[0], entry=office.entry(1, rows=(2,)))])
    spans = sorted((d.min, d.max) for d in book["ฎีกา"].column_dimensions.values())
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert not book["ฎีกา"].column_dimensions["C"].hidden
    assert book["ฎีกา"].column_dimensions["J"].hidden
    assert spans[-1] == (10, 16_384)


def test_column_formats_that_begin_before_and_inside(tmp_path: Path) -> None:
    """A format that begins left of ours is cut at ours; one that lies inside is replaced."""
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as made:
        sheet = made.add_worksheet("ฎีกา")
        sheet.set_column(1, 3, 33)
        sheet.set_column(4, 5, 44)
        sheet.set_column(20, 25, 55)
        sheet.write_row(0, 0, ["เลขที่เดิม", "ผู้รับเงิน"])
        sheet.write_row(1, 0, ["1", "ก"])
    book = write(tmp_path, [replace(three()[0], entry=office.entry(1, rows=(2,)))])
    widths = {letter: d.width for letter, d in book["ฎีกา"].column_dimensions.items()}
    assert (int(widths["B"]), int(widths["U"])) == (33, 55)
    assert widths["C"] == 17
    assert 44 not in map(int, widths.values())


def test_tables_and_filters_of_the_office(tmp_path: Path) -> None:
    """Columns stand right of an Excel table and leave its filter alone; a plain filter is widened."""
    workbook = input_workbook(tmp_path / "in.xlsx")
    workbook["ฎีกา"]["E2"], workbook["ฎีกา"]["F2"] = "ก", "ข"
    workbook["ฎีกา"].add_table(Table(displayName="T", ref="A2:F6"))
    workbook.save(tmp_path / "in.xlsx")
    sheet = write(tmp_path, three())["ฎีกา"]
    assert (results(sheet, 2, first=7), sheet.auto_filter.ref) == (HEADS, None)
    workbook = input_workbook(tmp_path / "in.xlsx")
    workbook["ฎีกา"].auto_filter.ref = "A2:D9"
    workbook["ฎีกา"].freeze_panes = "B3"
    workbook["ฎีกา"].merge_cells("A1:E1")
    workbook.save(tmp_path / "in.xlsx")
    sheet = write(tmp_path, three())["ฎีกา"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A2:L9", "B3")
    workbook["ฎีกา"].auto_filter.ref = "A5:D9"
    workbook.save(tmp_path / "in.xlsx")
    assert write(tmp_path, three())["ฎีกา"].auto_filter.ref == "A5:D9"


def test_header_in_the_first_row_without_mapping(tmp_path: Path) -> None:
    """Without a mapping the row above the first entry is taken for the header."""
    input_workbook(tmp_path / "in.xlsx")
    assert results(write(tmp_path, three(), screens={})["ฎีกา"], 2) == HEADS


def test_csv_becomes_a_workbook(tmp_path: Path) -> None:
    """From a CSV, rows stand where they stood and every cell is text, formulas too; cp874 is understood."""
    rows = [["เลขที่เดิม", "ผู้รับเงิน", "มูลค่า"], ["053221", "=1+1", ""], ["2", "ก\nข", "5"]]
    source = tmp_path / "ใบเสร็จ[1].csv"
    for encoding in ("utf-8-sig", "cp874"):
        with source.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        standing = replace(three()[0], entry=replace(office.entry(1, rows=(2,)), sheet=source.stem))
        write_result_workbook(source, tmp_path / "r.xlsx", [standing], about=ABOUT)
        sheet = load_workbook(tmp_path / "r.xlsx")["ใบเสร็จ_1_"]
        assert (sheet["A2"].value, sheet["B2"].value, sheet["B2"].data_type) == ("053221", "=1+1", "s")
        assert sheet["B3"].value == "ก\nข"
        assert sheet["D2"].value == "ตรวจแล้วถูกต้อง"


def test_ods_becomes_a_workbook(tmp_path: Path) -> None:
    """An old kind of file is read as it stands: numbers, dates and blank rows keep their places."""
    cells = {
        2: '<table:table-cell office:value-type="string"><text:p>=1+1</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="1.5"/>'
        '<table:table-cell office:value-type="date" office:date-value="2024-02-29"/>',
        4: "",
        5: '<table:table-cell office:value-type="string"><text:p>ก</text:p></table:table-cell>',
    }
    rows = "".join(
        f"<table:table-row>{cells.get(row, '<table:table-cell/>')}</table:table-row>" for row in range(1, 6)
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="ฎีกา">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(tmp_path / "in.ods", "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
        made.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    entry = office.entry(1, rows=(5,))
    write_result_workbook(
        tmp_path / "in.ods", tmp_path / "r.xlsx", [replace(three()[0], entry=entry)], about=ABOUT
    )
    sheet = load_workbook(tmp_path / "r.xlsx")["ฎีกา"]
    assert [cell.value for cell in sheet[2]][:3] == ["=1+1", 1.5, datetime(2024, 2, 29)]
    assert sheet["A2"].data_type == "s"
    assert sheet["A5"].value == "ก"
    assert sheet["D5"].value == "ตรวจแล้วถูกต้อง"


def test_english(tmp_path: Path) -> None:
    """In English sheets, captions and statuses are English."""
    input_workbook(tmp_path / "in.xlsx")
    with language_of("en"):
        book = write(tmp_path, three())
    assert book.sheetnames[:2] == ["Summary", "Old and new numbers"]
    assert results(book["ฎีกา"], 3)[0] == "Verified"


def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    """Writing onto the input workbook is refused before anything is touched."""
    input_workbook(tmp_path / "in.xlsx")
    with pytest.raises(ConfigError, match="คนละแฟ้ม"):
        write_result_workbook(tmp_path / "in.xlsx", tmp_path / "x" / ".." / "in.xlsx", three(), about=ABOUT)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("in.xlsx", b"no workbook at all", "ไม่เสียหาย"),
        ("in.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "รหัสผ่าน"),
        ("in.xls", b"nothing", "เนื้อใน"),
        ("in.csv", b"\xff\xfe\x00\x00\xdb", "CSV UTF-8"),
        ("missing.xlsx", None, "ไม่เสียหาย"),
    ],
)
def test_unreadable_input_is_told(tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    """A file that cannot be read is named with what to do, and nothing is written."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputProblems, match=says) as caught:
        write_result_workbook(tmp_path / name, tmp_path / "r.xlsx", three(), about=ABOUT)
    assert caught.value.problems[0].cell == str(tmp_path / name)
    assert not (tmp_path / "r.xlsx").exists()


def test_output_that_is_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that Excel holds open is told as such, and nothing half-written stays behind."""
    input_workbook(tmp_path / "in.xlsx")

    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(ReportNotWritten, match="Excel"):
        write(tmp_path, three())
    assert list((tmp_path / "out").iterdir()) == []


def test_many_entries_of_every_status(tmp_path: Path) -> None:
    """A few hundred entries of all kinds: each of their rows has a status, each is in the cross reference."""
    entries = office.made_up_entries(200)
    workbook = Workbook()
    for mapping in office.SCREENS.values():
        sheet = workbook.create_sheet(mapping.sheet)
        sheet.append([spec.header for spec in mapping.fields.values()])
        for row in range(2, 2 + sum(len(e.rows) for e in entries if e.screen == mapping.screen)):
            sheet.append([f"x{row}"])
    workbook.save(tmp_path / "in.xlsx")
    book = write(tmp_path, office.made_up_standings(entries), plan=office.made_up_plan(entries))
    for mapping in office.SCREENS.values():
        sheet = book[mapping.sheet]
        at = [cell.value for cell in sheet[1]].index("สถานะ")
        assert all(row[at].value for row in sheet.iter_rows(min_row=2))
    assert book["เลขที่เดิม-ใหม่"].max_row == 201
    assert Decimal(str(sum(row[5].value for row in book["เลขที่เดิม-ใหม่"].iter_rows(min_row=2)))).quantize(
        Decimal("0.01")
    ) == sum(e.amount for e in entries)
