"""The sheet with what stood in the books before the first entry: read, and compared with the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.books import Difference, Figure
from bot.domain.model import Row, Value
from bot.errors import Problem
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.cells import CellError, parse
from bot.planning.complaints import suggestion
from bot.planning.figures import column_title, item_name, series_of
from bot.planning.grammar import Books, FieldSpec, Report
from bot.planning.kinds.folding import caption_key, fold

REPORT, ITEM, COLUMN, AMOUNT, NUMBER = "รายงาน", "รายการ", "คอลัมน์", "จำนวนเงิน", "เลขที่ล่าสุด"


@dataclass(frozen=True, kw_only=True)
class OpeningSheet:
    """What the workbook says about the books before the first entry; `sheet` as the workbook names it."""

    sheet: str
    figures: tuple[Figure, ...]


def opening_screen(books: Books) -> grammar.Mapping:
    """Give the sheet's columns in the shape of a screen's, so that it is read as every sheet is."""
    titles = tuple(report.title.th for report in books.opening.values())
    fields: dict[str, object] = {
        "report": {
            "header": REPORT, "aliases": ["report"], "kind": "choice", "required": True,
            "choices": {"of": titles}, "note": _NOTES[REPORT],
        },
        "item": {"header": ITEM, "aliases": ["item", "row"], "kind": "code", "note": _NOTES[ITEM]},
        "column": {"header": COLUMN, "aliases": ["column"], "note": _NOTES[COLUMN]},
        "amount": {"header": AMOUNT, "aliases": ["amount"], "kind": "money", "note": _NOTES[AMOUNT]},
        "number": {"header": NUMBER, "aliases": ["last number"], "kind": "code", "note": _NOTES[NUMBER]},
    }  # fmt: skip
    nowhere = {"url": ""}
    return grammar.Mapping.model_validate(
        {
            "format": "1", "screen": "opening", "revision": "1", "title": books.sheet, "sheet": books.sheet,
            "sheet_aliases": ["opening"], "key": ["report", "item", "column", "number"], "fields": fields,
            "opens_at": nowhere, "recognised_by": [{"page": "-"}],
            "commit": {"at": {"text": "-"}, "request": {}},
            "receipt": {"success": [{"page": "-"}]}, "find": {"opens_at": nowhere, "table": {}},
        }
    )  # fmt: skip


def read_opening(sheet: str, rows: Sequence[Row], books: Books) -> tuple[OpeningSheet, tuple[Problem, ...]]:
    """Understand the sheet's rows; every row that is not understood is a problem of its cell."""
    figures: dict[tuple[str, str, str], Figure] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            figure = _figure(row, books)
            _must_be_new(figure, figures.get(figure.place))
        except _RowError as error:
            problems.append(Problem(cell=row.cell_name(error.header), code=error.code, text=error.text))
        else:
            figures[figure.place] = figure
    return OpeningSheet(sheet=sheet, figures=tuple(figures.values())), tuple(problems)


def opening_problems(found: Iterable[Difference], opening: OpeningSheet, books: Books) -> Iterator[Problem]:
    """Say of each difference what the workbook has, what the site shows, and on which page."""
    for one in found:
        figure = one.expected or one.seen
        if figure is None:
            continue
        report = books.reports[figure.report]
        text = say(
            "{r} {i} {c}: สมุดงานมี {e} แต่ระบบแสดง {s} (หน้า {p}) ให้หาสาเหตุก่อนเริ่มบันทึก อย่าปรับด้วยใบผ่านรายการทั่วไป",
            "{r}, {i} {c}: the workbook has {e}, the site shows {s} (page {p}). Find out why before anything "
            "is entered; never even it out with a journal.",
            r=report.title.text,
            i=figure.item,
            c=column_title(report, figure.column),
            e=_shown(one.expected),
            s=_shown(one.seen),
            p=page_of(report),
        )
        cell = one.expected.cell if one.expected else f"{opening.sheet}!A1"
        yield Problem(cell=cell, code="opening_differs", text=text)


def page_of(report: Report) -> str:
    """Name the page of a report as a person finds it."""
    return " > ".join(report.opens_at.menu) or report.opens_at.url or ""


class _RowError(Exception):
    """A row of the sheet cannot be understood, because of this column."""

    def __init__(self, header: str, code: str, text: Text) -> None:
        super().__init__(text.en)
        self.header, self.code, self.text = header, code, text


