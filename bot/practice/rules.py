"""The rules every document must pass, and the wording of each refusal."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.practice.catalogue import Option, caption_of
from bot.practice.kinds import fiscal_year, read_count, read_date, read_money

LINE_LENGTH, AREA_LENGTH = 250, 1000
ZERO = Decimal("0.00")


class Reading:
    """Reads typed values one by one and gathers every refusal instead of stopping at the first."""

    def __init__(self, values: Mapping[str, str], year: int) -> None:
        """Read from these values, in this fiscal year."""
        self._values = values
        self._year = year
        self.problems: list[str] = []

    def refuse(self, problem: str) -> None:
        """Add a refusal."""
        self.problems.append(problem)

    def text(self, key: str, caption: str, *, required: bool = False, limit: int = LINE_LENGTH) -> str:
        """Read a text."""
        value = self._values.get(key, "")
        if required and not value:
            self.refuse(f"กรุณาระบุ{caption}")
        if len(value) > limit:
            self.refuse(f"{caption}ต้องไม่เกิน {limit} ตัวอักษร")
        return value

    def day(self, key: str, caption: str, *, required: bool = True, in_year: bool = True) -> date | None:
        """Read a date; a document's own date lies in the fiscal year."""
        value = self.text(key, caption, required=required)
        day = read_date(value)
        if value and day is None:
            self.refuse(f"{caption}ไม่ถูกต้อง (รูปแบบ วว/ดด/ปปปป พ.ศ.)")
        elif day and in_year and fiscal_year(day) != self._year:
            self.refuse(f"{caption}ต้องอยู่ในปีงบประมาณ {self._year} (1/10/{self._year - 1} - 30/9/{self._year})")
        return day

    def money(self, key: str, caption: str, *, required: bool = False) -> Decimal:
        """Read an amount; a required one is more than zero, another may be blank or zero."""
        value = self.text(key, caption, required=required)
        amount = read_money(value)
        if value and amount is None:
            self.refuse(f"{caption}ไม่ถูกต้อง (ตัวเลขอารบิค ไม่ใช้เครื่องหมายลูกน้ำ ทศนิยมไม่เกิน 2 ตำแหน่ง)")
        elif required and amount == ZERO:
            self.refuse(f"{caption}ต้องมากกว่า 0")
        return ZERO if amount is None else amount

    def count(self, key: str, caption: str) -> str:
        """Read a whole number; it may be blank."""
        value = self.text(key, caption)
        if value and read_count(value) is None:
            self.refuse(f"{caption}ไม่ถูกต้อง (จำนวนเต็ม)")
        return value

    def choice(self, key: str, caption: str, options: tuple[Option, ...], *, required: bool = True) -> str:
        """Read a list and give the full caption chosen; a value of another parent is no valid pair."""
        value = self.text(key, caption, required=required)
        chosen = caption_of(options, value)
        if value and not chosen:
            self.refuse(f"{caption}ไม่ถูกต้อง ไม่ตรงกับรายการที่เลือกไว้ก่อนหน้า")
        return chosen


def satang(amount: Decimal) -> int:
    """Give an amount in satang."""
    return int(amount * 100)


def baht(amount: int) -> Decimal:
    """Give an amount of satang in baht."""
    return Decimal(amount) / 100
