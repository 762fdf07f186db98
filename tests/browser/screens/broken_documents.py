"""For every screen the documents that break its rules, and what the site must say to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sound_documents import FUEL, ROAD, SOUND, Cells

EARLY = "02/10/2566"
"""Before any document that another one may name."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """Changes to the sound document, by caption, and the beginnings of what the site says to it.

    `lines`: instead of the sound ones. `bare`: on a site without any foundation. `not_offered`: the caption
    whose look-up does not offer the value, so that the bot gives up before the commit; what the site would
    have said, had the number got to it, is `says` all the same.
    """

    head: Cells = field(default_factory=dict)
    lines: Sequence[Cells] | None = None
    says: tuple[str, ...]
    bare: bool = False
    not_offered: str = ""


_UNKNOWN_PAYEE = "ผู้รับเงินไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้รับเงิน"
_NO_BANK = "กรุณาระบุบัญชีธนาคาร"
_BANK_WITH_CASH = "รับเป็นเงินสดต้องไม่ระบุบัญชีธนาคาร"
_OVER_BUDGET = "จำนวนเงินเกินงบประมาณคงเหลือ (คงเหลือ "
_NEGATIVE = "จำนวนเงินที่รับสุทธิต้องไม่น้อยกว่า 0"
NOT_BEFORE = "วันที่ของเอกสารนี้ต้องไม่ก่อนวันที่ของ"
_MUCH = "999999999.00"


def _unknown(caption: str, *also: str) -> Broken:
    """Name a party that the look-up does not have."""
    return Broken(head={caption: "ไม่มีใครชื่อนี้"}, says=(_UNKNOWN_PAYEE, *also), not_offered=caption)


def _naming(caption: str, target: str, says: str) -> Broken:
    """Name a document that the look-up does not offer."""
    return Broken(head={caption: target}, says=(says,), not_offered=caption)


def _receipt(*says: str, head: Cells | None = None) -> list[Broken]:
    """Break what all receipts have in common, and with it the receipt's own rule."""
    return [
        Broken(head={"ประเภทการรับเงิน": "เงินสด", **(head or {})}, says=(_BANK_WITH_CASH, *says)),
        Broken(head={"ประเภทการรับเงิน": "เช็ค", "บัญชีธนาคาร": "", **(head or {})}, says=(_NO_BANK, *says)),
    ]


_OTHER_ITEM = {
    "ประเภทการโอน": "โอนเพิ่ม",
    **FUEL,
    "รายการใหม่": "ใหม่",
    "จำนวนเงิน": "10.00",
}
_NO_HEADS = "จำนวนตัวต้องมากกว่า 0"
_ENDS = "วันสิ้นสุดสัญญาต้องไม่ก่อนวันเริ่มสัญญา"
_ADVANCE = "จำนวนเงินล่วงหน้าต้องระบุเมื่อเลือก มี เท่านั้น"
_ONE_BORROWER = "กรุณาระบุผู้ยืมจากบุคลากร หรือชื่อบุคคลภายนอก อย่างใดอย่างหนึ่ง"
_LOAN = [
    Broken(
        head={"ผู้ยืม (บุคคลภายนอก)": "นายนอก", "ครบกำหนดวันที่": "04/02/2567", "จำนวนเงิน": _MUCH},
        says=(_ONE_BORROWER, "ครบกำหนดวันที่ต้องไม่ก่อนวันที่สัญญายืม"),
    ),
    Broken(head={"ผู้ยืม (บุคลากร)": ""}, says=(_ONE_BORROWER,)),
]
_INSPECTED_DAYS = "วันที่ตรวจรับต้องไม่ก่อนวันที่ส่งมอบ"
_OVER_CONTRACT = "จำนวนเงินที่ตรวจรับเกินมูลค่าสัญญาคงเหลือ (คงเหลือ "


