"""How the made-up office pays: amounts, payees, budget lines, and from an approved voucher to the payee."""

import random
from decimal import Decimal

from bot.practice.budget import KEY_JOIN, LEVELS
from bot.practice.catalogue import BudgetLine, Catalogue, Payee
from bot.practice.kinds import CENT
from bot.practice.made_up import Row
from bot.practice.office_days import OfficeDays
from bot.practice.papers.voucher_form import NET
from bot.practice.store import Document

_VAT = Decimal(107)


class Payments:
    """Draws what a payment needs, and keys cheque and payment of a voucher on their days."""

    def __init__(self, office: OfficeDays, dice: random.Random) -> None:
        """Key into this office's books."""
        self.office, self.dice = office, dice
        self._cheque = 4_100_000

    def then_pay(self, voucher: Document | None) -> None:
        """Approve the voucher; its cheque and its payment follow."""
        if voucher and Decimal(voucher.fields[NET]):
            self.office.approve(voucher)
            self.office.later(1, lambda: self._draw(voucher), chain=2)

    def _draw(self, voucher: Document) -> None:
        self._cheque += 1
        staff, today = [person.caption for person in self.catalogue.staff], self.office.today
        cheque = self.office.key_in(
            "EXP_CHEQUE",
            {
                "วันที่จัดทำรายงาน": today,
                "ประเภท": "เช็ค",
                "บัญชีธนาคาร": self.catalogue.banks[1].caption,
                "เลขที่เช็ค/ใบถอน": f"{self._cheque:08d}",
                "ลงวันที่": today,
                "สั่งจ่าย": voucher.party,
                "ผู้ลงนาม 1": staff[4],
                "ผู้ลงนาม 2": staff[5],
            },
            [{"เลขที่ผู้เบิก": voucher.number}],
        )
        if cheque:
            self.office.approve(cheque)
            self.office.later(self.dice.randint(1, 4), lambda: self._hand_over(cheque), chain=1)

    def _hand_over(self, cheque: Document) -> None:
        self.office.key_in(
            "EXP_PAYMENT",
            {
                "วันที่จ่าย": self.office.today,
                "เลขที่รายงานการจัดทำเช็ค": cheque.number,
                "ผู้รับเงิน": cheque.party,
                "ผู้จ่ายเงิน": self.catalogue.staff[0].caption,
            },
        )

    @property
    def catalogue(self) -> Catalogue:
        """The office's lists."""
        return self.office.site.catalogue

    def head(self, line: BudgetLine | None) -> Row:
        """Give the first fields of a voucher, of the section that owns the line."""
        section = self.section(line) if line else self.catalogue.sections[1].caption
        row: Row = {"วันที่จัดทำฎีกา": self.office.today, "ส่วน/กอง ผู้เบิก": section}
        return row | {"แหล่งเงิน": self.catalogue.sources[0].caption}

    def section(self, line: BudgetLine) -> str:
        """Give the section that owns a budget line."""
        return next((s.caption for s in self.catalogue.sections if s.code == line.section), "สำนักปลัด")

    def line(self, *categories: str) -> tuple[BudgetLine, Row] | None:
        """Draw a budget line of these categories that still has money."""
        budget = self.office.site.world.budget
        fitting = []
        for key, line in budget.given().items():
            levels: Row = dict(zip(LEVELS, key.split(KEY_JOIN), strict=True))
            if levels["หมวดรายจ่าย"] in categories and budget.free(key) > Decimal(2_000):
                fitting.append((line, levels))
        return self.dice.choice(fitting) if fitting else None

    def part(self, levels: Row, share: Decimal) -> Decimal:
        """Give a part of what is free, so that what else is keyed that day cannot exhaust the line."""
        key = KEY_JOIN.join(str(levels[level]) for level in LEVELS)
        return (self.office.site.world.budget.free(key) * share).quantize(CENT)

    def any(self, least: int, most: int) -> Decimal:
        """Draw an amount of whole baht."""
        return Decimal(self.dice.randint(least, most))

    def payee(self, caption: str = "ผู้รับเงิน") -> Row:
        """Draw a firm that is paid."""
        firms: list[Payee] = [
            p for p in self.catalogue.payees if p.name.startswith(("บริษัท", "ห้างหุ้นส่วน", "ร้าน"))
        ]
        payee = self.dice.choice(firms)
        return {caption: payee.name, "เลขประจำตัวผู้เสียภาษี": payee.tax_id}

    def amounts(self, gross: Decimal, *, company: bool) -> Row:
        """Give the amounts of a voucher; a firm adds VAT and has tax withheld."""
        if not company:
            return {"มูลค่าสินค้า/บริการ": gross}
        value = (gross * 100 / _VAT).quantize(CENT)
        withheld = (value / 100).quantize(CENT)
        return {"มูลค่าสินค้า/บริการ": value, "ภาษีมูลค่าเพิ่ม": gross - value, "ภาษีหัก ณ ที่จ่าย": withheld}
