"""For every screen a document that is sound, by caption; and what must stand on the site before it.

A value `@name` is the number of the foundation of this name. What the site computes is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.practice.budget import LEVELS
from bot.practice.catalogue import load

Cells = Mapping[str, str]
CATALOGUE = load()
SAVINGS, CURRENT = (bank.caption for bank in CATALOGUE.banks[:2])
STAFF = [option.caption for option in CATALOGUE.staff]
PAYEE = {
    "ผู้รับเงิน": CATALOGUE.payees[2].name,
    "เลขประจำตัวผู้เสียภาษี": CATALOGUE.payees[2].tax_id,
}
SELLER = {"ผู้ขาย/ผู้รับจ้าง": PAYEE["ผู้รับเงิน"], "เลขประจำตัวผู้เสียภาษี": PAYEE["เลขประจำตัวผู้เสียภาษี"]}
REMARK = {"หมายเหตุ": "หมายเหตุ บรรทัดแรก\nบรรทัดที่สอง"}


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A document by caption, with its lines; `variants` change it so that every field is filled once."""

    head: Cells
    lines: Sequence[Cells] = ()
    variants: Sequence[Cells] = ()


@dataclass(frozen=True, kw_only=True)
class Foundation:
    """A document of the screen that stands there already; `turned`: a person approved it."""

    screen: str
    head: Cells = field(default_factory=dict)
    lines: Sequence[Cells] | None = None
    turned: bool = False


def levels(words: str) -> dict[str, str]:
    """Give the five levels of the budget line whose item holds these words."""
    captions = next(c for _, c in CATALOGUE.budget_captions() if words in c[4])
    return dict(zip(LEVELS, captions, strict=True))


def four(words: str) -> dict[str, str]:
    """Give the four levels above a budget line."""
    return {caption: text for caption, text in levels(words).items() if caption != LEVELS[-1]}


SUPPLIES, FUEL = levels("วัสดุสำนักงาน สำนักปลัด"), levels("วัสดุเชื้อเพลิงและหล่อลื่น สำนักปลัด")
ROAD, OTHER_ROAD = levels("ถึงบ้านนายสมหมาย"), levels("ถึงวัดตัวอย่างธรรม")
TRAVEL = levels("ค่าใช้จ่ายในการเดินทางไปราชการ")
PAY, PENSION = levels("เงินเดือนพนักงานส่วนตำบล สำนักปลัด"), levels("กองทุนบำเหน็จบำนาญ")
RENT = next(o for o in CATALOGUE.all_revenue_categories if o.caption == "รายได้จากทรัพย์สิน")
REVENUE = {"หมวดรายรับ": RENT.caption, "ประเภทรายรับ": CATALOGUE.all_revenue_types[RENT.value][0].caption}

# ---- budget
_ESTIMATED = {
    "ปีงบประมาณ": "2568",
    "วันที่จัดทำ": "01/07/2567",
    **REVENUE,
    "ประมาณการ": "100000.00",
    "คำชี้แจง": "ตามปีก่อน\nเพิ่มร้อยละห้า",
}
_PLANNED = {
    "ปีงบประมาณ": "2568",
    "วันที่จัดทำ": "02/07/2567",
    **four("วัสดุสำนักงาน สำนักปลัด"),
    "รายการ": "โครงการใหม่",
    "ส่วน/กอง": "สำนักปลัด",
    "จำนวนเงิน": "90000.00",
    "คำชี้แจง": "เป็นไปตามระเบียบ",
}
_THIS_YEAR = {"ปีงบประมาณ": "2567", "ฉบับที่": "1"}
_WORDS = {
    "วันที่อนุมัติ": "01/03/2567",
    "ครั้งที่": "1",
    "ข้อความใหม่": "คำชี้แจงใหม่",
    "ผู้อนุมัติ": STAFF[4],
}
_BUDGET = {
    "budget_revenue_first": Sound(head=_ESTIMATED),
    "budget_revenue_add": Sound(head=_ESTIMATED | _THIS_YEAR),
    "budget_expense_first": Sound(head=_PLANNED),
    "budget_expense_add": Sound(head=_PLANNED | _THIS_YEAR),
    "BUD_PROJECT": Sound(
        head={
            "วันที่จัดทำ": "01/02/2567",
            **four("ถึงบ้านนายสมหมาย"),
            "ชื่อโครงการ": "ถนนสายใหม่",
            "งบประมาณ": "250000.00",
            "ระยะเวลา": "มีนาคม 2567",
            "หน่วยงานรับผิดชอบ": "กองช่าง",
            "วัตถุประสงค์": "เพื่อการสัญจร",
        }
    ),
    "BUD_TRANSFER": Sound(
        head={
            "วันที่อนุมัติ": "01/03/2567",
            "ครั้งที่": "3",
            "ผู้มีอำนาจอนุมัติ": "สภาท้องถิ่น",
            "เหตุผล": "ไม่พอจ่าย",
        },
        lines=[
            {"ประเภทการโอน": "โอนลด", **SUPPLIES, "จำนวนเงิน": "5000.25"},
            {"ประเภทการโอน": "โอนเพิ่ม", **FUEL, "จำนวนเงิน": "3000.25"},
            {
                "ประเภทการโอน": "โอนตั้งจ่ายรายการใหม่",
                **four("ถึงบ้านนายสมหมาย"),
                "รายการใหม่": "ป้ายจราจร",
                "จำนวนเงิน": "2000.00",
            },
        ],
    ),
    "BUD_EXPENSE_STATEMENT": Sound(head=_WORDS | SUPPLIES),
    "BUD_REVENUE_STATEMENT": Sound(head=_WORDS | REVENUE),
}

