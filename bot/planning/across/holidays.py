"""Days on which such a document is unusual: the week's end, the office's holidays."""

from __future__ import annotations

from datetime import date, timedelta

from bot.language import Text, say
from bot.planning.across.sheets import Sheets, tell, understood
from bot.planning.fiscal import thai_day
from bot.planning.grammar import NotOn
from bot.planning.lists import listed_date

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = (
    say("วันจันทร์", "a Monday"),
    say("วันอังคาร", "a Tuesday"),
    say("วันพุธ", "a Wednesday"),
    say("วันพฤหัสบดี", "a Thursday"),
    say("วันศุกร์", "a Friday"),
    say("วันเสาร์", "a Saturday"),
    say("วันอาทิตย์", "a Sunday"),
)
_SILENCE = timedelta(days=62)
"""Months without any holiday are no longer than that."""
_HOLIDAY = say("วันหยุด", "a holiday")


def judge_days(sheets: Sheets) -> None:
    """Judge every `not_on`."""
    for screen, rule in sheets.rules(NotOn):
        holidays = _holidays(sheets, rule)
        told: set[int] = set()
        for draft in sheets.whole(screen):
            for row, values in understood(draft, (rule.field,), None):
                day = values.get(rule.field)
                what = _what(day, rule, holidays) if isinstance(day, date) else None
                if isinstance(day, date) and what is not None:
                    text = say(
                        "{field} {day} เป็น{what} ให้ตรวจว่าวันที่ถูกต้อง",
                        "{field} {day} is {what}; see that the date is right.",
                        field=draft.title(rule.field),
                        day=thai_day(day),
                        what=what,
                    )
                    tell(draft, row, rule.field, "unusual_day", text, rule.severity)
                elif isinstance(day, date) and day.year not in told and _is_beyond(day, holidays):
                    told.add(day.year)
                    tell(draft, row, rule.field, "holidays_unknown", _unknown(day, rule), "note")


def _holidays(sheets: Sheets, rule: NotOn) -> frozenset[date]:
    if rule.holidays is None:
        return frozenset()
    listed = (listed_date(row[rule.holidays.column]) for row in sheets.list_rows(rule.holidays.file))
    return frozenset(day for day in listed if day is not None)


def _is_beyond(day: date, holidays: frozenset[date]) -> bool:
    """Tell that the list ends long before this day, or begins after it."""
    return bool(holidays) and not (min(holidays).replace(day=1) <= day <= max(holidays) + _SILENCE)


def _unknown(day: date, rule: NotOn) -> Text:
    return say(
        "รายการวันหยุด ({file}) ไม่มีของช่วงวันที่ {day} วันหยุดราชการในปีนั้นจึงไม่ถูกตรวจ ให้ผู้ดูแลแม็ปเพิ่มรายการ",
        "The list of holidays ({file}) does not reach to {day}, so holidays of that year go unnoticed; "
        "whoever looks after the mappings adds them.",
        file=rule.holidays.file if rule.holidays else "",
        day=thai_day(day),
    )


def _what(day: date, rule: NotOn, holidays: frozenset[date]) -> Text | None:
    if day in holidays:
        return _HOLIDAY
    return _NAMES[day.weekday()] if _WEEK[day.weekday()] in rule.days else None
