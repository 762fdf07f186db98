"""Problems of documents: cells that do not go together, documents that do not fit one another."""

from __future__ import annotations

from collections.abc import Mapping

from bot.planning.mending.shape import Mending, mending

DOCUMENTS: Mapping[str, Mending] = {
    "adds_up": mending(
        "ยอดรวมไม่ตรง", "A sum that is off",
        "ตรวจทุกยอดที่บวกหรือหักกับเอกสาร", "Compare every amount of the sum with the document.",
    ),
    "balances": mending(
        "เดบิตไม่เท่ากับเครดิต", "Sides that do not balance",
        "ตรวจทุกแถวของเอกสาร หาแถวที่ขาดหรือพิมพ์ผิด ห้ามใส่ยอดเพื่อให้ลงตัว",
        "Look through all rows for a missing or mistyped one; never force the balance.",
    ),
    "lines_sum": mending(
        "ยอดของรายการไม่เท่ากับยอดเอกสาร", "Lines that do not sum up to the document",
        "ตรวจทุกแถวของเอกสารกับยอดรวม", "Compare all rows of the document with its total.",
    ),
    "one_of": mending(
        "กรอกได้ช่องเดียว", "One cell of several",
        "เหลือไว้ช่องเดียวตามเอกสาร", "Leave exactly one of them filled.",
    ),
    "needs": mending(
        "ต้องกรอกเพราะอีกช่องกำหนด", "Needed because of another cell",
        "กรอกช่องนี้ หรือแก้ช่องที่กำหนด", "Fill it in, or correct the cell that asks for it.",
    ),
    "needs_blank": mending(
        "ต้องเว้นว่างเพราะอีกช่องกำหนด", "Must be blank because of another cell",
        "ลบค่าในช่องนี้ หรือแก้ช่องที่กำหนด", "Clear it, or correct the cell that decides.",
    ),
    "not_before": mending(
        "วันที่อยู่ก่อนวันที่ควรเกิดก่อน", "A date before the one it follows",
        "ตรวจวันที่ทั้งสองกับเอกสาร", "Compare both dates with the documents.",
    ),
    "day_blank": mending(
        "ไม่มีวันที่ของเอกสาร", "No date",
        "กรอกวันที่ของเอกสาร", "Fill in the document's date.",
    ),
    "outside_year": mending(
        "วันที่นอกปีงบประมาณ", "Outside the fiscal year",
        "ตรวจปีของวันที่ หรือแก้ปีงบประมาณใน config.yaml",
        "Look at the year, or correct the fiscal year in config.yaml.",
    ),
    "outside_period": mending(
        "วันที่นอกช่วงที่ต้องบันทึก", "Outside the period of the work",
        "ตรวจวันที่ ถ้าถูกต้องให้แก้ windows ใน config.yaml หรือใส่ ข้าม ที่ สถานะแถว",
        "Look at the date; if it is right, correct `windows` in config.yaml or mark the row ข้าม.",
    ),
    "in_two_periods": mending(
        "วันที่อยู่ในสองช่วง", "A day in two periods",
        "แก้ windows ใน config.yaml ไม่ให้ทับกัน", "Correct `windows` in config.yaml so that none overlap.",
    ),
    "key_blank": mending(
        "ไม่มีเลขที่ที่ใช้จำเอกสาร", "Nothing that names the document",
        "กรอกเลขที่เดิมของเอกสาร", "Fill in the document's old number.",
    ),
    "group_blank": mending(
        "ไม่รู้ว่าแถวเป็นของเอกสารใด", "A row without its document's number",
        "กรอกเลขที่เดิมในทุกแถวของเอกสาร", "Fill in the number on every row of the document.",
    ),
    "header_differs": mending(
        "หัวเอกสารไม่ตรงกันระหว่างแถว", "Rows of one document that disagree",
        "แก้ให้ตรงกันทุกแถว หรือแยกเลขที่เป็นคนละเอกสาร", "Make the rows equal, or give them different numbers.",
    ),
    "rows_apart": mending(
        "แถวของเอกสารเดียวกันอยู่ห่างกัน", "Rows of one document that stand apart",
        "ไม่ต้องแก้ ถ้าเป็นเอกสารเดียวกันจริง", "Nothing, if it really is one document.",
    ),
    "line_count": mending(
        "จำนวนแถวของเอกสารไม่ถูกต้อง", "Too few or too many lines",
        "เพิ่มแถวที่ขาดหรือตรวจเลขที่เอกสาร", "Add the missing rows, or look at the document's number.",
    ),
    "line_twin": mending(
        "แถวเหมือนกันในเอกสารเดียว", "Equal lines in one document",
        "ลบแถวที่วางซ้ำ ถ้าซ้ำจริงใส่ ซ้ำจริง ในคอลัมน์ สถานะแถว",
        "Delete the copy; if it is meant, write ซ้ำจริง in the column สถานะแถว.",
    ),
    "pasted_twice": mending(
        "เอกสารถูกวางซ้ำ", "A document pasted twice",
        "ลบแถวชุดที่วางซ้ำ", "Delete the second set of rows.",
    ),
    "duplicate": mending(
        "เลขที่ซ้ำแต่ข้อมูลต่างกัน", "One number for different documents",
        "แก้เลขที่ของฉบับที่พิมพ์ผิด", "Correct the number of the one that was mistyped.",
    ),
    "twin": mending(
        "เอกสารเหมือนกันทุกช่อง", "Equal documents",
        "เทียบสองแถวกับเอกสารจริง มีฉบับเดียวให้ลบแถวหนึ่ง มีสองฉบับจริงให้ใส่ ซ้ำจริง ในคอลัมน์ สถานะแถว",
        "Compare both rows with the papers: delete one if there is one paper; if there are two, "
        "write ซ้ำจริง in the column สถานะแถว.",
    ),
    "lawful_twin": mending(
        "เอกสารซ้ำที่รับรองแล้ว", "A second equal document, as marked",
        "ไม่ต้องแก้ ถ้ามีเอกสารสองฉบับจริง", "Nothing, if there really are two papers.",
    ),
    "row_cancelled": mending(
        "เอกสารที่เขียนว่ายกเลิก", "A document that is called cancelled",
        "ถ้ายกเลิกจริงให้ลบแถวหรือใส่ ข้าม ในคอลัมน์ สถานะแถว ถ้าไม่ใช่ให้รับทราบ",
        "If it was cancelled, delete the row or write ข้าม in the column สถานะแถว; if not, acknowledge it.",
    ),
    "row_mark": mending(
        "สถานะแถวไม่รู้จัก", "An unknown mark of a row",
        "เว้นว่าง หรือเลือก ตัวอย่าง / ข้าม / ซ้ำจริง", "Leave it blank, or choose ตัวอย่าง, ข้าม or ซ้ำจริง.",
    ),
    "row_passed_over": mending(
        "แถวที่สั่งให้ข้าม", "A row to be passed over",
        "ไม่ต้องแก้ ลบคำว่า ข้าม เมื่อพร้อมบันทึก", "Nothing; clear the mark when it shall be entered.",
    ),
}  # fmt: skip
"""By code."""
