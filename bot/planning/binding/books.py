"""Binding of books.yaml: what a report compares stands in its table, and every pattern captures something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.errors import Problem
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.complaints import suggestion
from bot.planning.grammar import AccountOf, Books, Posting, Report
from bot.planning.kinds.folding import fold
from bot.planning.lists import ListRows
from bot.planning.yaml import Document, Where

_Found = tuple[Where, str, Text]


def bind_books(
    document: Document, books: Books, screens: Mapping[str, grammar.Mapping], lists: Mapping[str, ListRows]
) -> list[Problem]:
    """Check every report, list and posting; the workbook names reports by their titles, each names one."""
    found = [*_lists(books, lists), *_postings(books, screens), *_trial_balance(books), *_daily(books)]
    seen: dict[str, str] = {}
    for name, report in books.reports.items():
        found += [(("reports", name, *where), code, text) for where, code, text in _report(report)]
        for title in {fold(report.title.th), fold(report.title.en)}:
            other = seen.setdefault(title, name)
            if other != name:
                text = say(
                    "ชื่อรายงาน {t} ซ้ำกับ {o} ให้ตั้งชื่อต่างกัน",
                    "The report {o} is called {t}, too; give them different titles.",
                    t=title,
                    o=other,
                )
                found.append((("reports", name, "title"), "report_twice", text))
    return [
        Problem(cell=document.place(where), code=f"mapping_{code}", text=text) for where, code, text in found
    ]


def _lists(books: Books, lists: Mapping[str, ListRows]) -> Iterator[_Found]:
    for name, one in books.accounts.items():
        columns = lists[one.file][0] if lists.get(one.file) else {}
        for part, column in (("text", one.text), ("code", one.code)):
            if columns and column not in columns:
                yield ("accounts", name, part), "unknown_name", _not_there(column, columns, one.file)


def _postings(books: Books, screens: Mapping[str, grammar.Mapping]) -> Iterator[_Found]:
    for screen, rules in books.postings.items():
        mapping = screens.get(screen)
        if mapping is None:
            yield ("postings", screen), "unknown_name", _not_there(screen, screens, "mappings")
            continue
        fields = {*mapping.fields, *(mapping.lines.fields if mapping.lines else ())}
        for index, rule in enumerate(rules):
            for where, name in _named(rule):
                if name not in fields:
                    yield (
                        ("postings", screen, index, *where),
                        "unknown_name",
                        _not_there(name, fields, screen),
                    )
            for side in ("debit", "credit"):
                place: AccountOf | None = getattr(rule, side)
                if place is not None and not place.field and place.list not in books.accounts:
                    text = _not_there(place.list, books.accounts, "accounts")
                    yield ("postings", screen, index, side, "list"), "unknown_name", text


def _trial_balance(books: Books) -> Iterator[_Found]:
    told = books.trial_balance
    if told is None:
        return
    report = books.reports.get(told.report)
    if report is None:
        text = _not_there(told.report, books.reports, "reports")
        yield ("trial_balance", "report"), "unknown_name", text
        return
    for side in ("debit", "credit"):
        if getattr(told, side) not in report.amounts:
            text = _not_there(getattr(told, side), report.amounts, f"reports.{told.report}.amounts")
            yield ("trial_balance", side), "unknown_name", text


def _daily(books: Books) -> Iterator[_Found]:
    for index, told in enumerate(books.daily):
        where: Where = ("daily", index)
        report = books.reports.get(told.report)
        if report is None:
            yield (*where, "report"), "unknown_name", _not_there(told.report, books.reports, "reports")
            continue
        for part, names in told.columns.items():
            for name in names:
                if name not in report.amounts:
                    text = _not_there(name, report.amounts, f"reports.{told.report}.amounts")
                    yield (*where, part), "unknown_name", text
        asked = {parameter.day for parameter in report.parameters}
        if not {"first", "last"} <= asked:
            yield (*where, "report"), "daily_days", _asks_no_days(told.report)
        for part, names in (("by", (told.by,) if told.by else ()), ("lists", told.lists)):
            for name in names:
                if name not in books.accounts:
                    yield (*where, part), "unknown_name", _not_there(name, books.accounts, "accounts")


def _asks_no_days(report: str) -> Text:
    return say(
        "รายงาน {r} ต้องมี parameters ทั้ง day: first และ day: last จึงจะเทียบรายวันได้",
        "The report {r} needs `parameters` with day: first and day: last to be compared day by day.",
        r=report,
    )


def _named(rule: Posting) -> Iterator[tuple[Where, str]]:
    """Name every field that a posting speaks of, with its place."""
    for part in ("plus", "minus"):
        for index, name in enumerate(getattr(rule, part)):
            yield (part, index), name
    for side in ("debit", "credit"):
        for part in ("field", "by"):
            if name := getattr(getattr(rule, side), part, None):
                yield (side, part), name
    if rule.when:
        yield ("when", "field"), rule.when.field


def _not_there(name: str, among: Iterable[str], where: str) -> Text:
    return say("{w} ไม่มี {n}{near}", "{w} has no {n}.{near}", w=where, n=name, near=suggestion(name, among))


def _report(report: Report) -> Iterator[_Found]:
    columns = report.table.columns
    parts: tuple[tuple[str, Iterable[tuple[str | int, str]]], ...] = (
        ("key", enumerate(report.key)),
        ("amounts", enumerate(report.amounts)),
        ("without", ((name, name) for name in report.without)),
    )
    for part, names in parts:
        for where, name in names:
            if name not in columns:
                yield (part, where), "unknown_name", _not_there(name, columns, "table.columns")
    patterns: dict[Where, str | None] = {
        ("series",): report.series,
        ("table", "count"): report.table.count,
        **{("table", "columns", name, "pattern"): column.pattern for name, column in columns.items()},
    }
    for place, pattern in patterns.items():
        if pattern and re.compile(pattern).groups < 1:
            text = say(
                "รูปแบบ {p} ต้องมีวงเล็บ ( ) ครอบส่วนที่ต้องการ",
                "The pattern {p} needs parentheses ( ) around the part that is wanted.",
                p=pattern,
            )
            yield place, "no_group", text
