"""Problems between documents: references, balances, numbers, what is unusual."""

from __future__ import annotations

from collections.abc import Mapping

from bot.planning.mending.shape import Mending, mending

BETWEEN: Mapping[str, Mending] = {
    "refers_nowhere": mending(
        "อ้างถึงเอกสารที่ไม่มี", "A reference to nothing",
        "แก้เลขที่ที่อ้างถึง หรือเพิ่มเอกสารนั้นในแผ่นงานของมัน",
        "Correct the number it refers to, or add that document to its sheet.",
    ),
    "refers_in_circle": mending(
        "เอกสารอ้างถึงกันเป็นวง", "Documents that refer to one another",
        "แก้เลขที่ที่อ้างถึงของฉบับหนึ่งในวง",
        "Correct what one of them refers to.",
    ),
    "referred_twice": mending(
        "เอกสารถูกอ้างถึงซ้ำ", "Referred to twice",
        "ลบแถวที่ใส่ซ้ำ หรือแก้เลขที่ที่อ้างถึง", "Delete the second, or correct the number it refers to.",
    ),
    "before_reference": mending(
        "วันที่อยู่ก่อนเอกสารที่อ้างถึง", "Before what it refers to",
        "ตรวจวันที่ของเอกสารทั้งสอง", "Compare the dates of both documents.",
    ),
    "reference_sum": mending(
        "ยอดไม่ตรงกับเอกสารที่อ้างถึง", "Not the amount of what it refers to",
        "ตรวจว่าอ้างถึงครบทุกฉบับ และยอดของแต่ละฉบับถูกต้อง",
        "See that every document is referred to, and that each amount is right.",
    ),
    "short_balance": mending(
        "ยอดคงเหลือไม่พอ", "More than is left",
        "ตรวจจำนวนเงินและรายการที่เบิก ถ้ามีการโอนเพิ่มก่อนหน้า ให้แก้ยอดตั้งต้นในไฟล์รายการ",
        "Look at the amount and at what it is drawn on; money that came in before belongs into the list's "
        "opening balance.",
    ),
    "number_twice": mending(
        "เลขที่ซ้ำในชุดเดียวกัน", "A number of a series given twice",
        "แก้เลขที่ของฉบับที่พิมพ์ผิด", "Correct the number of the one that was mistyped.",
    ),
    "number_gap": mending(
        "เลขที่ขาดหาย", "Missing numbers",
        "หาเอกสารที่ขาด ถ้ายกเลิกไปแล้วหรืออยู่นอกช่วงงาน ให้รับทราบ",
        "Look for the missing papers; if they were cancelled or are no part of the work, acknowledge it.",
    ),
    "round_outlier": mending(
        "ยอดกลมที่สูงผิดปกติ", "A round sum far above the usual",
        "นับจำนวนหลักกับเอกสาร ถ้าถูกต้องไม่ต้องแก้", "Count the digits on the document; nothing, if it is right.",
    ),
    "unusual_day": mending(
        "วันหยุด", "A day off",
        "เทียบวันที่กับเอกสาร ถ้าถูกต้องไม่ต้องแก้", "Compare the date with the document; nothing, if it is right.",
    ),
    "holidays_unknown": mending(
        "รายการวันหยุดไม่ถึงปีนั้น", "A list of holidays that ends before",
        "ผู้ดูแลแม็ปเพิ่มวันหยุดของปีนั้น (mappings/lists/README.md) ไม่ต้องแก้สมุดงาน",
        "Whoever looks after the mappings adds that year's days (mappings/lists/README.md).",
    ),
    "percent": mending(
        "ภาษีไม่ตรงอัตรา", "Not the lawful rate",
        "คำนวณใหม่จากเอกสาร ถ้าเอกสารเป็นเช่นนั้นจริงให้รับทราบ",
        "Calculate it again from the document; if the document has it so, acknowledge it.",
    ),
    "percent_due": mending(
        "ไม่มีภาษีทั้งที่ถึงเกณฑ์", "No tax where it is due",
        "กรอกภาษีตามเอกสาร ถ้าไม่ได้หักจริงให้รับทราบ",
        "Fill the tax in from the document; if none was withheld, acknowledge it.",
    ),
}  # fmt: skip
"""By code."""
