"""A made-up half-year of the office's documents, valid against the site's starting state.

The same number of entries and the same seed give the same documents. No two documents are alike in everything
but their old number; some differ in a single field.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TypeAlias

from bot.practice.catalogue import BudgetLine, Catalogue, Payee, caption_of, load
from bot.practice.kinds import CENT
from bot.practice.phrases import (
    INCOME_DETAILS,
    JOURNAL_TEXTS,
    LONG_TAILS,
    PAYEES_BY_WORD,
    PEOPLE_WORDS,
    REMARKS,
    TAX_PAYERS,
    month_of,
    thai_digits,
)

FIRST_DAY, LAST_DAY = date(2024, 1, 16), date(2024, 7, 6)
SHARES = {"ภาษีจัดสรร": 20, "รายได้อื่น": 30, "ฎีกา": 35}
CASH, CHEQUE, TRANSFER = "เงินสด", "เช็ค", "โอนเข้าบัญชีธนาคาร"
_HIGHEST_VOUCHER = Decimal(95_000)
_LONG, _TWIN, _WEEKEND, _FINED, _DEDUCTED, _REMARKED = 0.06, 0.05, 0.04, 0.03, 0.3, 0.25
_SATURDAY = 5
_COMPANIES = ("บริษัท", "ห้างหุ้นส่วน", "ร้าน", "อู่")

Value: TypeAlias = str | int | Decimal | date
Row: TypeAlias = dict[str, Value]


@dataclass(kw_only=True, slots=True)
class Books:
    """The documents by sheet, in order of date; a journal voucher is its head and its lines."""

    taxes: list[Row] = field(default_factory=list)
    incomes: list[Row] = field(default_factory=list)
    vouchers: list[Row] = field(default_factory=list)
    journals: list[tuple[Row, list[Row]]] = field(default_factory=list)


def make_books(*, entries: int, seed: int) -> Books:
    """Make this many documents."""
    counts = {sheet: entries * share // 100 for sheet, share in SHARES.items()}
    maker = Maker(load(), random.Random(seed), counts["ฎีกา"])  # noqa: S311 - repeatable, nothing secret
    books = Books(
        taxes=maker.several(counts["ภาษีจัดสรร"], maker.tax, "วันที่รับเงิน"),
        incomes=maker.several(counts["รายได้อื่น"], maker.income, "วันที่รับเงิน"),
        vouchers=maker.several(counts["ฎีกา"], maker.voucher, "วันที่จัดทำฎีกา"),
        journals=maker.journals(entries - sum(counts.values())),
    )
    maker.number(books)
    return books


class Maker:
    """Makes single documents; with `today` all of them are of that day."""

    def __init__(self, catalogue: Catalogue, dice: random.Random, vouchers: int) -> None:
        """Draw from these lists; so many vouchers are expected to share the budget."""
        self.today: date | None = None
        self._catalogue = catalogue
        self._dice = dice
        self._left = {line.value: line.amount for line in catalogue.budget}
        self._per_line = vouchers / len(catalogue.budget) * 1.6 + 1
        self._seen: set[tuple[object, ...]] = set()

    def several(self, count: int, make: Callable[[], Row], day: str) -> list[Row]:
        """Make documents of one kind, some of them near-twins of the one before, ordered by date."""
        rows: list[Row] = []
        while len(rows) < count:
            twin = rows and self._dice.random() < _TWIN
            row = self._twin(rows[-1], day) if twin else make()
            if self._new(tuple(row.items())):
                rows.append(row)
        return sorted(rows, key=lambda row: str(row[day]))

    def journals(self, count: int) -> list[tuple[Row, list[Row]]]:
        """Make journal vouchers of two to nine lines that balance."""
        made: list[tuple[Row, list[Row]]] = []
        while len(made) < count:
            day = self._day()
            text = self._dice.choice(JOURNAL_TEXTS).format(month=month_of(day)) + self._tail()
            lines = self._lines()
            if self._new((day, text, *(tuple(line.items()) for line in lines))):
                made.append(({"วันที่": day, "คำอธิบาย": text}, lines))
        return sorted(made, key=lambda pair: str(pair[0]["วันที่"]))

    def number(self, books: Books) -> None:
        """Give every document the number that it had in the lost system."""
        last = dict(self._catalogue.starting_numbers)
        for row in sorted(books.taxes + books.incomes, key=lambda row: str(row["วันที่รับเงิน"])):
            last["RCPT"] += 1
            row["เลขที่เดิม"] = f"RCPT-{last['RCPT']:05d}/67"
        sections = {section.caption: section for section in self._catalogue.sections}
        for row in books.vouchers:
            section = sections[str(row["ส่วน/กอง ผู้เบิก"])]
            last[section.code] += 1
            row["เลขที่เดิม"] = f"{section.short}-{last[section.code]:04d}/67"
        for head, _ in books.journals:
            last["JV"] += 1
            head["เลขที่เดิม"] = f"JV-{last['JV']:04d}/67"

    def tax(self) -> Row:
        """Make a receipt of allocated tax."""
        kind = self._dice.choice(sorted(TAX_PAYERS))
        day = self._day()
        detail = f"{kind} งวดประจำเดือน{month_of(day)}{self._tail()}"
        return self._receipt(day, TAX_PAYERS[kind], {"ประเภทรายรับ": kind}, detail, (5_000, 480_000), cash=0.0)

    def income(self) -> Row:
        """Make a receipt of the office's own income."""
        category, kind, texts, amounts = self._dice.choice(INCOME_DETAILS)
        day = self._day()
        payer = self._payer()
        detail = self._dice.choice(texts).format(month=month_of(day), number=self._dice.randint(1, 12))
        return self._receipt(
            day,
            payer,
            {"หมวดรายรับ": category, "ประเภทรายรับ": kind},
            detail + self._tail(),
            amounts,
            cash=0.75,
        )

    def voucher(self) -> Row:
        """Make a voucher that its budget line can pay."""
        line = self._payable_line()
        payee = self._payee(line)
        company = payee.name.startswith(_COMPANIES)
        most = min(
            _HIGHEST_VOUCHER, line.amount * Decimal("0.9") / Decimal(self._per_line), self._left[line.value]
        )
        gross = max(Decimal(1), most * Decimal(self._dice.randint(30, 100)) / 100)
        value = self._rounded(gross * 100 / 107 if company else gross)
        vat = _cents(value * 7 / 100) if company else Decimal("0.00")
        self._left[line.value] -= value + vat
        day = self._day()
        return {
            "วันที่จัดทำฎีกา": day,
            **self._levels(line),
            "ผู้รับเงิน": payee.name,
            "เลขประจำตัวผู้เสียภาษี": payee.tax_id,
            **self._invoice(day, company=company),
            "คำอธิบายรายการ": f"{line.item} ประจำเดือน{month_of(day)}{self._tail()}",
            **self._amounts(value, vat, company=company),
            "หมายเหตุ": self._remark(),
        }

    def _receipt(  # noqa: PLR0913 - what the two receiving screens differ in
        self, day: date, payer: str, kind: Row, detail: str, amounts: tuple[int, int], *, cash: float
    ) -> Row:
        way = CASH if self._dice.random() < cash else self._dice.choices((TRANSFER, CHEQUE), (9, 1))[0]
        bank = "" if way == CASH else self._dice.choices(self._catalogue.banks, (6, 1, 2, 1))[0].caption
        return {
            "วันที่รับเงิน": day,
            "ผู้ชำระเงิน": payer,
            **kind,
            "รายละเอียด": detail,
            "จำนวนเงิน": self._rounded(Decimal(self._dice.randint(*amounts))),
            "ประเภทการรับเงิน": way,
            "บัญชีธนาคาร": bank,
            "จำนวนใบเสร็จรับเงิน": self._dice.choices((1, 0, 2, 3), (8, 1, 1, 1))[0],
            "หมายเหตุ": self._remark(),
        }

    def _twin(self, row: Row, day: str) -> Row:
        # Only what cannot make the copy invalid is changed, and a voucher's money is set aside again.
        changes: list[tuple[str, Value]] = [
            (day, self._day()),
            ("หมายเหตุ", f"รายการที่ {self._dice.randint(2, 9)}"),
        ]
        if "จำนวนเงิน" in row:
            changes.append(("จำนวนเงิน", Decimal(str(row["จำนวนเงิน"])) + CENT * self._dice.randint(1, 99)))
            changes.append(("ผู้ชำระเงิน", self._payer()))
            return {**row, **dict([self._dice.choice(changes)])}
        line = next(b for b in self._catalogue.budget if self._levels(b).items() <= row.items())
        gross = Decimal(str(row["จำนวนเงินที่ขอเบิกทั้งสิ้น"]))
        if gross > self._left[line.value]:
            return self.voucher()
        self._left[line.value] -= gross
        if row["เลขที่ใบแจ้งหนี้"]:
            changes.append(("เลขที่ใบแจ้งหนี้", f"INV67-{self._dice.randint(1, 99999):05d}"))
        return {**row, **dict([self._dice.choice(changes)])}

    def _payable_line(self) -> BudgetLine:
        payable = [line for line in self._catalogue.budget if self._left[line.value] > Decimal(2)]
        return self._dice.choice(payable)

    def _levels(self, line: BudgetLine) -> Row:
        catalogue = self._catalogue
        return {
            "ส่วน/กอง ผู้เบิก": next(s.caption for s in catalogue.sections if s.code == line.section),
            "แหล่งเงิน": catalogue.sources[0].caption,
            "แผนงาน": caption_of(catalogue.plans, line.plan),
            "งาน": caption_of(catalogue.jobs[line.plan], line.job),
            "หมวดรายจ่าย": caption_of(catalogue.categories, line.category),
            "ประเภทรายจ่าย": caption_of(catalogue.types[line.category], line.type),
            "รายการ": line.item,
        }

    def _payee(self, line: BudgetLine) -> Payee:
        people = [p for p in self._catalogue.payees if p.name.startswith(("นาย", "นาง", "ว่าที่"))]
        for word, name in PAYEES_BY_WORD:
            if word in line.item:
                return next(p for p in self._catalogue.payees if p.name.startswith(name))
        if any(word in line.item for word in PEOPLE_WORDS):
            return self._dice.choice(people)
        return self._dice.choice([p for p in self._catalogue.payees if p.name.startswith(_COMPANIES)])

    def _invoice(self, day: date, *, company: bool) -> Row:
        if not company:
            return {"เลขที่ใบแจ้งหนี้": "", "วันที่ในใบแจ้งหนี้": ""}
        sent = day - timedelta(days=self._dice.randint(1, 20))
        return {"เลขที่ใบแจ้งหนี้": f"INV67-{self._dice.randint(1, 99999):05d}", "วันที่ในใบแจ้งหนี้": sent}

    def _amounts(self, value: Decimal, vat: Decimal, *, company: bool) -> Row:
        withheld = _cents(value / 100) if company and value >= Decimal(500) else Decimal("0.00")
        fine = _cents(value / 1000) if company and self._dice.random() < _FINED else Decimal("0.00")
        other = (
            min(Decimal(750), _cents(value * 5 / 100))
            if not company and self._dice.random() < _DEDUCTED
            else Decimal(0)
        )
        return {
            "มูลค่าสินค้า/บริการ": value,
            "ภาษีมูลค่าเพิ่ม": vat,
            "จำนวนเงินที่ขอเบิกทั้งสิ้น": value + vat,
            "ภาษีหัก ณ ที่จ่าย": withheld,
            "ค่าปรับ": fine,
            "หักอื่น ๆ": other,
            "จำนวนเงินที่รับสุทธิ": value + vat - withheld - fine - other,
        }

    def _lines(self) -> list[Row]:
        count = self._dice.choices(range(2, 10), (40, 20, 14, 10, 6, 4, 3, 3))[0]
        accounts = self._dice.sample(sorted(self._catalogue.accounts.values(), key=lambda a: a.code), count)
        debits = self._dice.randint(1, count - 1)
        amounts = [self._rounded(Decimal(self._dice.randint(100, 60_000))) for _ in range(debits)]
        total = sum(amounts, Decimal(0))
        cuts = sorted(self._dice.sample(range(1, int(total * 100)), count - debits - 1))
        edges = [0, *cuts, int(total * 100)]
        shares = [Decimal(high - low) / 100 for low, high in pairwise(edges)]
        sides = [(a, "") for a in amounts] + [("", share) for share in shares]
        return [
            {"รหัสบัญชี": account.code, "ชื่อบัญชี": account.name, "เดบิต": debit, "เครดิต": credit}
            for account, (debit, credit) in zip(accounts, sides, strict=True)
        ]

    def _payer(self) -> str:
        people = [p.name for p in self._catalogue.payees if not p.name.startswith("องค์การ")]
        return self._dice.choice(people)

    def _day(self) -> date:
        if self.today:
            return self.today
        span = (LAST_DAY - FIRST_DAY).days
        while True:
            day = FIRST_DAY + timedelta(days=self._dice.randint(0, span))
            if day.weekday() < _SATURDAY or self._dice.random() < _WEEKEND:
                return day

    def _rounded(self, amount: Decimal) -> Decimal:
        # Whole baht, quarters, or any satang.
        satang = self._dice.choice((0, 0, 25, 50, 75, self._dice.randint(1, 99)))
        whole = amount.to_integral_value(rounding="ROUND_FLOOR")
        down = whole - 1 if satang and whole > 1 else whole
        return max(Decimal("0.01"), down + Decimal(satang if whole > 1 else 0) / 100).quantize(CENT)

    def _tail(self) -> str:
        number = self._dice.randint(1, 240)
        if self._dice.random() < _LONG:
            return f" {self._dice.choice(LONG_TAILS)}"
        if self._dice.random() < _LONG:
            return f" ตามบันทึกข้อความที่ ตย {thai_digits(f'{number}/2567')}"
        return ""

    def _remark(self) -> str:
        return self._dice.choice(REMARKS) if self._dice.random() < _REMARKED else ""

    def _new(self, key: tuple[object, ...]) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
