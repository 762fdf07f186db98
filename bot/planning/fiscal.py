"""Which days may be entered: those inside the fiscal year, and inside a period if there are any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.language import Text, say
from bot.planning.kinds.months import BE_AHEAD

FIRST_MONTH = 10
"""The Thai government's fiscal year begins on 1 October."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of days, both ends included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The fiscal year (Buddhist era, 1 October - 30 September; None: any) and the periods (none: any day)."""

    fiscal_year: int | None = None
    periods: tuple[Period, ...] = ()

    def refuses(self, day: date) -> tuple[str, Text] | None:
        """Tell why a day may not be entered: a code and a sentence; None when it may."""
        if self.fiscal_year is not None:
            end = self.fiscal_year - BE_AHEAD
            if not date(end - 1, 10, 1) <= day <= date(end, 9, 30):
                return "outside_year", self._outside_year(day, self.fiscal_year)
        inside = [period.name for period in self.periods if period.first <= day <= period.last]
        if self.periods and not inside:
            return "outside_period", self._outside_period(day)
        if len(inside) > 1:
            return "in_two_periods", _in_two(day, inside)
        return None

    def _outside_year(self, day: date, year: int) -> Text:
        meant = 2500 + day.year % 100
        hint = Text(th="", en="")
        if day.year < 2000 and meant in (year, year - 1):  # noqa: PLR2004 - 67 read as 1967
            hint = say(
                " (พิมพ์ปีสองหลักในโปรแกรมตารางงานจะกลายเป็น ค.ศ. {ce} ให้พิมพ์ {be})",
                " (a two-digit year becomes {ce} in a spreadsheet; type {be})",
                ce=day.year,
                be=meant,
            )
        return say(
            "วันที่ {day} อยู่นอกปีงบประมาณ {year} (1/10/{before} - 30/9/{year}){hint} ให้ตรวจวันที่",
            "The day {day} is outside fiscal year {year} (1/10/{before} - 30/9/{year}){hint}; "
            "look at the date.",
            day=thai_day(day),
            year=year,
            before=year - 1,
            hint=hint,
        )

    def _outside_period(self, day: date) -> Text:
        return say(
            "วันที่ {day} อยู่นอกช่วงที่ต้องบันทึก ({all}) ให้ตรวจวันที่ หรือแก้ periods ใน config.yaml",
            "The day {day} is outside the periods to be entered ({all}); "
            "look at the date, or at `periods` in config.yaml.",
            day=thai_day(day),
            all=", ".join(period.name for period in self.periods),
        )


def first_of_year(day: date) -> date:
    """Give the first day of the fiscal year that a day is in."""
    return date(day.year if day.month >= FIRST_MONTH else day.year - 1, FIRST_MONTH, 1)


def thai_day(day: date) -> str:
    """Write a day as accountants do: 16/1/2567."""
    return f"{day.day}/{day.month}/{day.year + BE_AHEAD}"


def _in_two(day: date, names: list[str]) -> Text:
    return say(
        "วันที่ {day} อยู่ในหลายช่วง ({all}) ให้แก้ periods ใน config.yaml ไม่ให้ทับกัน",
        "The day {day} is in several periods ({all}); make `periods` in config.yaml not overlap.",
        day=thai_day(day),
        all=", ".join(names),
    )
