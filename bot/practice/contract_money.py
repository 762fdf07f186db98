"""What the made-up office holds for others: guarantees and fines of contracts, and what it pays on."""

import random
from datetime import timedelta
from decimal import Decimal

from bot.practice import books
from bot.practice.kinds import CENT
from bot.practice.made_up import CASH, Row
from bot.practice.office_days import EVENING, OfficeDays
from bot.practice.rules import ZERO, baht
from bot.practice.store import Document

_GUARANTEED = Decimal(100_000)


class ContractMoney:
    """Keys what goes along with a contract."""

    def __init__(self, office: OfficeDays, dice: random.Random) -> None:
        """Key into this office's books."""
        self._office, self._dice = office, dice

    def along_with(self, contract: Document, amount: Decimal) -> None:
        """Promise a guarantee and its return, an amendment or a fine, if the contract is big enough."""
        if amount < _GUARANTEED or self._office.room() <= 2 * EVENING:
            return
        kind = self._dice.choice(("REC_GUARANTEE", "REC_RETENTION", "PUR_AMENDMENT", "REC_CONTRACT_FINE"))
        if kind == "PUR_AMENDMENT":
            self._office.later(2, lambda: self._amend(contract), chain=1)
        elif kind == "REC_CONTRACT_FINE":
            self._office.later(3, lambda: self._fine(contract), chain=1 + EVENING)
        else:
            self._office.later(1, lambda: self._guarantee(kind, contract, amount), chain=2 + EVENING)

    def held_paid_on(self) -> Document | None:
        """Pay on part of the tax that was withheld."""
        catalogue = self._office.site.catalogue
        kind, payee = catalogue.held[0], catalogue.payees[0]
        balance = books.balances(self._office.site.store, books.Range(account=kind.account))
        amount = (baht(-balance.get(kind.account, 0)) / 3).quantize(CENT)
        if amount <= ZERO:
            return None
        return self._office.key_in(
            "EXP_VOUCHER_DEPOSIT",
            {
                "วันที่จัดทำฎีกา": self._office.today,
                "ส่วน/กอง ผู้เบิก": catalogue.sections[2].caption,
                "ประเภทเงินรับฝาก": kind.caption,
                "ผู้รับเงิน": payee.name,
                "เลขประจำตัวผู้เสียภาษี": payee.tax_id,
                "มูลค่าสินค้า/บริการ": amount,
                "คำอธิบายรายการ": "นำส่งภาษีหัก ณ ที่จ่าย",
            },
        )

    def _receipt(self, contract: Document) -> Row:
        return {
            "วันที่รับเงิน": self._office.today,
            "ผู้ชำระเงิน": contract.party,
            "เลขที่สัญญาในระบบ": contract.number,
            "ประเภทการรับเงิน": CASH,
            "จำนวนใบเสร็จรับเงิน": 1,
        }

    def _guarantee(self, screen: str, contract: Document, amount: Decimal) -> None:
        money = (amount / 20).quantize(CENT)
        receipt = self._office.key_in(
            screen, self._receipt(contract) | {"ชนิดหลักประกัน": "เงินสด", "จำนวนเงิน": money}
        )
        if receipt:
            self._office.later(self._dice.randint(20, 60), lambda: self._give_up(receipt, money), chain=1)

    def _give_up(self, receipt: Document, money: Decimal) -> None:
        seized = self._dice.random() < 0.2  # noqa: PLR2004 - one in five
        row: Row = {"เลขที่ใบเสร็จรับเงินประกัน": receipt.number, "จำนวนเงิน": money}
        if seized:
            more: Row = {"วันที่ริบเงินประกัน": self._office.today, "เหตุผล": "ผู้รับจ้างทิ้งงาน"}
            self._office.key_in("GUARANTEE_SEIZURE", row | more)
            return
        more = {
            "วันที่คืนเงินประกัน": self._office.today,
            "เหตุผล": "พ้นกำหนดระยะเวลารับประกัน",
            "บัญชีธนาคาร": self._office.site.catalogue.banks[1].caption,
            "เลขที่เช็ค/ใบถอน": f"{self._dice.randint(5_000_000, 5_999_999):08d}",
        }
        self._office.key_in("GUARANTEE_RETURN", row | more)

    def _amend(self, contract: Document) -> None:
        self._office.key_in(
            "PUR_AMENDMENT",
            {
                "วันที่บันทึกต่อท้าย": self._office.today,
                "เลขที่สัญญาในระบบ": contract.number,
                "ขยายสัญญา": "มี",
                "วันสิ้นสุดสัญญาใหม่": self._office.today + timedelta(days=150),
                "เหตุผล": "เหตุสุดวิสัย ขยายระยะเวลาโดยไม่คิดค่าปรับ",
            },
        )

    def _fine(self, contract: Document) -> None:
        own: Row = {"จำนวนวันที่ปรับ": self._dice.randint(1, 9), "ค่าปรับต่อวัน": Decimal("150.50")}
        self._office.key_in("REC_CONTRACT_FINE", self._receipt(contract) | own)
