"""Problems of reading: what a file really is, what is hidden, merged, added up or read in two ways."""

from __future__ import annotations

from collections.abc import Mapping

from bot.planning.mending.shape import Mending, mending

READING: Mapping[str, Mending] = {
    "workbook_folder": mending(
        "เป็นโฟลเดอร์ ไม่ใช่ไฟล์", "A folder, not a file",
        "ระบุไฟล์เดียว", "Name one file.",
    ),
    "workbook_disguised": mending(
        "นามสกุลไม่ตรงกับเนื้อใน", "A name that does not fit the contents",
        "เปิดในโปรแกรมตารางงานแล้วบันทึกใหม่เป็น .xlsx", "Open it in a spreadsheet program and save it as .xlsx.",
    ),
    "workbook_locked": mending(
        "ไฟล์ยังเปิดอยู่ในโปรแกรมตารางงาน", "The file is still open in a spreadsheet program",
        "บันทึกและปิดไฟล์ แล้วสั่ง check อีกครั้ง", "Save and close it, then check again.",
    ),
    "workbook_too_big": mending(
        "ไฟล์ใหญ่ผิดปกติ", "An unusually big file",
        "คัดลอกเฉพาะแถวข้อมูลไปไว้ในไฟล์ใหม่", "Copy the rows alone into a new workbook.",
    ),
    "sheet_by_captions": mending(
        "แผ่นงานชื่ออื่นที่หัวคอลัมน์ครบ", "A sheet of another name with all columns",
        "เปลี่ยนชื่อแผ่นงานตามแบบฟอร์ม หรือรับทราบว่าตั้งใจ", "Rename it as in the template, or acknowledge it.",
    ),
    "sheet_hidden": mending(
        "แผ่นงานที่ซ่อนอยู่", "A hidden sheet that is read",
        "เลิกซ่อนแล้วตรวจ หรือรับทราบว่าตั้งใจ", "Unhide it and look, or acknowledge it.",
    ),
    "rows_hidden": mending(
        "แถวที่ซ่อนหรือกรองไว้", "Hidden or filtered rows that are read",
        "ล้างตัวกรองหรือเลิกซ่อนแล้วตรวจ แถวที่ยังไม่บันทึกให้ใส่ ข้าม ในคอลัมน์ สถานะแถว",
        "Clear the filter or unhide them and look; mark rows not to be entered with ข้าม.",
    ),
    "column_hidden": mending(
        "คอลัมน์ที่ซ่อนอยู่", "A hidden column that is read",
        "เลิกซ่อนแล้วตรวจ หรือรับทราบว่าตั้งใจ", "Unhide it and look, or acknowledge it.",
    ),
    "cell_merged": mending(
        "ช่องที่ผสานกัน", "A merged cell",
        "ยกเลิกการผสานแล้วพิมพ์ค่าทุกช่อง", "Unmerge it and type the value into each cell.",
    ),
    "readers_differ": mending(
        "ช่องที่อ่านได้สองแบบ", "A cell that reads in two ways",
        "จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์ค่าใหม่", "Format the cell as text and type the value again.",
    ),
    "total_row": mending(
        "แถวรวม", "A row of totals",
        "ไม่ต้องแก้", "Nothing.",
    ),
    "total_unchecked": mending(
        "แถวรวมที่เทียบยอดไม่ได้", "A total that could not be compared",
        "ไม่ต้องแก้ หรือพิมพ์ตัวเลขแทนสูตรเพื่อให้เทียบได้", "Nothing, or type the figure so that it is compared.",
    ),
    "total_differs": mending(
        "แถวรวมไม่ตรง", "A total that differs",
        "หาแถวที่ขาด เกิน หรือจำนวนเงินที่ผิด แล้วแก้ให้ยอดตรงกัน",
        "Find the row that is missing or too many, or the wrong amount.",
    ),
    "header_again": mending(
        "หัวคอลัมน์ซ้ำกลางตาราง", "Headers repeated in the table",
        "ไม่ต้องแก้", "Nothing.",
    ),
    "note_below": mending(
        "หมายเหตุใต้ตาราง", "A note below the table",
        "ไม่ต้องแก้ ถ้าไม่ใช่เอกสาร", "Nothing, if it is no document.",
    ),
}  # fmt: skip
"""By code."""
