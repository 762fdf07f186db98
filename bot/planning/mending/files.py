"""Problems of the file, its sheets and columns; and of the mappings, which are mended elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from bot.planning.mending.shape import Mending, mending

_AGAIN = ("เปิดในโปรแกรมตารางงานแล้วบันทึกใหม่เป็น .xlsx", "Open it in a spreadsheet program and save it as .xlsx.")

FILES: Mapping[str, Mending] = {
    "workbook_missing": mending(
        "ไม่พบไฟล์", "The file is not there",
        "ตรวจชื่อไฟล์และค่า workbook ใน config.yaml", "Look at its name and at `workbook` in config.yaml.",
    ),
    "workbook_kind": mending("ชนิดไฟล์อ่านไม่ได้", "A kind of file that cannot be read", *_AGAIN),
    "workbook_password": mending(
        "ไฟล์มีรหัสผ่าน", "The file has a password",
        "ยกเลิกรหัสผ่านแล้วบันทึกใหม่", "Take the password off and save it again.",
    ),
    "workbook_open": mending(
        "ไฟล์เปิดค้างอยู่", "The file is open elsewhere",
        "ปิดไฟล์ในโปรแกรมอื่น", "Close it in the other program.",
    ),
    "workbook_corrupt": mending("ไฟล์เสียหาย", "A damaged file", *_AGAIN),
    "workbook_unreadable": mending("ไฟล์เสียหาย", "A damaged file", *_AGAIN),
    "workbook_encoding": mending(
        "ตัวอักษรใน CSV อ่านไม่ได้", "Characters that cannot be read",
        "บันทึกใหม่เป็น CSV UTF-8", "Save it again as CSV UTF-8.",
    ),
    "template_unwritable": mending(
        "เขียนไฟล์ไม่ได้", "The file cannot be written",
        "ปิดไฟล์ในโปรแกรมอื่นหรือเลือกโฟลเดอร์อื่น", "Close it elsewhere, or choose another folder.",
    ),
    "sheet_missing": mending(
        "ไม่มีแผ่นงานที่รู้จัก", "No sheet that is known",
        "ตั้งชื่อแผ่นงานตามแบบฟอร์มจาก elaas-bot template",
        "Name the sheets as in the template (elaas-bot template).",
    ),
    "sheet_left_out": mending(
        "แผ่นงานที่มีหัวคอลัมน์ครบแต่ไม่ถูกอ่าน", "A sheet like one that is read, left out",
        "ย้ายแถวไปไว้ในแผ่นที่ถูกอ่าน หรือรับทราบหากเป็นสำเนา",
        "Move its rows to the sheet that is read, or acknowledge it if it is a copy.",
    ),
    "sheet_absent": mending(
        "ไม่มีแผ่นงานของหน้าจอนี้", "A screen without a sheet",
        "ไม่ต้องแก้ ถ้าไม่มีเอกสารของหน้าจอนี้", "Nothing, if there are no documents for that screen.",
    ),
    "sheet_misnamed": mending(
        "ชื่อแผ่นงานผิดเล็กน้อย", "A sheet whose name is nearly right",
        "แก้ชื่อแผ่นงานตามที่แนะนำ", "Rename the sheet as suggested.",
    ),
    "sheet_unknown": mending(
        "แผ่นงานที่ไม่ถูกอ่าน", "A sheet that is not read",
        "ไม่ต้องแก้ ถ้าเป็นแผ่นงานส่วนตัว", "Nothing, if it is your own.",
    ),
    "sheet_twice": mending(
        "สองแผ่นงานเป็นของหน้าจอเดียว", "Two sheets for one screen",
        "รวมแถวไว้ในแผ่นเดียว", "Put all rows on one sheet.",
    ),
    "header_missing": mending(
        "ไม่พบแถวหัวคอลัมน์", "No row of headers",
        "ใส่หัวคอลัมน์ตามแบบฟอร์มไว้เหนือข้อมูล", "Put the template's headers above the rows.",
    ),
    "column_missing": mending(
        "ขาดคอลัมน์", "A missing column",
        "เพิ่มคอลัมน์หรือแก้หัวคอลัมน์ให้ตรงแบบฟอร์ม", "Add the column, or correct its header.",
    ),
    "column_twice": mending(
        "คอลัมน์ซ้ำ", "A column twice",
        "ลบหรือเปลี่ยนชื่อคอลัมน์ที่เกิน", "Delete or rename the second.",
    ),
    "column_unknown": mending(
        "คอลัมน์ที่ไม่ถูกอ่าน", "A column that is not read",
        "ไม่ต้องแก้ ถ้าเป็นคอลัมน์ส่วนตัว", "Nothing, if it is your own.",
    ),
}  # fmt: skip
"""By code."""

MAPPING = mending(
    "ไฟล์แม็ปหรือไฟล์รายการผิด", "A mapping or list file is wrong",
    "ให้ผู้ดูแลแก้ไฟล์ใน mappings ตามบรรทัดที่บอก (คู่มือ docs/mapping.md)",
    "Whoever looks after the mappings corrects the line that is told (docs/mapping.md).",
)  # fmt: skip
"""For every problem of a mapping or of a list beside it."""