# ---- money in
_RECEIVED = {"วันที่รับเงิน": "05/02/2567", "ผู้ชำระเงิน": "นายชูชาติ ตัวอย่าง", "รายละเอียด": "ตามเอกสาร"}
_BY_TRANSFER = {"ประเภทการรับเงิน": "โอนเข้าบัญชีธนาคาร", "บัญชีธนาคาร": SAVINGS, "จำนวนใบเสร็จรับเงิน": "1"}
_OLD_RECEIPT = _RECEIVED | _BY_TRANSFER | REMARK
_RECEIPT = _OLD_RECEIPT | {"เล่มที่/เลขที่ (ใบเสร็จเขียนมือ)": "12-34"}
_CASH = {"ประเภทการรับเงิน": "เงินสด", "บัญชีธนาคาร": ""}
_OF_CONTRACT = {"วันที่รับเงิน": "20/02/2567", "เลขที่สัญญาในระบบ": "@contract"}
_DEBTOR = next(payer for payer in CATALOGUE.taxpayers if payer.debtor)
_GIVEN_UP = {"เลขที่ใบเสร็จรับเงินประกัน": "@guarantee", "จำนวนเงิน": "4000.00", "เหตุผล": "ครบกำหนด"}


def _receipt(own: Cells) -> Sound:
    return Sound(head={**_RECEIPT, **own})