def _inspections(whole: str, twice: Cells, *others: Broken) -> list[Broken]:
    """Break what both kinds of inspection have in common; `twice` names an instalment that was inspected."""
    named = "เลขที่สัญญาในระบบ"
    return [
        Broken(
            head={"วันที่ส่งมอบ": "21/04/2567", "จำนวนเงิน": _MUCH, **twice},
            says=(_INSPECTED_DAYS, _OVER_CONTRACT, f"งวดที่ {twice['งวดที่']} ตรวจรับแล้วในเอกสารเลขที่ "),
        ),
        _naming(named, whole, f"{named} {whole} ไม่มียอดคงเหลือ"),
        _naming(named, "สญ-9999/67", f"ไม่พบ{named} สญ-9999/67"),
        *others,
    ]


def _voucher(*says: str, head: Cells | None = None) -> Broken:
    """Deduct more than there is, and break the branch's own rule with it."""
    return Broken(head={"ค่าปรับ": _MUCH, **(head or {})}, says=(_NEGATIVE, *says))


def _from_inspection(used: str) -> list[Broken]:
    named = "เลขที่ตรวจรับ"
    return [
        _voucher("จำนวนเงินที่ขอเบิกไม่เท่ากับจำนวนเงินที่ตรวจรับ (", head={"ภาษีมูลค่าเพิ่ม": ""}),
        _naming(named, used, f"{named} {used} ถูกใช้แล้วในเอกสารเลขที่ "),
        _naming(named, "ตร-9999/67", f"ไม่พบ{named} ตร-9999/67"),
    ]


def _given_up() -> list[Broken]:
    held = "เลขที่ใบเสร็จรับเงินประกัน"
    return [
        Broken(head={"จำนวนเงิน": _MUCH}, says=("จำนวนเงินเกินเงินประกันคงเหลือ (คงเหลือ ",)),
        _naming(held, "@given guarantee", f"{held} @given guarantee ไม่มียอดคงเหลือ"),
        _naming(held, "RCPT-99999/67", f"ไม่พบ{held} RCPT-99999/67"),
    ]


def _of_contract(*says: str, head: Cells | None = None) -> list[Broken]:
    """Break a receipt about a contract."""
    unknown = _naming("เลขที่สัญญาในระบบ", "สญ-9999/67", "ไม่พบเลขที่สัญญาในระบบ สญ-9999/67")
    return [*_receipt(*says, head=head), unknown]


