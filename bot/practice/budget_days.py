"""What the made-up office does with its budget during the year, and for the next one."""

import random
from decimal import Decimal

from bot.practice.budget import KEY_JOIN, LEVELS
from bot.practice.catalogue import Catalogue
from bot.practice.kinds import CENT
from bot.practice.made_up import Row
from bot.practice.office_days import OfficeDays
from bot.practice.phrases import month_of

_WORDS = "แก้ไขคำชี้แจงให้ถูกต้องตรงตามระเบียบ ครั้งที่ {times}"


class BudgetDays:
    """Keys one matter of the budget at a time, each kind in its turn."""

    def __init__(self, office: OfficeDays, dice: random.Random) -> None:
        """Key into this office's books."""
        self._office, self._dice = office, dice
        self._times = 0

    def one(self) -> None:
        """Key the next matter."""
        self._times += 1
        kinds = (
            self._transfer,
            self._expense_words,
            self._transfer,
            self._supplement,
            self._project,
            self._transfer,
            self._revenue_words,
            self._next_year,
        )
        kinds[(self._times - 1) % len(kinds)]()

    @property
    def _catalogue(self) -> Catalogue:
        return self._office.site.catalogue

    def _transfer(self) -> None:
        budget, groups = self._office.site.world.budget, self._catalogue.budget_groups
        keys = [
            key
            for key in budget.given()
            if budget.free(key) > Decimal(10_000) and groups.get(key.split(KEY_JOIN)[2]) == "งบดำเนินงาน"
        ]
        if len(keys) <= 1:
            return
        down, up = self._dice.sample(keys, 2)
        amount = (budget.free(down) / 20).quantize(CENT)
        head: Row = {
            "วันที่อนุมัติ": self._office.today,
            "ครั้งที่": self._times,
            "ผู้มีอำนาจอนุมัติ": "ผู้บริหารท้องถิ่น",
            "เหตุผล": f"งบประมาณเดือน{month_of(self._office.today)} ไม่เพียงพอ ครั้งที่ {self._times}",
        }
        lines: list[Row] = [
            {"ประเภทการโอน": way, **_levels(key), "จำนวนเงิน": amount}
            for way, key in (("โอนลด", down), ("โอนเพิ่ม", up))
        ]
        self._office.key_in("BUD_TRANSFER", head, lines)

    def _expense_words(self) -> None:
        key = self._dice.choice(list(self._office.site.world.budget.given()))
        self._office.key_in("BUD_EXPENSE_STATEMENT", self._words() | _levels(key))

    def _revenue_words(self) -> None:
        self._office.key_in("BUD_REVENUE_STATEMENT", self._words() | self._revenue())

    def _words(self) -> Row:
        return {
            "วันที่อนุมัติ": self._office.today,
            "ครั้งที่": self._times,
            "ข้อความใหม่": _WORDS.format(times=self._times),
            "ผู้อนุมัติ": self._catalogue.staff[5].caption,
        }

    def _supplement(self) -> None:
        """Estimate more revenue and spend it on a new item, which counts once another person approved it."""
        amount = Decimal(self._dice.randint(50, 400)) * 1000
        head: Row = {"ปีงบประมาณ": str(self._catalogue.fiscal_year), "ฉบับที่": self._times}
        if self._office.room() > 1:
            self._estimate("add", head, amount, f"โครงการตามงบประมาณเพิ่มเติม ฉบับที่ {self._times}")

    def _next_year(self) -> None:
        head: Row = {"ปีงบประมาณ": str(self._catalogue.fiscal_year + 1)}
        if self._office.room() > 1:
            amount = Decimal(self._dice.randint(50, 400)) * 1000
            self._estimate("first", head, amount, f"รายการปีงบประมาณหน้า ลำดับที่ {self._times}")

    def _estimate(self, version: str, head: Row, amount: Decimal, item: str) -> None:
        head |= {"วันที่จัดทำ": self._office.today}
        revenue = self._office.key_in(
            f"budget_revenue_{version}",
            {**head, **self._revenue(), "ประมาณการ": amount, "คำชี้แจง": "ประมาณการตามที่รับจริงในปีที่ผ่านมา"},
        )
        key = self._dice.choice(list(self._office.site.world.budget.given()))
        expense = self._office.key_in(
            f"budget_expense_{version}",
            {
                **head,
                **_levels(key),
                "รายการ": item,
                "ส่วน/กอง": self._catalogue.sections[1].caption,
                "จำนวนเงิน": amount,
                "คำชี้แจง": "เป็นไปตามระเบียบกระทรวงมหาดไทยที่เกี่ยวข้อง",
            },
        )
        for document in (revenue, expense):
            if document:
                self._office.approve(document)

    def _project(self) -> None:
        key = self._dice.choice(list(self._office.site.world.budget.given()))
        self._office.key_in(
            "BUD_PROJECT",
            {
                "วันที่จัดทำ": self._office.today,
                **_levels(key),
                "ชื่อโครงการ": f"โครงการพัฒนาท้องถิ่น ลำดับที่ {self._times}",
                "งบประมาณ": Decimal(self._dice.randint(10, 500)) * 1000,
                "ระยะเวลา": f"เดือน{month_of(self._office.today)} 2567",
                "หน่วยงานรับผิดชอบ": self._dice.choice(self._catalogue.sections[1:]).caption,
                "วัตถุประสงค์": "เพื่อประโยชน์ของประชาชนในเขตตำบล",
            },
        )

    def _revenue(self) -> Row:
        category = self._dice.choice(self._catalogue.revenue_categories)
        kind = self._dice.choice(self._catalogue.revenue_types[category.value])
        return {"หมวดรายรับ": category.caption, "ประเภทรายรับ": kind.caption}


def _levels(key: str) -> Row:
    return dict(zip(LEVELS, key.split(KEY_JOIN), strict=True))