_MONEY_IN = {
    "REC_TAX_ALLOT": Sound(head=_OLD_RECEIPT | {"ประเภทรายรับ": "ภาษีสุรา", "จำนวนเงิน": "100.25"}),
    "REC_ASSET_RENT_OUTSIDE": Sound(head=_OLD_RECEIPT | REVENUE | {"จำนวนเงิน": "1234.50"}),
    "REC_TAX": Sound(
        head={caption: text for caption, text in _RECEIPT.items() if caption != "ผู้ชำระเงิน"}
        | {"รหัสผู้เสียภาษี": _DEBTOR.code, "ชำระภาษี": "100.00", "เงินเพิ่ม": "2.50", "เบี้ยปรับ": "1.00"}
    ),
    "REC_TAX_ALLOT_LINK": _receipt(
        {
            "ประเภทรายรับ": "ภาษีสรรพสามิต",
            "เลขที่หนังสือแจ้งจัดสรร": "มท 1",
            "งวดประจำเดือน": "มกราคม",
            "จำนวนเงิน": "9000.00",
        }
    ),
    "REC_GRANT_GENERAL": _receipt(
        {"ประเภทรายรับ": "เงินอุดหนุนทั่วไป", "เลขที่หนังสือจัดสรร": "มท 2", "งวดที่": "1", "จำนวนเงิน": "70000.25"}
    ),
    "REC_GRANT_SPECIFIC": _receipt(
        {
            "ประเภทรายรับ": "เงินอุดหนุนระบุวัตถุประสงค์",
            "ชื่อโครงการ/วัตถุประสงค์": "อาหารกลางวัน",
            "เลขที่หนังสือจัดสรร": "มท 3",
            "งวดที่": "2",
            "จำนวนเงิน": "30000.00",
        }
    ),
    "REC_SLAUGHTER_DUTY": _receipt({"ชนิดสัตว์": "สุกร", "จำนวนตัว": "4"}),
    "REC_SLAUGHTERHOUSE": _receipt({"ชนิดสัตว์": "โค", "จำนวนตัว": "2"}),
    "REC_ANIMAL_STABLE": _receipt({"ชนิดสัตว์": "แพะ", "จำนวนตัว": "3"}),
    "REC_CONTRACT_FINE": Sound(head=_RECEIPT | _OF_CONTRACT | {"จำนวนวันที่ปรับ": "3", "ค่าปรับต่อวัน": "120.50"}),
    "REC_GUARANTEE": Sound(
        head=_RECEIPT | _OF_CONTRACT | {"ชนิดหลักประกัน": "เช็คธนาคาร", "จำนวนเงิน": "24000.00"}
    ),
    "REC_RETENTION": Sound(head=_RECEIPT | _OF_CONTRACT | {"ชนิดหลักประกัน": "เงินสด", "จำนวนเงิน": "1000.00"}),
    "REC_DEPOSIT": _receipt({"ประเภทเงินรับฝาก": "เงินรับฝากอื่น ๆ", "จำนวนเงิน": "500.00"}),
    "REC_DEPOSIT_SLIP": Sound(
        head={
            "วันที่นำส่ง": "05/02/2567",
            "ส่วน/กอง": "กองคลัง",
            "ผู้นำส่งเงิน": STAFF[1],
            "ผู้รับเงิน": STAFF[2],
            **REMARK,
        },
        lines=[{"เลขที่ใบเสร็จ": "@receipt"}, {"เลขที่ใบเสร็จ": "@cash receipt"}],
    ),
    "REC_DEPOSIT_SUMMARY": Sound(
        head={"วันที่สรุป": "05/02/2567", "ผู้ตรวจสอบ": STAFF[0], **REMARK}, lines=[{"เลขที่ใบนำส่ง": "@slip"}]
    ),
    "REC_BANK_DEPOSIT": Sound(
        head={
            "วันที่นำฝาก": "06/02/2567",
            "ใบสำคัญสรุปใบนำส่ง": "@summary",
            "บัญชีธนาคาร": SAVINGS,
            "จำนวนเงิน": "77.00",
            "เลขที่ใบนำฝากของธนาคาร": "123",
            **REMARK,
        }
    ),
    "GUARANTEE_RETURN": Sound(
        head=_GIVEN_UP | {"วันที่คืนเงินประกัน": "12/06/2567", "บัญชีธนาคาร": CURRENT, "เลขที่เช็ค/ใบถอน": "7"}
    ),
    "GUARANTEE_SEIZURE": Sound(head=_GIVEN_UP | {"วันที่ริบเงินประกัน": "12/06/2567"}),
}