_LINE = "(รายการที่ 1)"
_CHEQUE_OF = "เลขที่ผู้เบิก"
BROKEN: Mapping[str, Sequence[Broken]] = {
    "budget_revenue_first": [
        Broken(head={"ปีงบประมาณ": "2567"}, says=("งบประมาณปี 2567 อนุมัติแล้ว ให้จัดทำฉบับเพิ่มเติม",))
    ],
    "budget_expense_first": [
        Broken(
            head={"ปีงบประมาณ": "2567"},
            says=("งบประมาณปี 2567 อนุมัติแล้ว ให้จัดทำฉบับเพิ่มเติม", "ต้องจัดทำประมาณการรายรับก่อนประมาณการรายจ่าย"),
        ),
        Broken(
            head={"จำนวนเงิน": "90000.01"},
            says=("ประมาณการรายจ่ายเกินประมาณการรายรับ (90,000.01 / 90,000.00)",),
        ),
    ],
    "budget_expense_add": [
        Broken(bare=True, says=("ต้องจัดทำประมาณการรายรับก่อนประมาณการรายจ่าย",)),
        Broken(
            head={"จำนวนเงิน": "90000.01"},
            says=("ประมาณการรายจ่ายเกินประมาณการรายรับ (90,000.01 / 90,000.00)",),
        ),
    ],
    "BUD_TRANSFER": [
        Broken(
            head={"ผู้มีอำนาจอนุมัติ": "ผู้บริหารท้องถิ่น"},
            lines=[{"ประเภทการโอน": "โอนลด", **ROAD, "จำนวนเงิน": _MUCH}, _OTHER_ITEM],
            says=(
                "จำนวนเงินโอนลดเกินงบประมาณคงเหลือ (คงเหลือ ",
                "โอนตั้งจ่ายรายการใหม่ให้ระบุรายการใหม่ การโอนอื่นให้เลือกรายการ (รายการที่ 2)",
                "รวมโอนลดไม่เท่ากับรวมโอนเพิ่ม (999,999,999.00 / 10.00)",
                "การโอนงบลงทุนหรือตั้งจ่ายรายการใหม่ต้องได้รับอนุมัติจากสภาท้องถิ่น",
            ),
        )
    ],
    "BUD_EXPENSE_STATEMENT": [Broken(head={"ข้อความใหม่": "คำเดิม"}, says=("ข้อความใหม่ต้องไม่เหมือนข้อความเดิม",))],
    "BUD_REVENUE_STATEMENT": [Broken(head={"ข้อความใหม่": "คำเดิม"}, says=("ข้อความใหม่ต้องไม่เหมือนข้อความเดิม",))],
    "REC_TAX_ALLOT": _receipt(),
    "REC_ASSET_RENT_OUTSIDE": _receipt(),
    "REC_TAX": [
        *_receipt("ชำระภาษีเกินยอดค้างชำระ (ค้างชำระ ", head={"ชำระภาษี": _MUCH}),
        Broken(
            head={"รหัสผู้เสียภาษี": "ผท-9999/67"},
            says=("รหัสผู้เสียภาษีไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้เสียภาษี",),
            not_offered="รหัสผู้เสียภาษี",
        ),
    ],
    "REC_TAX_ALLOT_LINK": _receipt("เงินจัดสรรหน้าลิงก์รับโดยโอนเข้าบัญชีธนาคารเท่านั้น"),
    "REC_GRANT_GENERAL": _receipt(),
    "REC_GRANT_SPECIFIC": _receipt(),
    "REC_SLAUGHTER_DUTY": _receipt(_NO_HEADS, head={"จำนวนตัว": "0"}),
    "REC_SLAUGHTERHOUSE": _receipt(_NO_HEADS, head={"จำนวนตัว": "0"}),
    "REC_ANIMAL_STABLE": _receipt(_NO_HEADS, head={"จำนวนตัว": "0"}),
    "REC_CONTRACT_FINE": _of_contract("จำนวนวันที่ปรับต้องมากกว่า 0", head={"จำนวนวันที่ปรับ": "0"}),
    "REC_GUARANTEE": _of_contract(),
    "REC_RETENTION": _of_contract(),
    "REC_DEPOSIT": _receipt(),
    "REC_DEPOSIT_SLIP": [
        Broken(
            lines=[
                {"เลขที่ใบเสร็จ": "@used receipt"},
                {"เลขที่ใบเสร็จ": "RCPT-99999/67"},
                {"เลขที่ใบเสร็จ": "@late receipt"},
                {"เลขที่ใบเสร็จ": "@receipt"},
                {"เลขที่ใบเสร็จ": "@receipt"},
            ],
            says=(
                "เลขที่ใบเสร็จ @used receipt ถูกใช้แล้วในเอกสารเลขที่ @used slip (รายการที่ 1)",
                "ไม่พบเลขที่ใบเสร็จ RCPT-99999/67 (รายการที่ 2)",
                "เลขที่ใบเสร็จ @late receipt เป็นของวันที่ 6/2/2567 ไม่ตรงกับวันที่ของเอกสารนี้ (รายการที่ 3)",
                "เลขที่ใบเสร็จ @receipt ซ้ำ (รายการที่ 5)",
            ),
        )
    ],
    "REC_DEPOSIT_SUMMARY": [
        Broken(
            lines=[
                {"เลขที่ใบนำส่ง": "@used slip"},
                {"เลขที่ใบนำส่ง": "นส-9999/67"},
                {"เลขที่ใบนำส่ง": "@late slip"},
                {"เลขที่ใบนำส่ง": "@slip"},
                {"เลขที่ใบนำส่ง": "@slip"},
            ],
            says=(
                "เลขที่ใบนำส่ง @used slip ถูกใช้แล้วในเอกสารเลขที่ @summary (รายการที่ 1)",
                "ไม่พบเลขที่ใบนำส่ง นส-9999/67 (รายการที่ 2)",
                "เลขที่ใบนำส่ง @late slip เป็นของวันที่ 6/2/2567 ไม่ตรงกับวันที่ของเอกสารนี้ (รายการที่ 3)",
                "เลขที่ใบนำส่ง @slip ซ้ำ (รายการที่ 5)",
            ),
        )
    ],
    "REC_BANK_DEPOSIT": [
        Broken(
            head={"จำนวนเงิน": "76.99"},
            says=("จำนวนเงินที่นำฝากไม่เท่ากับเงินสดตามใบสำคัญสรุป (76.99 / 77.00)",),
        ),
        _naming("ใบสำคัญสรุปใบนำส่ง", "@used summary", "ใบสำคัญสรุปใบนำส่ง @used summary ถูกใช้แล้วในเอกสารเลขที่ "),
        _naming(
            "ใบสำคัญสรุปใบนำส่ง", "@summary without cash", "ใบสำคัญสรุปใบนำส่ง @summary without cash ไม่มียอดคงเหลือ"
        ),
        _naming("ใบสำคัญสรุปใบนำส่ง", "สนส-9999/67", "ไม่พบใบสำคัญสรุปใบนำส่ง สนส-9999/67"),
    ],
    "GUARANTEE_RETURN": _given_up(),
    "GUARANTEE_SEIZURE": _given_up(),
    "PUR_REQUEST": [
        Broken(
            lines=[
                {"รายการพัสดุ": "ถนน", "จำนวน": "0", "หน่วยนับ": "สาย", "ราคาต่อหน่วย": "1.00"},
                {"รายการพัสดุ": "ป้าย", "จำนวน": "2", "หน่วยนับ": "ป้าย", "ราคาต่อหน่วย": _MUCH},
            ],
            says=(f"จำนวนต้องมากกว่า 0 {_LINE}", _OVER_BUDGET),
        )
    ],
    "PUR_CONTRACT": [
        Broken(
            head={"จำนวนเงิน": "90000.01", "วันสิ้นสุดสัญญา": "12/02/2567"},
            says=(
                "มูลค่าสัญญาเกินจำนวนเงินตามรายงานขอซื้อขอจ้าง (90,000.00 บาท)",
                _ENDS,
            ),
        ),
        _unknown("ผู้ขาย/ผู้รับจ้าง"),
        _naming("เลขที่รายงานขอซื้อขอจ้าง", "@open request", "เลขที่รายงานขอซื้อขอจ้าง @open request ยังไม่ได้อนุมัติ"),
        _naming(
            "เลขที่รายงานขอซื้อขอจ้าง",
            "@used request",
            "เลขที่รายงานขอซื้อขอจ้าง @used request ถูกใช้แล้วในเอกสารเลขที่ @contract",
        ),
        _naming("เลขที่รายงานขอซื้อขอจ้าง", "ซจ-9999/67", "ไม่พบเลขที่รายงานขอซื้อขอจ้าง ซจ-9999/67"),
    ],
    "PUR_AMENDMENT": [
        Broken(
            head={"วันสิ้นสุดสัญญาใหม่": "13/04/2567"},
            says=("วันสิ้นสุดสัญญาใหม่ต้องหลังวันสิ้นสุดสัญญาเดิม",),
        ),
        _naming("เลขที่สัญญาในระบบ", "สญ-9999/67", "ไม่พบเลขที่สัญญาในระบบ สญ-9999/67"),
    ],
    "EGP_CONTRACT": [
        Broken(
            head={
                "เลขที่โครงการ (e-GP)": "6702912345",
                "จำนวนเงินล่วงหน้า": "",
                "วันสิ้นสุดสัญญา": "12/02/2567",
            },
            lines=[
                {"งวดที่": "1", "จำนวนเงินงวด": _MUCH, "กำหนดส่งมอบ": "13/03/2567"},
                {"งวดที่": "1", "จำนวนเงินงวด": "1.00", "กำหนดส่งมอบ": "13/05/2567"},
            ],
            says=("งวดที่ 1 ซ้ำ (รายการที่ 2)",),
        ),
        Broken(
            head={
                "เลขที่โครงการ (e-GP)": "6702912345",
                "จำนวนเงินล่วงหน้า": "",
                "วันสิ้นสุดสัญญา": "12/02/2567",
            },
            lines=[{"งวดที่": "1", "จำนวนเงินงวด": _MUCH, "กำหนดส่งมอบ": "13/03/2567"}],
            says=("เลขที่โครงการ (e-GP) ต้องเป็นตัวเลข 11 หลัก", _ENDS, _ADVANCE, _OVER_BUDGET),
        ),
        _unknown("ผู้ขาย/ผู้รับจ้าง"),
    ],
    "PUR_INSPECTION": _inspections(
        "@whole contract",
        {"งวดที่": "2"},
        _naming("เลขที่สัญญาในระบบ", "@open contract", "เลขที่สัญญาในระบบ @open contract ยังไม่ได้อนุมัติ"),
    ),
    "EGP_INSPECTION": [
        *_inspections("@spent egp contract", {"เลขที่สัญญาในระบบ": "@other egp contract", "งวดที่": "1"}),
        Broken(head={"จำนวนเงิน": "19999.00"}, says=("จำนวนเงินไม่ตรงกับงวดที่ 1 ตามสัญญา (20,000.00 บาท)",)),
        Broken(head={"งวดที่": "3"}, says=("ไม่พบงวดที่ 3 ในสัญญา",)),
    ],
    "LOAN_BUDGET": [_LOAN[0], _LOAN[1], Broken(head={"จำนวนเงิน": _MUCH}, says=(_OVER_BUDGET,))],
    "LOAN_RESERVE": _LOAN,
    "LOAN_CLEARING": [
        Broken(
            head={"เลขที่ผู้เบิก (ฎีกาเงินยืม)": "@reserve loan voucher", "จำนวนเงินตามใบสำคัญ": _MUCH},
            says=("ฎีกาเงินยืมนี้ไม่ใช่ของสัญญายืมที่เลือก", "จำนวนเงินส่งใช้เกินเงินยืมคงค้าง (คงค้าง 5,000.00 บาท)"),
        ),
        Broken(
            head={"จำนวนเงินตามใบสำคัญ": "", "เงินสดส่งคืน": ""},
            says=("กรุณาระบุจำนวนเงินตามใบสำคัญหรือเงินสดส่งคืน",),
        ),
        _naming("เลขที่สัญญายืม", "@reserve loan", "เลขที่สัญญายืม @reserve loan ไม่มียอดคงเหลือ"),
        _naming("เลขที่สัญญายืม", "บย-9999/67", "ไม่พบเลขที่สัญญายืม บย-9999/67"),
        _naming("เลขที่ผู้เบิก (ฎีกาเงินยืม)", "สป-9999/67", "ไม่พบเลขที่ผู้เบิก (ฎีกาเงินยืม) สป-9999/67"),
    ],
    "EXP_VOUCHER_BUDGET": [
        _voucher(_OVER_BUDGET, head={"มูลค่าสินค้า/บริการ": "5000000.00"}),
        _unknown("ผู้รับเงิน"),
    ],
    "EXP_VOUCHER_CONTRACT": _from_inspection("@used inspection"),
    "EXP_VOUCHER_EGP": _from_inspection("@used egp inspection"),
    "EXP_VOUCHER_PERSONNEL": [_voucher(_OVER_BUDGET, head={"มูลค่าสินค้า/บริการ": "5000000.00"})],
    "EXP_VOUCHER_PENSION": [
        _voucher(_OVER_BUDGET, head={"มูลค่าสินค้า/บริการ": "5000000.00"}),
        _unknown("ผู้รับเงิน"),
    ],
    "EXP_VOUCHER_DEPOSIT": [
        _voucher("จำนวนเงินเกินยอดเงินรับฝากคงเหลือ (คงเหลือ ", head={"มูลค่าสินค้า/บริการ": "60000.00"}),
        _unknown("ผู้รับเงิน"),
    ],
    "EXP_VOUCHER_RESERVE": [_voucher(), _unknown("ผู้รับเงิน")],
    "EXP_VOUCHER_LOAN": [
        _voucher(
            "จำนวนเงินที่ขอเบิกไม่เท่ากับจำนวนเงินตามสัญญายืม (4,999.00 / 5,000.00)",
            "ฎีกาเงินยืมต้องไม่มีรายการหัก",
            head={"มูลค่าสินค้า/บริการ": "4999.00"},
        ),
        _naming("เลขที่สัญญายืม", "@open loan", "เลขที่สัญญายืม @open loan ยังไม่ได้อนุมัติ"),
        _naming("เลขที่สัญญายืม", "@loan", "เลขที่สัญญายืม @loan ถูกใช้แล้วในเอกสารเลขที่ @loan voucher"),
        _naming("เลขที่สัญญายืม", "บย-9999/67", "ไม่พบเลขที่สัญญายืม บย-9999/67"),
    ],
    "EXP_VOUCHER_ACCRUED": [
        _voucher("จำนวนเงินเกินยอดค้างจ่ายคงเหลือ (คงเหลือ ", head={"มูลค่าสินค้า/บริการ": "5000000.00"}),
        _unknown("ผู้รับเงิน"),
    ],
    "EXP_VOUCHER_BEFORE_SYSTEM": [
        _voucher("จำนวนเงินเกินยอดค้างจ่ายคงเหลือ (คงเหลือ ", head={"มูลค่าสินค้า/บริการ": "5000000.00"}),
        _unknown("ผู้รับเงิน"),
    ],
    "EXP_CHEQUE": [
        Broken(
            head={
                "เลขที่เช็ค/ใบถอน": "10000009",
                "ผู้ลงนาม 2": SOUND["EXP_CHEQUE"].head["ผู้ลงนาม 1"],
                "ลงวันที่": "24/04/2567",
            },
            lines=[{_CHEQUE_OF: "@voucher of nothing"}],
            says=(
                "เลขที่เช็ค/ใบถอน 10000009 ถูกใช้แล้วในเอกสารเลขที่ @cheque",
                "ผู้ลงนามทั้งสองต้องไม่ใช่คนเดียวกัน",
                "ลงวันที่ในเช็คต้องไม่ก่อนวันที่จัดทำรายงาน",
                "จำนวนเงินรวมต้องมากกว่า 0",
            ),
        ),
        Broken(
            head={"วันที่จัดทำรายงาน": EARLY},
            lines=[
                {_CHEQUE_OF: "@open voucher"},
                {_CHEQUE_OF: "@used voucher"},
                {_CHEQUE_OF: "สป-9999/67"},
                {_CHEQUE_OF: "@voucher"},
                {_CHEQUE_OF: "@voucher"},
            ],
            says=(
                f"{_CHEQUE_OF} @open voucher ยังไม่ได้อนุมัติ (รายการที่ 1)",
                f"{_CHEQUE_OF} @used voucher ถูกใช้แล้วในเอกสารเลขที่ @cheque (รายการที่ 2)",
                f"ไม่พบ{_CHEQUE_OF} สป-9999/67 (รายการที่ 3)",
                f"{NOT_BEFORE}{_CHEQUE_OF} @voucher (22/4/2567) (รายการที่ 4)",
                f"{_CHEQUE_OF} @voucher ซ้ำ (รายการที่ 5)",
            ),
        ),
    ],
    "EXP_PAYMENT": [
        _naming("เลขที่รายงานการจัดทำเช็ค", "@open cheque", "เลขที่รายงานการจัดทำเช็ค @open cheque ยังไม่ได้อนุมัติ"),
        _naming(
            "เลขที่รายงานการจัดทำเช็ค",
            "@paid cheque",
            "เลขที่รายงานการจัดทำเช็ค @paid cheque ถูกใช้แล้วในเอกสารเลขที่ @payment",
        ),
        _naming("เลขที่รายงานการจัดทำเช็ค", "รช-9999/67", "ไม่พบเลขที่รายงานการจัดทำเช็ค รช-9999/67"),
    ],
    "ACC_GENERAL_JOURNAL": [
        Broken(
            lines=[
                {"รหัสบัญชี": "999", "เดบิต": "1.00", "เครดิต": ""},
                {"รหัสบัญชี": "021", "เดบิต": "1.00", "เครดิต": "3.00"},
            ],
            says=(
                "ไม่พบรหัสบัญชี 999 (รายการที่ 1)",
                "กรุณาระบุเดบิตหรือเครดิตเพียงด้านเดียว (รายการที่ 2)",
                "รวมเดบิตไม่เท่ากับรวมเครดิต (2.00 / 3.00)",
            ),
        )
    ],
}
