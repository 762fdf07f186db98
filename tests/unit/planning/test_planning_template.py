"""The template: fits its mappings, keeps codes as text, and is passed over when read empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_up_site import MakeMappings, changed, journal_dict, receipt_dict, site_dict

from bot.errors import InputProblems
from bot.planning.entries import Calendar, make_entries
from bot.planning.mapping import Mappings
from bot.planning.sheet import read_workbook
from bot.planning.template import write_template


def opened(path: Path, mappings: Mappings) -> Any:
    """Write the template and open it."""
    write_template(path, mappings)
    return openpyxl.load_workbook(path)


def drop_downs(sheet: Any) -> dict[str, str]:
    """Formulas of drop-downs by column letter."""
    return {
        str(one.sqref).split("2", maxsplit=1)[0]: one.formula1
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    }


def test_an_empty_template_reads_as_nothing(mappings: Mappings, tmp_path: Path) -> None:
    """Every sheet and column is known, the example rows are passed over, there is no problem."""
    path = tmp_path / "template.xlsx"
    write_template(path, mappings)
    workbook = read_workbook(path, mappings)
    assert workbook.problems == ()
    assert dict(workbook.rows) == {"RECEIPT": (), "JOURNAL": ()}


def test_the_example_is_a_right_row(mappings: Mappings, tmp_path: Path) -> None:
    """The example row, were it not marked, would pass the check: its captions go together."""
    path = tmp_path / "template.xlsx"
    book = opened(path, mappings)
    book["รับเงิน"]["A2"] = None
    book.save(path)
    entries, problems = make_entries(read_workbook(path, mappings), mappings, Calendar())
    assert problems == ()
    assert len(entries) == 1


def test_headers_notes_and_frozen_panes(mappings: Mappings, tmp_path: Path) -> None:
    """The first column marks rows; each header has a Thai note; the header stays in sight."""
    sheet = opened(tmp_path / "t.xlsx", mappings)["รับเงิน"]
    headers = [cell.value for cell in sheet[1]]
    assert headers[:3] == ["สถานะแถว", "เลขที่เดิม", "วันที่รับเงิน"]
    assert sheet.freeze_panes == "B2"
    assert "ต้องกรอก" in sheet["B1"].comment.text
    assert "ไม่เกิน 30 ตัวอักษร" in sheet["D1"].comment.text
    assert "ไม่น้อยกว่า 0.01" in sheet["G1"].comment.text
    assert sheet["A2"].value == "ตัวอย่าง"


def test_formats_keep_codes_and_buddhist_dates_as_text(mappings: Mappings, tmp_path: Path) -> None:
    """Codes and B.E. dates are text columns, money has two decimals."""
    sheet = opened(tmp_path / "t.xlsx", mappings)["รับเงิน"]
    formats = {letter: sheet[f"{letter}2"].number_format for letter in "BCG"}
    assert formats == {"B": "@", "C": "@", "G": "#,##0.00"}
    assert sheet["C2"].value == "16/01/2567"


def test_a_common_era_site_has_real_dates(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """Where years are C.E. the date column has a date format, and the example follows the site."""
    made = make_mappings(site=site_dict(era="CE", date_format="yyyy-mm-dd"), receipt=receipt_dict())
    sheet = opened(tmp_path / "t.xlsx", made)["รับเงิน"]
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet["C2"].value == "2024-01-16"


def test_drop_downs(mappings: Mappings, tmp_path: Path) -> None:
    """Lists, marks and yes/no are drop-downs; one that depends on another looks its parent up."""
    book = opened(tmp_path / "t.xlsx", mappings)
    found = drop_downs(book["รับเงิน"])
    assert set(found) == {"A", "E", "F", "H"}
    assert found["E"] == "list_1"
    assert book.defined_names["list_1"].attr_text == "'รายการตัวเลือก'!$A$1:$A$2"
    assert found["F"] == "OFFSET(list_2,MATCH($E2,list_2,0)-1,1,COUNTIF(list_2,$E2),1)"
    assert book.defined_names["list_2"].attr_text == "'รายการตัวเลือก'!$B$1:$B$3"
    assert not [one for one in found.values() if "!" in one], "no list by the cells of another sheet"
    lists = book["รายการตัวเลือก"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists["A"]][:2] == ["ภาษี", "ค่าธรรมเนียม"]
    pairs = [(one.value, two.value) for one, two in zip(lists["B"], lists["C"], strict=True) if one.value]
    assert [parent for parent, _ in pairs] == sorted(parent for parent, _ in pairs)
    assert set(pairs) == {("ภาษี", "ภาษีป้าย"), ("ภาษี", "ภาษีที่ดิน"), ("ค่าธรรมเนียม", "ค่าใบอนุญาต")}


def test_the_same_list_is_written_once(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """Two columns with the same list share its cells."""
    receipt = receipt_dict()
    receipt["fields"]["again"] = {**receipt["fields"]["group"], "header": "อีกครั้ง"}
    receipt["fields"]["type2"] = {**receipt["fields"]["type"], "header": "ประเภท 2"}
    receipt["find"]["not_shown"] += ["again", "type2"]
    made = make_mappings(site=site_dict(), receipt=receipt)
    found = drop_downs(opened(tmp_path / "t.xlsx", made)["รับเงิน"])
    assert found["E"] == found["K"]
    assert found["F"] == found["L"]


def test_a_drop_down_that_cannot_depend_shows_the_whole_list(
    make_mappings: MakeMappings, tmp_path: Path
) -> None:
    """With a constant parent only its captions are offered; where the formula gets too long, all."""
    receipt = changed(receipt_dict(), "fields.group", {"value": "ภาษี", "enter": {"at": {"css": "x"}}})
    made = make_mappings(site=site_dict(), receipt=receipt)
    book = opened(tmp_path / "t.xlsx", made)
    assert drop_downs(book["รับเงิน"])["E"] == "list_1"
    assert book.defined_names["list_1"].attr_text.endswith("$A$1:$A$2")
    assert book["รับเงิน"]["E2"].value == "ภาษีป้าย"
    many = {f"p{n}": f"f{n}" for n in range(16)}
    receipt = changed(
        receipt_dict(), "fields.type.choices", {"file": "wide.csv", "column": "type", "where": many}
    )
    for name in many.values():
        receipt["fields"][name] = {"header": name}
    folder = tmp_path / "mappings"
    (folder / "wide.csv").write_text(",".join([*many, "type"]) + "\n" + "a," * 16 + "x\n", encoding="utf-8")
    made = make_mappings(site=site_dict(), receipt=receipt)
    assert "OFFSET" not in drop_downs(opened(tmp_path / "t.xlsx", made)["รับเงิน"])["F"]
    (folder / "long.csv").write_text(f"group,type\n{'ภ' * 256},ภาษีป้าย\n", encoding="utf-8")
    made = make_mappings(
        site=site_dict(), receipt=changed(receipt_dict(), "fields.type.choices.file", "long.csv")
    )
    assert "OFFSET" not in drop_downs(opened(tmp_path / "t.xlsx", made)["รับเงิน"])["F"], "too long to look up"


def test_an_empty_list_has_no_drop_down(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """A list whose captions are all blank offers nothing and gives no example."""
    folder = tmp_path / "mappings"
    receipt = changed(receipt_dict(), "fields.type.choices", {"file": "blank.csv", "column": "type"})
    folder.mkdir()
    (folder / "blank.csv").write_text("type,x\n,1\n", encoding="utf-8")
    made = make_mappings(site=site_dict(), receipt=receipt)
    sheet = opened(tmp_path / "t.xlsx", made)["รับเงิน"]
    assert "F" not in drop_downs(sheet)
    assert sheet["F2"].value is None


def checks(sheet: Any) -> dict[str, tuple[str, str, str]]:
    """Kind, formula and severity of the checks that are no lists, by column letter."""
    return {
        str(one.sqref).split("2", maxsplit=1)[0]: (one.type, one.formula1, one.errorStyle or "stop")
        for one in sheet.data_validations.dataValidation
        if one.type != "list"
    }


def test_numbers_dates_and_ids_are_questioned(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """What looks wrong is questioned while it is typed; a text that no control takes is refused."""
    receipt = receipt_dict()
    receipt["fields"]["amount"] |= {"max": "1000000"}
    receipt["fields"]["count"] = {"header": "จำนวน", "kind": "integer"}
    receipt["fields"]["rate"] = {"header": "อัตรา", "kind": "number", "decimals": 4}
    receipt["fields"]["tax"] = {"header": "ผู้เสียภาษี", "kind": "thai_id"}
    made = make_mappings(site=site_dict(), receipt=receipt)
    found = checks(opened(tmp_path / "t.xlsx", made)["รับเงิน"])
    assert set(found) == {"C", "D", "G", "J", "K", "L", "M"}
    assert found["D"] == ("textLength", "30", "stop")
    assert found["G"] == ("custom", "AND(ISNUMBER(G2),ROUND(G2,2)=G2,G2>=0.01,G2<=1000000)", "warning")
    assert found["K"][1] == "AND(ISNUMBER(K2),ROUND(K2,0)=K2)"
    assert found["L"][1] == "AND(ISNUMBER(L2),ROUND(L2,4)=L2)"
    assert found["M"][1].endswith("=13")
    assert ">=2400" in found["C"][1]
    made = make_mappings(site=site_dict(era="CE"), receipt=receipt)
    assert checks(opened(tmp_path / "t.xlsx", made)["รับเงิน"])["C"] == ("custom", "ISNUMBER(C2)", "warning")


def test_blank_cells_that_are_needed_turn_red(mappings: Mappings, tmp_path: Path) -> None:
    """In a row that was begun; of a document with lines only what every row must have."""
    book = opened(tmp_path / "t.xlsx", mappings)

    def coloured(sheet: str) -> list[str]:
        return [str(one.sqref).removesuffix("5001") for one in book[sheet].conditional_formatting]

    assert coloured("รับเงิน") == ["B2:B", "C2:C", "D2:D", "F2:F", "G2:G"]
    assert coloured("ใบผ่าน") == ["B2:B", "E2:E"]


def test_it_prints_on_one_page_in_width(mappings: Mappings, tmp_path: Path) -> None:
    """Sheets are as wide as the paper, with the headers on every page."""
    book = opened(tmp_path / "t.xlsx", mappings)
    for name in ("คำแนะนำ", "รับเงิน"):
        assert (book[name].page_setup.fitToWidth, book[name].page_setup.fitToHeight) == (None, 0)
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
    assert book["รับเงิน"].print_title_rows == "$1:$1"


def test_notes_tell_what_the_mapping_says(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """Limits, defaults, computed fields and the mapping's own note are in the header's note."""
    receipt = receipt_dict()
    receipt["fields"]["amount"] |= {"max": "1000000", "default": "1", "note": "ยอดสุทธิ"}
    receipt["fields"]["rate"] = {"header": "อัตรา", "kind": "number", "required": True}
    receipt["fields"]["count"] = {"header": "จำนวน", "kind": "integer", "example": "๓"}
    receipt["fields"]["tax"] = {"header": "ผู้เสียภาษี", "kind": "thai_id", "required": True}
    receipt["fields"]["means"] = {
        "header": "ทาง", "kind": "choice", "several": True, "choices": {"of": ["เงินสด", "โอน"]},
    }  # fmt: skip
    made = make_mappings(site=site_dict(), receipt=receipt)
    sheet = opened(tmp_path / "t.xlsx", made)["รับเงิน"]
    note = sheet["G1"].comment.text
    assert "หลายข้อได้ คั่นด้วย ;" in sheet["N1"].comment.text
    assert all(part in note for part in ("ไม่เกิน 1000000", "ถ้าเว้นว่างจะใช้ 1", "ยอดสุทธิ"))
    assert "ระบบคำนวณเอง" in sheet["J1"].comment.text
    assert [sheet[f"{letter}2"].value for letter in "KLM"] == [1, 3, "1101700230708"]


def test_a_made_up_example_that_does_not_fit_is_left_out(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """When no example can be made that fits the column, the cell stays blank."""
    receipt = changed(receipt_dict(), "fields.old_number.pattern", r"R-\d{4}")
    made = make_mappings(site=site_dict(), receipt=receipt)
    assert opened(tmp_path / "t.xlsx", made)["รับเงิน"]["B2"].value is None


def test_the_guide_tells_every_column(mappings: Mappings, tmp_path: Path) -> None:
    """The first sheet explains the marks, how rows are grouped, and each column of each sheet."""
    guide = opened(tmp_path / "t.xlsx", mappings)["คำแนะนำ"]
    text = "\n".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    assert all(word in text for word in ("elaas-bot check", "ซ้ำจริง", "แผ่นงาน รับเงิน", "การรวมแถว", "เครดิต"))


def test_a_file_that_cannot_be_written(mappings: Mappings, tmp_path: Path) -> None:
    """A folder that is not there is told in plain words."""
    with pytest.raises(InputProblems) as caught:
        write_template(tmp_path / "none" / "t.xlsx", mappings)
    assert caught.value.problems[0].code == "template_unwritable"


def test_journals_have_an_example_too(make_mappings: MakeMappings, tmp_path: Path) -> None:
    """Line columns have formats and drop-downs as header columns do."""
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal_dict())
    sheet = opened(tmp_path / "t.xlsx", made)["ใบผ่าน"]
    assert "E" in drop_downs(sheet)
    assert sheet["E2"].value == "010"
    assert sheet["F2"].number_format == "#,##0.00"