# ---- buying and lending
_BUYING = {
    "PUR_REQUEST": Sound(
        head={
            "วันที่รายงาน": "05/02/2567",
            "ส่วน/กอง": "กองช่าง",
            "แหล่งเงิน": "เงินงบประมาณ",
            **ROAD,
            "ประเภทการจัดหา": "จ้าง",
            "วิธีจัดหา": "เฉพาะเจาะจง",
            "เรื่อง": "จ้างก่อสร้างถนน",
            "ราคากลาง": "498000.00",
            "กำหนดส่งมอบภายใน (วัน)": "60",
            "ผู้ขอ": STAFF[8],
            "เจ้าหน้าที่พัสดุ": STAFF[6],
            "หัวหน้าเจ้าหน้าที่": STAFF[0],
            "กรรมการตรวจรับ": STAFF[8],
            **REMARK,
        },
        lines=[
            {"รายการพัสดุ": "ถนน คสล.", "จำนวน": "1", "หน่วยนับ": "สาย", "ราคาต่อหน่วย": "50000.00"},
            {"รายการพัสดุ": "ป้ายโครงการ", "จำนวน": "2", "หน่วยนับ": "ป้าย", "ราคาต่อหน่วย": "5000.50"},
        ],
    ),
    "PUR_CONTRACT": Sound(
        head={
            "วันที่ลงนาม": "12/02/2567",
            "ประเภท": "สัญญา",
            "เลขที่รายงานขอซื้อขอจ้าง": "@request",
            "เลขที่สัญญา/ข้อตกลง": "1/2567",
            **SELLER,
            "จำนวนเงิน": "80000.00",
            "จำนวนงวด": "2",
            "วันเริ่มสัญญา": "13/02/2567",
            "วันสิ้นสุดสัญญา": "13/04/2567",
            "อัตราค่าปรับต่อวัน (ร้อยละ)": "0.25",
            "หลักประกันสัญญา": "4000.00",
            **REMARK,
        }
    ),
    "PUR_AMENDMENT": Sound(
        head={
            "วันที่บันทึกต่อท้าย": "10/04/2567",
            "เลขที่สัญญาในระบบ": "@contract",
            "ขยายสัญญา": "มี",
            "วันสิ้นสุดสัญญาใหม่": "30/04/2567",
            "เหตุผล": "ฝนตก",
        }
    ),
    "EGP_CONTRACT": Sound(
        head={
            "วันที่ลงนาม": "12/02/2567",
            "ส่วน/กอง": "กองช่าง",
            "แหล่งเงิน": "เงินงบประมาณ",
            **OTHER_ROAD,
            "เลขที่โครงการ (e-GP)": "67029123456",
            "เลขคุมสัญญา": "670201000001",
            "เลขที่สัญญา/ข้อตกลง": "2/2567",
            "วิธีจัดหา": "ประกวดราคาอิเล็กทรอนิกส์ (e-bidding)",
            "เรื่อง": "ก่อสร้างถนน",
            **SELLER,
            "วันเริ่มสัญญา": "13/02/2567",
            "วันสิ้นสุดสัญญา": "13/05/2567",
            "อัตราค่าปรับต่อวัน (ร้อยละ)": "0.10",
            "หลักประกันสัญญา": "2000.00",
            "เงินล่วงหน้า": "มี",
            "จำนวนเงินล่วงหน้า": "1000.00",
            **REMARK,
        },
        lines=[
            {"งวดที่": "1", "จำนวนเงินงวด": "20000.00", "กำหนดส่งมอบ": "13/03/2567"},
            {"งวดที่": "2", "จำนวนเงินงวด": "28000.00", "กำหนดส่งมอบ": "13/05/2567"},
        ],
    ),
    "LOAN_BUDGET": Sound(
        head={
            "วันที่สัญญายืม": "05/02/2567",
            "ผู้ยืม (บุคลากร)": STAFF[3],
            "วัตถุประสงค์": "เดินทางไปราชการ",
            "จำนวนเงิน": "5000.00",
            "ครบกำหนดวันที่": "05/03/2567",
            "ส่วน/กอง": "สำนักปลัด",
            **TRAVEL,
            **REMARK,
        },
        variants=[{"ผู้ยืม (บุคลากร)": "", "ผู้ยืม (บุคคลภายนอก)": "นายนอก ตัวอย่าง"}],
    ),
    "LOAN_RESERVE": Sound(
        head={
            "วันที่สัญญายืม": "05/02/2567",
            "ผู้ยืม (บุคลากร)": STAFF[3],
            "วัตถุประสงค์": "เดินทางไปราชการ",
            "จำนวนเงิน": "6000.00",
            "ครบกำหนดวันที่": "05/03/2567",
            "มติสภา สมัย/ครั้งที่": "สมัยสามัญที่ 1/2567",
            "วันที่สภาอนุมัติ": "01/02/2567",
            **REMARK,
        },
        variants=[{"ผู้ยืม (บุคลากร)": "", "ผู้ยืม (บุคคลภายนอก)": "นายนอก ตัวอย่าง"}],
    ),
    "LOAN_CLEARING": Sound(
        head={
            "วันที่ส่งใช้": "06/03/2567",
            "เลขที่สัญญายืม": "@loan",
            "เลขที่ผู้เบิก (ฎีกาเงินยืม)": "@loan voucher",
            "จำนวนเงินตามใบสำคัญ": "4000.00",
            "เงินสดส่งคืน": "500.00",
            "บัญชีธนาคาร": CURRENT,
            "เลขที่ใบเสร็จรับเงินคืน": "1/9",
            **REMARK,
        }
    ),
}
_INSPECTED = {
    "วันที่ตรวจรับ": "20/04/2567",
    "งวดที่": "1",
    "จำนวนเงิน": "20000.00",
    "วันที่ส่งมอบ": "18/04/2567",
    "เลขที่ใบส่งของ/ใบแจ้งหนี้": "IV1",
    "กรรมการตรวจรับ": STAFF[8],
    **REMARK,
}
_BUYING |= {
    "PUR_INSPECTION": Sound(head=_INSPECTED | {"เลขที่สัญญาในระบบ": "@contract"}),
    "EGP_INSPECTION": Sound(head=_INSPECTED | {"เลขที่สัญญาในระบบ": "@egp contract"}),
}

