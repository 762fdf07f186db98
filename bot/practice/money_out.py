"""What the made-up office buys, lends and pays, each in its chain of documents over several days."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from bot.practice.catalogue import BudgetLine
from bot.practice.contract_money import ContractMoney
from bot.practice.kinds import CENT
from bot.practice.made_up import Maker, Row
from bot.practice.office_days import OfficeDays
from bot.practice.payments import Payments
from bot.practice.phrases import month_of
from bot.practice.rules import ZERO
from bot.practice.store import Document

BOUGHT = ("ค่าวัสดุ", "ค่าครุภัณฑ์", "ค่าที่ดินและสิ่งก่อสร้าง")
_SHARE = Decimal("0.05")
_BIG = Decimal("0.55")


class MoneyOut(Payments):
    """Keys the first document of a chain; the others follow on their days."""

    def __init__(self, office: OfficeDays, maker: Maker, dice: random.Random) -> None:
        """Key into this office's books."""
        super().__init__(office, dice)
        self._maker = maker
        self._beside = ContractMoney(office, dice)

    def chains(self) -> tuple[tuple[int, int, Callable[[], None]], ...]:
        """Give how often each chain begins, how many documents it makes, and what begins it."""
        return (
            (14, 3, self.budget_voucher),
            (4, 3, self.people),
            (1, 3, self.reserve),
            (1, 3, self.carried),
            (1, 3, lambda: self.then_pay(self._beside.held_paid_on())),
            (4, 6, self.purchase),
            (1, 6, self.egp),
            (2, 5, self.loan),
            (1, 5, self.reserve_loan),
        )

    def budget_voucher(self) -> None:
        """Pay from the budget without procurement."""
        voucher = self.office.key_in("EXP_VOUCHER_BUDGET", self._maker.voucher())
        self.then_pay(voucher)

    def people(self) -> None:
        """Pay salaries or pensions."""
        pension = self.dice.random() < 0.2  # noqa: PLR2004 - one in five
        categories = ("บำเหน็จ/บำนาญ",) if pension else ("เงินเดือน (ฝ่ายประจำ)", "ค่าตอบแทน")
        if not (found := self.line(*categories)):
            return
        line, levels = found
        month = month_of(self.office.today)
        row: Row = {**self.head(line), **levels, "ประจำเดือน": month}
        row |= (
            self.payee() if pension else {"ผู้รับเงิน": "ตามบัญชีรายชื่อผู้มีสิทธิ", "จำนวนราย": self.dice.randint(2, 20)}
        )
        gross = self.part(levels, _SHARE)
        row |= self.amounts(gross, company=False) | {"คำอธิบายรายการ": f"{line.item} ประจำเดือน{month}"}
        if not pension:
            row["ค่าใช้จ่ายอื่น/กยศ."] = min(Decimal(900), (gross / 20).quantize(CENT))
        screen = "EXP_VOUCHER_PENSION" if pension else "EXP_VOUCHER_PERSONNEL"
        self.then_pay(self.office.key_in(screen, row))

    def reserve(self) -> None:
        """Pay from reserves with the council's consent."""
        row: Row = {
            **self.head(None),
            "มติสภา สมัย/ครั้งที่": f"สมัยสามัญที่ {self.dice.randint(1, 3)}/2567",
            "วันที่สภาอนุมัติ": self.office.today - timedelta(days=self.dice.randint(5, 40)),
            "โครงการ/รายการ": f"ซ่อมแซมถนน หมู่ที่ {self.dice.randint(1, 8)}",
            **self.payee(),
            **self.amounts(self.any(20_000, 300_000), company=True),
            "คำอธิบายรายการ": "จ่ายขาดเงินสะสม",
        }
        self.then_pay(self.office.key_in("EXP_VOUCHER_RESERVE", row))

    def carried(self) -> None:
        """Pay part of what an older year left."""
        item = self.dice.choice(self.catalogue.carried)
        screen = "EXP_VOUCHER_ACCRUED" if item.kept_in_system else "EXP_VOUCHER_BEFORE_SYSTEM"
        row: Row = {
            **self.head(None),
            "รายการค้างจ่าย": item.caption,
            **self.payee(),
            **self.amounts((item.amount / 8).quantize(CENT), company=True),
            "คำอธิบายรายการ": item.caption,
        }
        self.then_pay(self.office.key_in(screen, row))

    def purchase(self) -> None:
        """Ask to buy or hire; contract, inspection, voucher, cheque and payment follow."""
        if not (found := self.line(*BOUGHT)):
            return
        line, levels = found
        staff = [person.caption for person in self.catalogue.staff]
        unit = self.part(levels, _BIG if line.amount > Decimal(300_000) else _SHARE * 3)
        request = self.office.key_in(
            "PUR_REQUEST",
            {
                "วันที่รายงาน": self.office.today,
                "ส่วน/กอง": self.section(line),
                "แหล่งเงิน": self.catalogue.sources[0].caption,
                **levels,
                "ประเภทการจัดหา": "จ้าง" if "สิ่งก่อสร้าง" in str(levels["หมวดรายจ่าย"]) else "ซื้อ",
                "วิธีจัดหา": "เฉพาะเจาะจง",
                "เรื่อง": f"จัดหา{line.item}"[:200],
                "ราคากลาง": unit,
                "กำหนดส่งมอบภายใน (วัน)": self.dice.choice((7, 15, 30, 45)),
                "ผู้ขอ": self.dice.choice(staff[8:]),
                "เจ้าหน้าที่พัสดุ": staff[6],
                "หัวหน้าเจ้าหน้าที่": staff[0],
                "กรรมการตรวจรับ": self.dice.choice(staff[8:]),
            },
            [{"รายการพัสดุ": line.item[:200], "จำนวน": 1, "หน่วยนับ": "ชุด", "ราคาต่อหน่วย": unit}],
        )
        if request:
            self.office.approve(request)
            self.office.later(self.dice.randint(3, 9), lambda: self._contract(request, line), chain=5)

    def egp(self) -> None:
        """Take a contract over from e-GP; two instalments at most are delivered in the period."""
        if not (found := self.line("ค่าที่ดินและสิ่งก่อสร้าง", "ค่าครุภัณฑ์")):
            return
        line, levels = found
        amount, today = self.part(levels, _BIG), self.office.today
        first = (amount / 2).quantize(CENT)
        contract = self.office.key_in(
            "EGP_CONTRACT",
            {
                "วันที่ลงนาม": today,
                "ส่วน/กอง": self.section(line),
                "แหล่งเงิน": self.catalogue.sources[0].caption,
                **levels,
                "เลขที่โครงการ (e-GP)": f"670{self.dice.randint(10_000_000, 99_999_999)}",
                "เลขคุมสัญญา": f"6702{self.dice.randint(10_000_000, 99_999_999)}",
                "เลขที่สัญญา/ข้อตกลง": f"E{self.dice.randint(1, 999)}/2567",
                "วิธีจัดหา": "ประกวดราคาอิเล็กทรอนิกส์ (e-bidding)",
                "เรื่อง": line.item[:200],
                **self.payee("ผู้ขาย/ผู้รับจ้าง"),
                "วันเริ่มสัญญา": today,
                "วันสิ้นสุดสัญญา": today + timedelta(days=60),
                "อัตราค่าปรับต่อวัน (ร้อยละ)": Decimal("0.10"),
                "เงินล่วงหน้า": "ไม่มี",
            },
            [
                {"งวดที่": 1, "จำนวนเงินงวด": first, "กำหนดส่งมอบ": today + timedelta(days=30)},
                {"งวดที่": 2, "จำนวนเงินงวด": amount - first, "กำหนดส่งมอบ": today + timedelta(days=60)},
            ],
        )
        if contract:
            self.office.later(
                self.dice.randint(20, 40), lambda: self._inspect(contract, line, first, "EGP"), chain=4
            )

    def loan(self) -> None:
        """Lend to one of the staff; voucher, cheque, payment and clearing follow."""
        if not (found := self.line("ค่าใช้สอย")):
            return
        line, levels = found
        loan = self.office.key_in(
            "LOAN_BUDGET",
            {
                "วันที่สัญญายืม": self.office.today,
                "ผู้ยืม (บุคลากร)": self.dice.choice(self.catalogue.staff).caption,
                "วัตถุประสงค์": f"ค่าใช้จ่ายตาม{line.item}"[:200],
                "ส่วน/กอง": self.section(line),
                **levels,
                "จำนวนเงิน": self.part(levels, _SHARE),
                "ครบกำหนดวันที่": self.office.today + timedelta(days=30),
            },
        )
        if loan:
            self.office.approve(loan)
            self.office.later(1, lambda: self._lend(loan, line), chain=4)

    def reserve_loan(self) -> None:
        """Lend from reserves to someone outside."""
        loan = self.office.key_in(
            "LOAN_RESERVE",
            {
                "วันที่สัญญายืม": self.office.today,
                "ผู้ยืม (บุคคลภายนอก)": self.dice.choice(self.catalogue.payees).name,
                "วัตถุประสงค์": "ทดรองจ่ายเงินบำนาญ",
                "มติสภา สมัย/ครั้งที่": "สมัยสามัญที่ 1/2567",
                "วันที่สภาอนุมัติ": self.office.today - timedelta(days=10),
                "จำนวนเงิน": self.any(5_000, 60_000),
                "ครบกำหนดวันที่": self.office.today + timedelta(days=60),
            },
        )
        if loan:
            self.office.approve(loan)
            self.office.later(1, lambda: self._lend(loan, None), chain=4)

    def _contract(self, request: Document, line: BudgetLine) -> None:
        amount, today = Decimal(request.fields["จำนวนเงิน"]), self.office.today
        contract = self.office.key_in(
            "PUR_CONTRACT",
            {
                "วันที่ลงนาม": today,
                "ประเภท": "สัญญา" if amount > Decimal(100_000) else "ข้อตกลง (ใบสั่งซื้อ/ใบสั่งจ้าง)",
                "เลขที่รายงานขอซื้อขอจ้าง": request.number,
                "เลขที่สัญญา/ข้อตกลง": f"{self.dice.randint(1, 999)}/2567",
                **self.payee("ผู้ขาย/ผู้รับจ้าง"),
                "จำนวนเงิน": amount,
                "จำนวนงวด": 1,
                "วันเริ่มสัญญา": today,
                "วันสิ้นสุดสัญญา": today + timedelta(days=int(request.fields["กำหนดส่งมอบภายใน (วัน)"])),
                "อัตราค่าปรับต่อวัน (ร้อยละ)": Decimal("0.20"),
            },
        )
        if contract:
            self.office.approve(contract)
            self._beside.along_with(contract, amount)
            self.office.later(
                self.dice.randint(5, 25), lambda: self._inspect(contract, line, amount, "PUR"), chain=4
            )

    def _inspect(self, contract: Document, line: BudgetLine, amount: Decimal, road: str) -> None:
        inspection = self.office.key_in(
            f"{road}_INSPECTION",
            {
                "วันที่ตรวจรับ": self.office.today,
                "เลขที่สัญญาในระบบ": contract.number,
                "งวดที่": 1,
                "จำนวนเงิน": amount,
                "วันที่ส่งมอบ": self.office.today,
                "เลขที่ใบส่งของ/ใบแจ้งหนี้": f"IV67-{self.dice.randint(1, 99999):05d}",
                "กรรมการตรวจรับ": self.dice.choice(self.catalogue.staff[8:]).caption,
            },
        )
        if inspection:
            screen = "EXP_VOUCHER_EGP" if road == "EGP" else "EXP_VOUCHER_CONTRACT"
            self.office.later(1, lambda: self._pay_inspected(inspection, line, amount, screen), chain=3)

    def _pay_inspected(self, inspection: Document, line: BudgetLine, amount: Decimal, screen: str) -> None:
        row: Row = {**self.head(line), "เลขที่ตรวจรับ": inspection.number}
        row |= self.amounts(amount, company=True)
        fine = Decimal(inspection.fields["ค่าปรับ"])
        row |= {"ค่าปรับ": min(fine, amount / 2).quantize(CENT), "คำอธิบายรายการ": f"ค่า{line.item} งวดที่ 1"[:200]}
        self.then_pay(self.office.key_in(screen, row))

    def _lend(self, loan: Document, line: BudgetLine | None) -> None:
        amount = Decimal(loan.fields["จำนวนเงิน"])
        row: Row = {**self.head(line), "เลขที่สัญญายืม": loan.number, "มูลค่าสินค้า/บริการ": amount}
        voucher = self.office.key_in("EXP_VOUCHER_LOAN", row | {"คำอธิบายรายการ": "เงินยืมตามสัญญา"})
        self.then_pay(voucher)
        if voucher:
            self.office.later(self.dice.randint(8, 28), lambda: self._clear(loan, voucher, amount), chain=1)

    def _clear(self, loan: Document, voucher: Document, amount: Decimal) -> None:
        back = (amount / 10).quantize(CENT) if self.dice.random() < 0.5 else ZERO  # noqa: PLR2004 - even odds
        row: Row = {
            "วันที่ส่งใช้": self.office.today,
            "เลขที่สัญญายืม": loan.number,
            "เลขที่ผู้เบิก (ฎีกาเงินยืม)": voucher.number,
            "จำนวนเงินตามใบสำคัญ": amount - back,
        }
        if back:
            row |= {"เงินสดส่งคืน": back, "บัญชีธนาคาร": self.catalogue.banks[0].caption}
        self.office.key_in("LOAN_CLEARING", row)
