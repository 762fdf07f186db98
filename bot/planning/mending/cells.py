"""Problems of one cell: it cannot be understood, or the screen would not take it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.planning.mending.shape import Mending, mending

CELLS: Mapping[str, Mending] = {
    "required": mending(
        "ช่องที่ต้องกรอกว่างอยู่", "A cell that is needed is blank",
        "กรอกค่าจากเอกสารจริงในช่องนี้", "Fill the cell in from the document.",
    ),
    "ambiguous_date": mending(
        "วันที่อ่านได้หลายแบบ", "A date that can be read in two ways",
        "พิมพ์เป็น วัน/เดือน/ปี พ.ศ. สี่หลัก เช่น 16/01/2567",
        "Type it as day/month/year with four digits, such as 16/01/2567.",
    ),
    "not_a_date": mending(
        "ไม่ใช่วันที่", "Not a date",
        "พิมพ์เป็น วัน/เดือน/ปี พ.ศ. สี่หลัก เช่น 16/01/2567",
        "Type it as day/month/year with four digits, such as 16/01/2567.",
    ),
    "no_such_day": mending(
        "ไม่มีวันนี้ในปฏิทิน", "No such day in the calendar",
        "ดูวันที่จากเอกสารแล้วพิมพ์ใหม่", "Look the date up on the document and type it again.",
    ),
    "strange_year": mending(
        "ปีผิดปกติ", "A strange year",
        "พิมพ์ปี พ.ศ. สี่หลักของเอกสาร", "Type the document's year with four digits.",
    ),
    "year_of_two_digits": mending(
        "ปีที่โปรแกรมตารางงานอาจแปลงจากสองหลักผิดศักราช", "A year that may have been made of two digits",
        "พิมพ์ปี พ.ศ. สี่หลัก หรือรับทราบถ้าปีนี้ถูกต้อง", "Type the year with four digits; acknowledge it if it is right.",
    ),
    "era_contradicts": mending(
        "ปี พ.ศ. กับ ค.ศ. ขัดกัน", "Eras that contradict one another",
        "เลือกใช้ พ.ศ. หรือ ค.ศ. อย่างเดียวในช่องนี้", "Use one era only in this cell.",
    ),
    "date_has_time": mending(
        "วันที่มีเวลาปนอยู่", "A date with a time of day",
        "ลบเวลาออกให้เหลือแต่วันที่", "Take the time away and leave the date.",
    ),
    "number_for_date": mending(
        "ตัวเลขในช่องวันที่", "A number where a date belongs",
        "จัดรูปแบบช่องเป็นวันที่หรือข้อความ แล้วพิมพ์วันที่ใหม่",
        "Format the cell as date or text and type the date again.",
    ),
    "date_format": mending(
        "รูปแบบวันที่ใช้ไม่ได้", "An unusable date format",
        "แก้รูปแบบวันที่ในไฟล์แม็ป", "Correct the date format in the mapping.",
    ),
    "number_format": mending(
        "รูปแบบตัวเลขใช้ไม่ได้", "An unusable number format",
        "แก้รูปแบบตัวเลขในไฟล์แม็ป", "Correct the number format in the mapping.",
    ),
    "format_loses": mending(
        "รูปแบบตัวเลขทำให้ทศนิยมหาย", "A format that loses decimals",
        "ใช้รูปแบบที่มีทศนิยมครบในไฟล์แม็ป", "Use a format with enough decimals in the mapping.",
    ),
    "not_a_number": mending(
        "ไม่ใช่ตัวเลข", "Not a number",
        "พิมพ์เป็นตัวเลขเท่านั้น เช่น 1234.50", "Type digits only, such as 1234.50.",
    ),
    "not_whole": mending(
        "ไม่ใช่จำนวนเต็ม", "Not a whole number",
        "พิมพ์เป็นจำนวนเต็ม", "Type a whole number.",
    ),
    "too_many_decimals": mending(
        "ทศนิยมเกินกำหนด", "Too many decimals",
        "ปัดตามเอกสารให้เหลือทศนิยมที่กำหนด (เงินไม่เกิน 2 ตำแหน่ง)",
        "Type the amount as the document has it, with two decimals at most.",
    ),
    "too_small": mending(
        "น้อยกว่าที่กำหนด", "Below the lowest allowed",
        "ตรวจจำนวนกับเอกสาร แถวที่ไม่มีเงินให้ลบหรือใส่ ข้าม ในคอลัมน์ สถานะแถว",
        "Compare with the document; delete a row without money, or mark it ข้าม in the column สถานะแถว.",
    ),
    "too_big": mending(
        "มากกว่าที่กำหนด", "Above the highest allowed",
        "ตรวจจำนวนกับเอกสาร", "Compare with the document.",
    ),
    "too_long": mending(
        "ข้อความยาวเกินไป", "Too long",
        "ย่อข้อความให้สั้นลง", "Shorten the text.",
    ),
    "too_long_text": mending(
        "ข้อความยาวกว่าช่องของระบบ", "Longer than the screen's field",
        "ย่อข้อความให้ไม่เกินจำนวนตัวอักษรที่บอก", "Shorten the text to the number of characters told.",
    ),
    "number_for_code": mending(
        "รหัสถูกเก็บเป็นตัวเลข", "A code kept as a number",
        "จัดรูปแบบช่องเป็นข้อความ แล้วพิมพ์รหัสใหม่ให้มีเลข 0 ข้างหน้าครบ",
        "Format the cell as text and type the code again with its leading zeros.",
    ),
    "id_digits": mending(
        "เลขประจำตัวไม่ครบ 13 หลัก", "An id without 13 digits",
        "พิมพ์เลขประจำตัวให้ครบ 13 หลักตามเอกสาร", "Type all 13 digits from the document.",
    ),
    "id_check": mending(
        "เลขประจำตัวผิด (หลักตรวจสอบไม่ตรง)", "An id whose check digit is wrong",
        "เทียบเลขทีละหลักกับเอกสาร มีหลักหนึ่งพิมพ์ผิด", "Compare digit by digit with the document; one is wrong.",
    ),
    "no_part": mending(
        "ค่าที่แยกลงหลายช่องของหน้าจอไม่ได้",
        "A value that cannot be split over the screen's boxes",
        "ตรวจค่าว่าครบทุกหลัก ถ้าค่าถูกแล้วให้แก้ part ในไฟล์ผังหน้าจอ",
        "See that nothing of it is missing; where it is right, mend `part` in the mapping.",
    ),
    "not_yes_or_no": mending(
        "ไม่ใช่ ใช่/ไม่ใช่", "Neither yes nor no",
        "เลือก ใช่ หรือ ไม่ใช่", "Choose ใช่ or ไม่ใช่.",
    ),
    "strange_character": mending(
        "มีอักขระที่ระบบไม่รับ", "A character that the site would mangle",
        "ลบอักขระนั้นแล้วพิมพ์ใหม่ด้วยแป้นพิมพ์", "Delete the character and type the text again.",
    ),
    "refused_text": mending(
        "มีข้อความที่ระบบปฏิเสธ", "Text that the site refuses",
        "เขียนใหม่โดยไม่ใช้เครื่องหมายนั้น เช่น < หรือ &#", "Write it without that sign, such as < or &#.",
    ),
    "apostrophe": mending(
        "เครื่องหมาย ' นำหน้า", "An apostrophe in front",
        "ลบเครื่องหมาย ' ที่อยู่หน้าสุด", "Delete the ' in front.",
    ),
    "line_break": mending(
        "ขึ้นบรรทัดใหม่ในช่องที่เว็บมีบรรทัดเดียว", "A line break where the page has one line",
        "พิมพ์เว้นวรรคแทนการขึ้นบรรทัดใหม่ ถ้าช่องบนเว็บมีหลายบรรทัดจริง ให้ใส่ multiline: true ในไฟล์ผังหน้าจอ",
        "Type a space instead of the line break; where the page's box does take several lines, say "
        "multiline: true in the mapping.",
    ),
    "pattern": mending(
        "รูปแบบไม่ตรงที่กำหนด", "Not of the form that is asked for",
        "พิมพ์ตามรูปแบบตัวอย่างของคอลัมน์", "Type it like the column's example.",
    ),
    "ditto": mending(
        "เครื่องหมายละ (เหมือนข้างบน)", "A ditto mark",
        "พิมพ์ค่าเต็มของแถวนี้ (คัดลอกจากช่องข้างบนได้)", "Type the value; it may be copied from the cell above.",
    ),
    "mask": mending(
        "จำนวนหลักหรือรูปแบบของเลขที่ไม่ครบ", "A number with too few or too many digits",
        "เทียบกับเอกสารทีละหลัก จะใส่ขีดหรือไม่ก็ได้", "Compare digit by digit; dashes may be there or not.",
    ),
    "wrong_type": mending(
        "ชนิดข้อมูลผิด", "A cell of the wrong type",
        "จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์ใหม่", "Format the cell as text and type it again.",
    ),
    "mixed_digits": mending(
        "เลขไทยปนเลขอารบิค", "Thai and Arabic digits mixed",
        "พิมพ์ใหม่ด้วยเลขแบบเดียว", "Type it again with one kind of digits.",
    ),
    "not_a_choice": mending(
        "ไม่อยู่ในรายการ", "Not in the list",
        "เลือกจากรายการของช่อง ถ้าเป็นค่าใหม่จริงให้ผู้ดูแลเพิ่มในไฟล์รายการ (mappings/lists)",
        "Choose from the cell's list; a value that is really new is added to mappings/lists.",
    ),
    "not_a_pair": mending(
        "ไม่เข้าคู่กับช่องอื่น", "Does not go with another cell",
        "แก้ช่องนี้หรือช่องที่คู่กัน ให้เลือกจากซ้ายไปขวา",
        "Correct this cell or the one it depends on; choose from left to right.",
    ),
    "not_entered": mending(
        "ค่านี้จะไม่ถูกพิมพ์", "A value that will not be typed",
        "ลบค่าออก หรือแก้ช่องที่กำหนดเงื่อนไข ถ้าตั้งใจให้รับทราบ",
        "Clear it, or correct the cell that decides; acknowledge it if it is meant.",
    ),
    "formula_cell": mending(
        "สูตรที่ยังไม่มีผลลัพธ์", "A formula without a saved result",
        "เปิดไฟล์ในโปรแกรมตารางงานแล้วบันทึกใหม่ หรือพิมพ์ค่าแทนสูตร",
        "Open and save the file in a spreadsheet program, or type the value.",
    ),
    "error_cell": mending(
        "ค่าผิดพลาดของสูตร", "An error value",
        "แก้สูตรหรือพิมพ์ค่าแทน", "Correct the formula or type the value.",
    ),
}  # fmt: skip
"""By code."""