# ---- vouchers, cheques, payments
_VOUCHER = {
    "วันที่จัดทำฎีกา": "22/04/2567",
    "ส่วน/กอง ผู้เบิก": "สำนักปลัด",
    "เลขที่ใบแจ้งหนี้": "IV-9",
    "วันที่ในใบแจ้งหนี้": "01/04/2567",
    "คำอธิบายรายการ": "รายการจ่าย",
    "มูลค่าสินค้า/บริการ": "5000.00",
    "ภาษีมูลค่าเพิ่ม": "350.00",
    "ภาษีหัก ณ ที่จ่าย": "50.00",
    "ค่าปรับ": "10.00",
    **REMARK,
}
_DEDUCTED = _VOUCHER | {"เงินประกันผลงาน": "20.00", "ค่าใช้จ่ายอื่น/กยศ.": "5.00"}
_SOURCE, _MONTH = {"แหล่งเงิน": "เงินงบประมาณ"}, {"ประจำเดือน": "เมษายน 2567"}
_INSTALMENT = {"มูลค่าสินค้า/บริการ": "18691.59", "ภาษีมูลค่าเพิ่ม": "1308.41"}
_CHEQUE = {
    "วันที่จัดทำรายงาน": "25/04/2567",
    "ประเภท": "เช็ค",
    "บัญชีธนาคาร": CURRENT,
    "เลขที่เช็ค/ใบถอน": "10000001",
    "ลงวันที่": "25/04/2567",
    "สั่งจ่าย": PAYEE["ผู้รับเงิน"],
    "ผู้ลงนาม 1": STAFF[0],
    "ผู้ลงนาม 2": STAFF[4],
    **REMARK,
}
_MONEY_OUT = {
    "EXP_VOUCHER_BUDGET": Sound(head=_VOUCHER | _SOURCE | SUPPLIES | PAYEE | {"หักอื่น ๆ": "5.00"}),
    "EXP_VOUCHER_CONTRACT": Sound(head=_DEDUCTED | _SOURCE | _INSTALMENT | {"เลขที่ตรวจรับ": "@inspection"}),
    "EXP_VOUCHER_EGP": Sound(head=_DEDUCTED | _SOURCE | _INSTALMENT | {"เลขที่ตรวจรับ": "@egp inspection"}),
    "EXP_VOUCHER_PERSONNEL": Sound(
        head=_DEDUCTED | _SOURCE | PAY | _MONTH | {"ผู้รับเงิน": "พนักงานส่วนตำบล", "จำนวนราย": "12"}
    ),
    "EXP_VOUCHER_PENSION": Sound(head=_DEDUCTED | _SOURCE | PENSION | _MONTH | PAYEE),
    "EXP_VOUCHER_DEPOSIT": Sound(head=_DEDUCTED | PAYEE | {"ประเภทเงินรับฝาก": "เงินรับฝากอื่น ๆ"}),
    "EXP_VOUCHER_RESERVE": Sound(
        head=_DEDUCTED
        | PAYEE
        | {
            "มติสภา สมัย/ครั้งที่": "สมัยสามัญที่ 1/2567",
            "วันที่สภาอนุมัติ": "01/02/2567",
            "โครงการ/รายการ": "ขุดลอกคลอง",
        }
    ),
    # A loan is lent as a whole: its voucher has neither tax nor deductions.
    "EXP_VOUCHER_LOAN": Sound(
        head={
            caption: text
            for caption, text in _VOUCHER.items()
            if caption not in {"ภาษีมูลค่าเพิ่ม", "ภาษีหัก ณ ที่จ่าย", "ค่าปรับ"}
        }
        | {"เลขที่สัญญายืม": "@free loan"}
    ),
    "EXP_VOUCHER_ACCRUED": Sound(head=_DEDUCTED | PAYEE | {"รายการค้างจ่าย": CATALOGUE.carried[2].caption}),
    "EXP_VOUCHER_BEFORE_SYSTEM": Sound(
        head=_DEDUCTED | PAYEE | {"รายการค้างจ่าย": CATALOGUE.carried[5].caption}
    ),
    "EXP_CHEQUE": Sound(head=_CHEQUE, lines=[{"เลขที่ผู้เบิก": "@voucher"}, {"เลขที่ผู้เบิก": "@other voucher"}]),
    "EXP_PAYMENT": Sound(
        head={
            "วันที่จ่าย": "26/04/2567",
            "เลขที่รายงานการจัดทำเช็ค": "@cheque",
            "ผู้รับเงิน": "ผู้แทนบริษัท",
            "ผู้จ่ายเงิน": STAFF[0],
            "เลขที่ใบเสร็จ/ใบสำคัญรับเงิน": "IV-9",
            **REMARK,
        }
    ),
    "ACC_GENERAL_JOURNAL": Sound(
        head={"วันที่": "29/02/2567", "คำอธิบาย": "ปรับปรุงรายการ"},
        lines=[
            {"รหัสบัญชี": "010", "เดบิต": "0.30", "เครดิต": ""},
            {"รหัสบัญชี": "021", "เดบิต": "0.50", "เครดิต": ""},
            {"รหัสบัญชี": "053221", "เดบิต": "", "เครดิต": "0.80"},
        ],
    ),
}
SOUND: Mapping[str, Sound] = {**_BUDGET, **_MONEY_IN, **_BUYING, **_MONEY_OUT}