def _figure(row: Row, books: Books) -> Figure:
    name, report = _report(str(_value(row, REPORT, "text") or ""), books)
    if report.series is not None:
        number = fold(str(_value(row, NUMBER, "code") or ""))
        found = series_of(number, report.series)
        if found is None:
            raise _RowError(NUMBER, "opening_number", _no_number(report))
        return Figure(
            report=name, item=found[0], column=report.key[0], value=number, cell=row.cell_name(NUMBER)
        )
    item = item_name(str(_value(row, ITEM, "code") or ""))
    if not item:
        raise _RowError(ITEM, "opening_blank", _needed(ITEM))
    column = _column(str(_value(row, COLUMN, "text") or ""), report)
    amount = _value(row, AMOUNT, "money")
    if not isinstance(amount, Decimal):
        raise _RowError(AMOUNT, "opening_blank", _needed(AMOUNT))
    return Figure(report=name, item=item, column=column, value=amount, cell=row.cell_name(AMOUNT))


def _value(row: Row, header: str, kind: grammar.Kind) -> Value:
    try:
        return parse(row.cells.get(header), FieldSpec(header=header, kind=kind), refused=())
    except CellError as error:
        raise _RowError(header, error.code, error.text) from error


def _report(told: str, books: Books) -> tuple[str, Report]:
    for name, report in books.opening.items():
        if fold(told) in (fold(report.title.th), fold(report.title.en), name):
            return name, report
    titles = [report.title.th for report in books.opening.values()]
    text = say(
        "ไม่มีรายงานชื่อ “{t}”{near} ที่มี: {all}",
        "There is no report “{t}”.{near} There are: {all}.",
        t=told,
        near=suggestion(told, titles),
        all=" · ".join(titles),
    )
    raise _RowError(REPORT, "opening_report", text)


def _column(told: str, report: Report) -> str:
    titles = {column: column_title(report, column) for column in report.amounts}
    if not fold(told) and len(titles) == 1:
        return report.amounts[0]
    for column, title in titles.items():
        if caption_key(told) in (caption_key(title), column):
            return column
    text = say(
        "{r} ไม่มีคอลัมน์ “{t}” ที่เทียบ: {all}",
        "{r} compares no column “{t}”. There are: {all}.",
        r=report.title.text,
        t=told,
        all=" · ".join(titles.values()),
    )
    raise _RowError(COLUMN, "opening_column", text)


def _must_be_new(figure: Figure, other: Figure | None) -> None:
    if other is not None:
        header = NUMBER if isinstance(figure.value, str) else AMOUNT
        text = say("ซ้ำกับ {c} ให้เหลือแถวเดียว", "The same as {c}; keep one row of the two.", c=other.cell)
        raise _RowError(header, "opening_twice", text)


def _needed(header: str) -> Text:
    return say("ต้องกรอก {h}", "{h} must be filled in.", h=header)


def _no_number(report: Report) -> Text:
    return say(
        "ต้องกรอกเลขที่ล่าสุดตามรูปแบบของ {r}",
        "The last number must be filled in, as {r} writes its numbers.",
        r=report.title.text,
    )


def _shown(figure: Figure | None) -> Text:
    if figure is None:
        return say("ไม่มี", "nothing")
    value = figure.value if isinstance(figure.value, str) else f"{figure.value:,.2f}"
    return say("{v}", "{v}", v=value)


_NOTES: Mapping[str, Mapping[str, str]] = {
    REPORT: {
        "th": "รายงานหรือทะเบียนของระบบที่ใช้เทียบ",
        "en": "The report or register of the site it is compared with",
    },
    ITEM: {
        "th": "แถวของรายงาน เช่น รหัสบัญชี เลขที่สัญญา หรือหลายช่องคั่นด้วย / ; ทะเบียนเลขที่ไม่ต้องกรอก",
        "en": "The report's row: account code, contract number; several columns with / between",
    },
    COLUMN: {"th": "คอลัมน์จำนวนเงินของรายงาน เช่น เดบิต; ถ้ามีคอลัมน์เดียวเว้นว่างได้", "en": "Its column of money"},
    AMOUNT: {"th": "ยอด ณ วันก่อนเริ่มบันทึก ยอดศูนย์ไม่ต้องกรอกแถว", "en": "As of the day before; none for zero"},
    NUMBER: {"th": "เลขที่สุดท้ายที่ใช้แล้วของชุดนั้น", "en": "The last number used of that series"},
}
