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
    "opening_differs": mending(
        "ยอดยกมาไม่ตรงกับระบบ", "The opening figures differ from the site",
        "เทียบกับรายงานที่พิมพ์ไว้ก่อนระบบล่ม ถ้าสมุดงานผิดให้แก้แผ่นยอดยกมา ถ้าระบบผิดให้แจ้งผู้ดูแลระบบ",
        "Compare with what was printed before the loss: correct the sheet, or tell the site's administrator.",
    ),
    "opening_report": mending(
        "ไม่รู้จักชื่อรายงาน", "A report that is not known",
        "เลือกชื่อรายงานจากรายการ", "Choose the report from the list.",
    ),
    "opening_column": mending(
        "ไม่รู้จักคอลัมน์ของรายงาน", "A column that the report does not compare",
        "ใช้ชื่อคอลัมน์ตามรายงานของระบบ", "Name the column as the site's report does.",
    ),
    "opening_blank": mending(
        "ยอดยกมาไม่ครบ", "An opening figure that is not complete",
        "กรอกช่องที่ว่าง หรือลบแถว", "Fill the cell in, or delete the row.",
    ),
    "opening_number": mending(
        "เลขที่ล่าสุดใช้ไม่ได้", "A last number that cannot be read",
        "กรอกเลขที่ตามที่ระบบแสดง เช่น RCPT-00812/67", "Fill it in as the site writes it, such as RCPT-00812/67.",
    ),
    "opening_twice": mending(
        "ยอดยกมาซ้ำ", "An opening figure given twice",
        "เหลือแถวเดียว", "Keep one row.",
    ),
    "posting_unknown": mending(
        "ไม่รู้ว่าหน้าจอลงบัญชีใด", "A screen whose postings are not told",
        "ผู้ดูแลแม็ปเพิ่ม postings ของหน้าจอใน books.yaml", "Add the screen's `postings` to books.yaml.",
    ),
    "posting_account": mending(
        "หาบัญชีไม่พบ", "An account that is not found",
        "เติมช่องที่ว่างในแถว หรือเพิ่มบัญชีในรายการของ books.yaml",
        "Fill the row's cell in, or add the account to the list of books.yaml.",
    ),
    "posting_unbalanced": mending(
        "รายการบัญชีที่คำนวณไม่ได้ดุล", "Computed postings that do not balance",
        "ตรวจยอดของแถว แล้วตรวจ postings ใน books.yaml",
        "Look at the row's amounts, then at `postings` in books.yaml.",
    ),
    "month_unfinished": mending(
        "รายการของเดือนก่อนยังไม่เสร็จ",
        "Entries of a former month are not finished",
        "ให้ทำตามที่บอกของแต่ละรายการ แล้วสั่ง run ใหม่",
        "Do what each of them says, then run again.",
    ),
    "balance_differs": mending(
        "งบทดลองไม่ตรงกับสมุดงาน", "The trial balance differs from the workbook",
        "ตรวจเอกสารที่ระบุ และแยกประเภทของบัญชีนั้นในระบบ อย่าปรับด้วยใบผ่านรายการทั่วไป",
        "Look at the documents named and at the account's ledger; never even it out with a journal.",
    ),
    "shown_otherwise": mending(
        "ช่องที่เห็นเป็นจำนวนอื่น", "A cell that shows another number",
        "จัดรูปแบบช่องเป็น 0.00 แล้วตรวจจำนวนกับเอกสาร",
        "Format the cell as 0.00 and compare the amount with the document.",
    ),
    "shown_rounded": mending(
        "สตางค์ที่มองไม่เห็น", "Satang that do not show",
        "จัดรูปแบบช่องเป็น 0.00 แล้วเทียบกับเอกสาร หรือรับทราบถ้าถูกต้อง",
        "Format the cell as 0.00 and compare it with the document, or acknowledge it.",
    ),
    "row_struck": mending(
        "แถวที่ขีดฆ่า", "A row that is crossed out",
        "ถ้ายกเลิกจริงให้ลบแถวหรือใส่ ข้าม ในคอลัมน์ สถานะแถว ถ้าไม่ ให้เอาเส้นขีดออกหรือรับทราบ",
        "If it was cancelled, delete the row or write ข้าม in the column สถานะแถว; if not, take the line "
        "away or acknowledge it.",
    ),
    "cell_commented": mending(
        "ความคิดเห็นข้างช่อง", "Comments beside cells",
        "อ่านดูว่ามีเรื่องที่ต้องแก้หรือไม่", "Read them; something may have to be corrected.",
    ),
    "row_above": mending(
        "แถวที่อยู่เหนือหัวคอลัมน์", "A row above the headers",
        "ย้ายหัวคอลัมน์ขึ้นไปเหนือทุกแถว (อาจถูกเรียงลำดับไปด้วย)",
        "Move the headers above all rows (sorting may have carried them down).",
    ),
    "column_nameless": mending(
        "คอลัมน์ที่ไม่มีหัว", "A column without a header",
        "ไม่ต้องแก้ ถ้าเป็นของท่านเอง ถ้าเป็นข้อมูลของเอกสาร ให้ใส่หัวคอลัมน์",
        "Nothing, if it is your own; put the header above it if it belongs to the documents.",
    ),
    "days_turned": mending(
        "วันกับเดือนอาจสลับกัน", "Day and month may be turned about",
        "เทียบวันที่กับเอกสาร จัดรูปแบบคอลัมน์เป็นข้อความแล้วพิมพ์ใหม่ หรือรับทราบถ้าถูกต้อง",
        "Compare the dates with the documents; format the column as text and type them again, or "
        "acknowledge it.",
    ),
    "sheet_unread": mending(
        "แผ่นงานที่เหมือนของหน้าจอ แต่ไม่ถูกอ่าน", "A sheet that looks like a screen's, not read",
        "ย้ายทุกแถวไปไว้ในแผ่นเดียวตามชื่อในแบบฟอร์มและใส่หัวคอลัมน์ให้ครบ หรือรับทราบถ้าไม่ใช่เอกสาร",
        "Put all rows on one sheet named as in the template, with all columns; acknowledge it if there are "
        "no documents on it.",
    ),
    "note_below": mending(
        "หมายเหตุใต้ตาราง", "A note below the table",
        "ไม่ต้องแก้ ถ้าไม่ใช่เอกสาร", "Nothing, if it is no document.",
    ),
}  # fmt: skip
"""By code."""