# ---- what stands there before, each by its name
_REQUEST = [{"รายการพัสดุ": "ถนน", "จำนวน": "1", "หน่วยนับ": "สาย", "ราคาต่อหน่วย": "90000.00"}]
_CHEAP = {"มูลค่าสินค้า/บริการ": "100.00", "ภาษีมูลค่าเพิ่ม": "", "ภาษีหัก ณ ที่จ่าย": "", "ค่าปรับ": "", "หักอื่น ๆ": ""}
FOUNDATIONS: Mapping[str, Foundation] = {
    "estimate": Foundation(screen="budget_revenue_first", head={"ประมาณการ": "90000.00"}),
    "added estimate": Foundation(screen="budget_revenue_add", head={"ประมาณการ": "90000.00"}),
    "expense words": Foundation(screen="BUD_EXPENSE_STATEMENT", head={"ครั้งที่": "9", "ข้อความใหม่": "คำเดิม"}),
    "revenue words": Foundation(screen="BUD_REVENUE_STATEMENT", head={"ครั้งที่": "9", "ข้อความใหม่": "คำเดิม"}),
    "receipt": Foundation(screen="REC_TAX_ALLOT", head={"จำนวนเงิน": "55.00"}),
    "cash receipt": Foundation(screen="REC_TAX_ALLOT", head={"จำนวนเงิน": "66.00", **_CASH}),
    "slip receipt": Foundation(screen="REC_TAX_ALLOT", head={"จำนวนเงิน": "67.00", **_CASH}),
    "slip": Foundation(
        screen="REC_DEPOSIT_SLIP", head={"ส่วน/กอง": "กองช่าง"}, lines=[{"เลขที่ใบเสร็จ": "@slip receipt"}]
    ),
    "used receipt": Foundation(screen="REC_TAX_ALLOT", head={"จำนวนเงิน": "77.00", **_CASH}),
    "used slip": Foundation(
        screen="REC_DEPOSIT_SLIP", head={"ส่วน/กอง": "กองช่าง"}, lines=[{"เลขที่ใบเสร็จ": "@used receipt"}]
    ),
    "summary": Foundation(screen="REC_DEPOSIT_SUMMARY", lines=[{"เลขที่ใบนำส่ง": "@used slip"}]),
    "used cash": Foundation(screen="REC_TAX_ALLOT", head={"จำนวนเงิน": "77.00", **_CASH}),
    "banked slip": Foundation(screen="REC_DEPOSIT_SLIP", lines=[{"เลขที่ใบเสร็จ": "@used cash"}]),
    "used summary": Foundation(screen="REC_DEPOSIT_SUMMARY", lines=[{"เลขที่ใบนำส่ง": "@banked slip"}]),
    "banked": Foundation(
        screen="REC_BANK_DEPOSIT", head={"ใบสำคัญสรุปใบนำส่ง": "@used summary", "วันที่นำฝาก": "07/02/2567"}
    ),
    "receipt without cash": Foundation(screen="REC_TAX_ALLOT", head={"จำนวนเงิน": "88.00"}),
    "slip without cash": Foundation(
        screen="REC_DEPOSIT_SLIP", lines=[{"เลขที่ใบเสร็จ": "@receipt without cash"}]
    ),
    "summary without cash": Foundation(
        screen="REC_DEPOSIT_SUMMARY", lines=[{"เลขที่ใบนำส่ง": "@slip without cash"}]
    ),
    "late receipt": Foundation(screen="REC_TAX_ALLOT", head={"จำนวนเงิน": "99.00", "วันที่รับเงิน": "06/02/2567"}),
    "late slip": Foundation(
        screen="REC_DEPOSIT_SLIP", head={"วันที่นำส่ง": "06/02/2567"}, lines=[{"เลขที่ใบเสร็จ": "@late receipt"}]
    ),
    "request": Foundation(screen="PUR_REQUEST", lines=_REQUEST, turned=True),
    "open request": Foundation(screen="PUR_REQUEST", head={"เรื่อง": "ยังไม่อนุมัติ"}, lines=_REQUEST),
    "used request": Foundation(screen="PUR_REQUEST", head={"เรื่อง": "ใช้แล้ว"}, lines=_REQUEST, turned=True),
    "contract": Foundation(
        screen="PUR_CONTRACT",
        head={"เลขที่รายงานขอซื้อขอจ้าง": "@used request", "เลขที่สัญญา/ข้อตกลง": "9/2567"},
        turned=True,
    ),
    "third request": Foundation(screen="PUR_REQUEST", head={"เรื่อง": "สาม"}, lines=_REQUEST, turned=True),
    "open contract": Foundation(
        screen="PUR_CONTRACT",
        head={"เลขที่รายงานขอซื้อขอจ้าง": "@third request", "เลขที่สัญญา/ข้อตกลง": "10/2567"},
    ),
    "fourth request": Foundation(screen="PUR_REQUEST", head={"เรื่อง": "สี่"}, lines=_REQUEST, turned=True),
    "whole contract": Foundation(
        screen="PUR_CONTRACT",
        head={"เลขที่รายงานขอซื้อขอจ้าง": "@fourth request", "เลขที่สัญญา/ข้อตกลง": "11/2567"},
        turned=True,
    ),
    "last inspection": Foundation(
        screen="PUR_INSPECTION", head={"เลขที่สัญญาในระบบ": "@whole contract", "จำนวนเงิน": "80000.00"}
    ),
    "inspection": Foundation(screen="PUR_INSPECTION", head={"งวดที่": "2", "เลขที่ใบส่งของ/ใบแจ้งหนี้": "IV2"}),
    "used inspection": Foundation(screen="PUR_INSPECTION", head={"งวดที่": "3", "เลขที่ใบส่งของ/ใบแจ้งหนี้": "IV3"}),
    "contract voucher": Foundation(
        screen="EXP_VOUCHER_CONTRACT", head={"เลขที่ตรวจรับ": "@used inspection", "คำอธิบายรายการ": "เบิกแล้ว"}
    ),
    "egp contract": Foundation(screen="EGP_CONTRACT", head={"เลขที่สัญญา/ข้อตกลง": "12/2567"}),
    "whole egp contract": Foundation(
        screen="EGP_CONTRACT",
        head={"เลขที่สัญญา/ข้อตกลง": "13/2567"},
        lines=[{"งวดที่": "1", "จำนวนเงินงวด": "20000.00", "กำหนดส่งมอบ": "13/03/2567"}],
    ),
    "egp inspection": Foundation(
        screen="EGP_INSPECTION",
        head={"เลขที่สัญญาในระบบ": "@whole egp contract", "เลขที่ใบส่งของ/ใบแจ้งหนี้": "IV4"},
    ),
    "spent egp contract": Foundation(
        screen="EGP_CONTRACT",
        head={"เลขที่สัญญา/ข้อตกลง": "15/2567"},
        lines=[{"งวดที่": "1", "จำนวนเงินงวด": "20000.00", "กำหนดส่งมอบ": "13/03/2567"}],
    ),
    "last egp inspection": Foundation(
        screen="EGP_INSPECTION",
        head={"เลขที่สัญญาในระบบ": "@spent egp contract", "เลขที่ใบส่งของ/ใบแจ้งหนี้": "IV6"},
    ),
    "other egp contract": Foundation(screen="EGP_CONTRACT", head={"เลขที่สัญญา/ข้อตกลง": "14/2567"}),
    "used egp inspection": Foundation(
        screen="EGP_INSPECTION",
        head={"เลขที่สัญญาในระบบ": "@other egp contract", "เลขที่ใบส่งของ/ใบแจ้งหนี้": "IV5"},
    ),
    "egp voucher": Foundation(
        screen="EXP_VOUCHER_EGP", head={"เลขที่ตรวจรับ": "@used egp inspection", "คำอธิบายรายการ": "เบิกแล้ว"}
    ),
    "guarantee": Foundation(screen="REC_GUARANTEE", head={"จำนวนเงิน": "4000.00"}),
    "given guarantee": Foundation(screen="REC_GUARANTEE", head={"จำนวนเงิน": "4500.00"}),
    "given back": Foundation(
        screen="GUARANTEE_RETURN",
        head={"เลขที่ใบเสร็จรับเงินประกัน": "@given guarantee", "จำนวนเงิน": "4500.00"},
    ),
    "loan": Foundation(screen="LOAN_BUDGET", head={"จำนวนเงิน": "5000.00", "วัตถุประสงค์": "อบรม"}, turned=True),
    "loan voucher": Foundation(
        screen="EXP_VOUCHER_LOAN",
        head={"เลขที่สัญญายืม": "@loan", "วันที่จัดทำฎีกา": "06/02/2567", "คำอธิบายรายการ": "ยืมแล้ว"},
    ),
    "free loan": Foundation(screen="LOAN_BUDGET", head={"วัตถุประสงค์": "ดูงาน"}, turned=True),
    "open loan": Foundation(screen="LOAN_BUDGET", head={"วัตถุประสงค์": "ยังไม่อนุมัติ"}),
    "reserve loan": Foundation(screen="LOAN_RESERVE", head={"วัตถุประสงค์": "อบรม"}, turned=True),
    "reserve loan voucher": Foundation(
        screen="EXP_VOUCHER_LOAN",
        head={"เลขที่สัญญายืม": "@reserve loan", "วันที่จัดทำฎีกา": "06/02/2567", "มูลค่าสินค้า/บริการ": "6000.00"},
    ),
    "reserve clearing": Foundation(
        screen="LOAN_CLEARING",
        head={
            "เลขที่สัญญายืม": "@reserve loan",
            "เลขที่ผู้เบิก (ฎีกาเงินยืม)": "@reserve loan voucher",
            "จำนวนเงินตามใบสำคัญ": "6000.00",
            "เงินสดส่งคืน": "",
            "บัญชีธนาคาร": "",
        },
    ),
    "held": Foundation(screen="REC_DEPOSIT", head={"จำนวนเงิน": "6000.00"}),
    "voucher": Foundation(screen="EXP_VOUCHER_BUDGET", head=_CHEAP, turned=True),
    "other voucher": Foundation(
        screen="EXP_VOUCHER_BUDGET", head=_CHEAP | {"มูลค่าสินค้า/บริการ": "200.00"}, turned=True
    ),
    "open voucher": Foundation(screen="EXP_VOUCHER_BUDGET", head=_CHEAP | {"มูลค่าสินค้า/บริการ": "300.00"}),
    "used voucher": Foundation(
        screen="EXP_VOUCHER_BUDGET", head=_CHEAP | {"มูลค่าสินค้า/บริการ": "400.00"}, turned=True
    ),
    "voucher of nothing": Foundation(
        screen="EXP_VOUCHER_BUDGET", head=_CHEAP | {"หักอื่น ๆ": "100.00"}, turned=True
    ),
    "cheque": Foundation(
        screen="EXP_CHEQUE",
        head={"เลขที่เช็ค/ใบถอน": "10000009"},
        lines=[{"เลขที่ผู้เบิก": "@used voucher"}],
        turned=True,
    ),
    "fifth voucher": Foundation(
        screen="EXP_VOUCHER_BUDGET", head=_CHEAP | {"มูลค่าสินค้า/บริการ": "500.00"}, turned=True
    ),
    "open cheque": Foundation(
        screen="EXP_CHEQUE", head={"เลขที่เช็ค/ใบถอน": "10000010"}, lines=[{"เลขที่ผู้เบิก": "@fifth voucher"}]
    ),
    "sixth voucher": Foundation(
        screen="EXP_VOUCHER_BUDGET", head=_CHEAP | {"มูลค่าสินค้า/บริการ": "600.00"}, turned=True
    ),
    "paid cheque": Foundation(
        screen="EXP_CHEQUE",
        head={"เลขที่เช็ค/ใบถอน": "10000011"},
        lines=[{"เลขที่ผู้เบิก": "@sixth voucher"}],
        turned=True,
    ),
    "payment": Foundation(
        screen="EXP_PAYMENT",
        head={"เลขที่รายงานการจัดทำเช็ค": "@paid cheque", "เลขที่ใบเสร็จ/ใบสำคัญรับเงิน": "IV-8"},
    ),
}
