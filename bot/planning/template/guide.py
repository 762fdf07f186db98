"""The first sheet of the template: how to fill the workbook in, in Thai, and what each sheet wants."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.headers import columns_of
from bot.planning.mapping import Mappings
from bot.planning.sheet import EXAMPLE, LAWFUL_TWIN, PASS_OVER
from bot.planning.template.screen import ROW_HEIGHT, Styles, note_of

_STEPS = (
    "แต่ละแผ่นงานคือหนึ่งหน้าจอของระบบ หนึ่งแถวคือหนึ่งเอกสาร (หรือหนึ่งรายการของเอกสาร ถ้าแผ่นนั้นมีหลายรายการต่อฉบับ)",
    "หัวคอลัมน์สีเข้มต้องกรอกทุกแถว สีอ่อนเว้นว่างได้ ช่องที่ต้องกรอกแต่ยังว่างจะเป็นสีแดง วางเมาส์ที่หัวคอลัมน์เพื่ออ่านคำอธิบาย",
    "สลับลำดับคอลัมน์ได้ เพิ่มคอลัมน์ของตนเองได้ (จะไม่ถูกอ่าน) แต่ห้ามแก้ข้อความหัวคอลัมน์",
    "วันที่พิมพ์ วัน/เดือน/ปี พ.ศ. สี่หลัก เช่น 16/01/2567",
    "จำนวนเงินเป็นตัวเลข ทศนิยมไม่เกิน 2 ตำแหน่ง ไม่ต้องใส่คำว่าบาท",
    "รหัสและเลขที่เป็นข้อความ เพื่อไม่ให้เลข 0 ข้างหน้าหาย เวลาวางจากที่อื่นให้วางเฉพาะค่า (Paste values)",
    "ช่องที่มีรายการให้เลือก ต้องตรงกับรายการ บางช่องเปลี่ยนรายการตามช่องก่อนหน้า ให้เลือกจากซ้ายไปขวา",
    f"{STATUS_COLUMN}: “{EXAMPLE}” ไม่ถูกอ่าน · “{PASS_OVER}” ยังไม่บันทึก · “{LAWFUL_TWIN}” คนละฉบับจริงแม้เหมือนกัน",
    "กรอกแล้วตรวจด้วยคำสั่ง elaas-bot check โปรแกรมจะบอกทุกจุดที่ผิดพร้อมชื่อช่องและวิธีแก้ และยังไม่ส่งอะไรเข้าระบบ",
    "elaas-bot check --annotate ตรวจแล้ว.xlsx ทำสำเนาของแฟ้มนี้ ระบายสีและอธิบายทุกจุดที่มีปัญหา",
    "คำเตือน (ควรตรวจ) ไม่ใช่ข้อผิดพลาด แต่ต้องมีผู้รับทราบหนึ่งครั้งก่อนบันทึก check จะบอกรหัสและวิธีรับทราบ",
    "แก้ เพิ่ม เรียง หรือลบแถวแล้วส่งใหม่ได้เสมอ รายการที่บันทึกแล้วจะไม่ถูกบันทึกซ้ำ แถวของเอกสารที่บันทึกแล้วห้ามแก้",
)


def write_guide(sheet: Worksheet, styles: Styles, mappings: Mappings) -> None:
    """Write the steps, then every column of every sheet with its explanation."""
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_column(0, 0, 38, styles.body)
    sheet.set_column(1, 1, 110, styles.body)
    sheet.write_string(0, 0, f"คำแนะนำการกรอกข้อมูลเข้า {mappings.site.title.th}", styles.title)
    row = 2
    for number, step in enumerate(_STEPS, start=1):
        sheet.write_string(row, 0, f"ข้อ {number}", styles.body)
        sheet.write_string(row, 1, step, styles.body)
        row += 1
    for mapping in mappings.screens.values():
        row += 1
        sheet.write_string(row, 0, f"แผ่นงาน {mapping.sheet}", styles.section)
        sheet.write_string(row, 1, _about(mapping.title.th, lines=mapping.lines is not None), styles.section)
        row += 1
        if mapping.group_by:
            row = _grouping(
                sheet, styles, row, [mapping.fields[name].header or name for name in mapping.group_by]
            )
        for name, spec in columns_of(mapping).items():
            sheet.write_string(row, 0, spec.header or name, styles.body)
            sheet.write_string(row, 1, note_of(spec, mappings.site), styles.body)
            row += 1


def _about(title: str, *, lines: bool) -> str:
    return f"{title} — หนึ่งแถวต่อหนึ่งรายการของเอกสาร" if lines else f"{title} — หนึ่งแถวต่อหนึ่งเอกสาร"


def _grouping(sheet: Worksheet, styles: Styles, row: int, headers: list[str]) -> int:
    text = f"แถวที่ {' / '.join(headers)} เหมือนกันคือเอกสารเดียวกัน ข้อมูลส่วนหัวกรอกครั้งเดียวที่แถวแรกหรือกรอกเหมือนกันทุกแถว"
    sheet.write_string(row, 0, "การรวมแถว", styles.body)
    sheet.write_string(row, 1, text, styles.body)
    return row + 1
