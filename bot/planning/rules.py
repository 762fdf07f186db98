"""The rules of a mapping, judged on one document: sums, shares, either-or, required-when, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.domain.model import Row, Value
from bot.language import Text, say
from bot.planning.conditions import applies
from bot.planning.fiscal import thai_day
from bot.planning.grammar import AddsUp, Balances, LinesSum, Needs, NotBefore, OneOf, Percent, When
from bot.planning.reading import Draft

ZERO = Decimal(0)
_SATANG = Decimal("0.01")


def judge_rules(draft: Draft) -> None:
    """Add a problem for every rule that the document breaks; a rule about a wrong cell is not judged."""
    for rule in draft.mapping.rules:
        match rule:
            case AddsUp():
                _adds_up(draft, rule)
            case Balances():
                _balances(draft, rule)
            case LinesSum():
                _lines_sum(draft, rule)
            case OneOf():
                _one_of(draft, rule)
            case Needs():
                _needs(draft, rule)
            case NotBefore():
                _not_before(draft, rule)
            case Percent():
                _percent(draft, rule)
            case _:
                pass  # judged over all sheets: see `across`


def number_of(value: Value) -> Decimal:
    """Give a value as a number; blank is zero."""
    return Decimal(value) if isinstance(value, Decimal | int) else ZERO


def money_text(value: Decimal) -> str:
    """Write an amount for a person: 1,234.50."""
    return f"{value:,.2f}" if value == value.quantize(Decimal("0.01")) else f"{value:,f}"


def _adds_up(draft: Draft, rule: AddsUp) -> None:
    names = (*rule.plus, *rule.minus, rule.equals)
    for row, values in holders(draft, names):
        if any(draft.is_wrong(name, row) for name in names):
            continue
        total = sum((number_of(values.get(name)) for name in rule.plus), ZERO)
        total -= sum((number_of(values.get(name)) for name in rule.minus), ZERO)
        said = number_of(values.get(rule.equals))
        if total != said:
            text = say(
                "{sum} = {total} แต่ {equals} เป็น {said} ต่างกัน {off} ให้ตรวจยอดกับเอกสาร",
                "{sum} = {total}, but {equals} is {said}, off by {off}; compare with the document.",
                sum=_formula(draft, rule),
                total=money_text(total),
                equals=draft.title(rule.equals),
                said=money_text(said),
                off=money_text(abs(total - said)),
            )
            draft.add_at(row, rule.equals, "adds_up", text, rule.severity)


def _balances(draft: Draft, rule: Balances) -> None:
    if draft.loose or draft.any_wrong(rule.left, rule.right):
        return
    left = _total(draft, rule.left, rule.left_when)
    right = _total(draft, rule.right, rule.right_when)
    if left == right and left > 0:
        return
    if left == right:
        text = say(
            "{left} และ {right} รวมเป็น {n} ต้องมากกว่า 0",
            "{left} and {right} both sum to {n}; they must be above zero.",
            left=draft.title(rule.left),
            right=draft.title(rule.right),
            n=money_text(left),
        )
    else:
        text = say(
            "{left} รวม {a} ไม่เท่ากับ {right} รวม {b} ต่างกัน {off} ให้ตรวจทุกแถวของเอกสาร (แถว {rows})",
            "{left} sums to {a}, {right} to {b}, off by {off}; "
            "look at all rows of the document (rows {rows}).",
            left=draft.title(rule.left),
            right=draft.title(rule.right),
            a=money_text(left),
            b=money_text(right),
            off=money_text(abs(left - right)),
            rows=rows_text(draft.rows),
        )
    draft.add_at(draft.rows[0], rule.left, "balances", text)


def _lines_sum(draft: Draft, rule: LinesSum) -> None:
    if draft.loose or draft.any_wrong(rule.column, rule.equals):
        return
    total, said = _total(draft, rule.column), number_of(draft.fields.get(rule.equals))
    if total != said:
        text = say(
            "{column} ทุกแถวรวม {total} แต่ {equals} เป็น {said} ต่างกัน {off} ให้ตรวจยอดกับเอกสาร",
            "{column} of all rows sums to {total}, but {equals} is {said}, off by {off}; "
            "compare with the document.",
            column=draft.title(rule.column),
            total=money_text(total),
            equals=draft.title(rule.equals),
            said=money_text(said),
            off=money_text(abs(total - said)),
        )
        draft.add_at(draft.rows[0], rule.equals, "lines_sum", text)


def _one_of(draft: Draft, rule: OneOf) -> None:
    for row, values in holders(draft, rule.fields):
        if any(draft.is_wrong(name, row) for name in rule.fields):
            continue
        filled = [name for name in rule.fields if values.get(name) not in (None, False, 0)]
        if len(filled) == 1:
            continue
        titles = draft.titles(rule.fields)
        text = (
            say("ต้องกรอก {all} เพียงช่องเดียว", "Only one of {all} may be filled in.", all=titles)
            if filled
            else say("ต้องกรอก {all} หนึ่งช่อง", "One of {all} must be filled in.", all=titles)
        )
        draft.add_at(row, filled[-1] if filled else rule.fields[0], "one_of", text)


def _needs(draft: Draft, rule: Needs) -> None:
    names = (rule.field, rule.when.field)
    for row, values in holders(draft, names):
        if any(draft.is_wrong(name, row) for name in names):
            continue
        due, blank = applies(rule.when, values, draft.mapping), values.get(rule.field) is None
        if due is not blank:
            continue
        words = {
            "field": draft.title(rule.field),
            "other": draft.title(rule.when.field),
            "cell": row.cell_name(draft.spec(rule.when.field).header or ""),
        }
        if due:
            text = say(
                "ต้องกรอก {field} เพราะ {other} ({cell}) กำหนดไว้",
                "{field} must be filled in, because of {other} ({cell}).",
                **words,
            )
            draft.add_at(row, rule.field, "needs", text)
        elif rule.otherwise_blank:
            text = say(
                "{field} ต้องเว้นว่าง เพราะ {other} ({cell}) ไม่ใช่กรณีที่ใช้ช่องนี้",
                "{field} must be blank with this {other} ({cell}).",
                **words,
            )
            draft.add_at(row, rule.field, "needs_blank", text)


def _not_before(draft: Draft, rule: NotBefore) -> None:
    for row, values in holders(draft, (rule.field, rule.than)):
        day, than = values.get(rule.field), values.get(rule.than)
        if isinstance(day, date) and isinstance(than, date) and day < than:
            text = say(
                "{field} {day} อยู่ก่อน {other} {than} ให้ตรวจวันที่",
                "{field} {day} is before {other} {than}; look at the dates.",
                field=draft.title(rule.field),
                day=thai_day(day),
                other=draft.title(rule.than),
                than=thai_day(than),
            )
            draft.add_at(row, rule.field, "not_before", text, rule.severity)


def lines_of(draft: Draft) -> Iterator[tuple[Row, Mapping[str, Value]]]:
    """Give each line with its row and, besides its own values, the header's."""
    for row, values in zip(draft.line_rows, draft.lines, strict=True):
        yield row, {**draft.fields, **values}


def holders(draft: Draft, names: tuple[str, ...]) -> Iterator[tuple[Row, Mapping[str, Value]]]:
    """Give what a rule looks at: each line if it names a line's field, else the header once."""
    lines = draft.mapping.lines.fields if draft.mapping.lines else {}
    if any(name in lines for name in names):
        return lines_of(draft)
    return iter([(draft.rows[0], draft.fields)])


def _percent(draft: Draft, rule: Percent) -> None:
    names = (rule.field, rule.of, *((rule.when.field,) if rule.when else ()))
    for row, values in holders(draft, names):
        if any(draft.is_wrong(name, row) for name in names) or not applies(rule.when, values, draft.mapping):
            continue
        part, whole = number_of(values.get(rule.field)), number_of(values.get(rule.of))
        lawful = [(whole * rate / 100).quantize(_SATANG, ROUND_HALF_UP) for rate in rule.percents]
        rates = " / ".join(f"{rate.normalize():f}%" for rate in rule.percents)
        words = {
            "field": draft.title(rule.field),
            "part": money_text(part),
            "of": draft.title(rule.of),
            "whole": money_text(whole),
            "rates": rates,
            "right": " / ".join(money_text(one) for one in lawful),
        }
        if part and all(abs(part - one) > rule.tolerance for one in lawful):
            text = say(
                "{field} {part} ไม่ใช่ {rates} ของ {of} {whole} (ควรเป็น {right}) ให้ตรวจกับเอกสาร",
                "{field} {part} is not {rates} of {of} {whole} (that would be {right}); "
                "compare with the document.",
                **words,
            )
            draft.add_at(row, rule.field, "percent", text, rule.severity)
        elif not part and rule.due_from is not None and whole >= rule.due_from:
            text = say(
                "{field} ว่าง แต่ {of} {whole} ถึงเกณฑ์ที่ต้องมี {rates} ({right}) ให้ตรวจกับเอกสาร",
                "{field} is blank, but {of} {whole} is high enough for {rates} ({right}); "
                "compare with the document.",
                **words,
            )
            draft.add_at(row, rule.field, "percent_due", text, rule.severity)


def _total(draft: Draft, name: str, when: When | None = None) -> Decimal:
    return sum(
        (
            number_of(values.get(name))
            for _, values in lines_of(draft)
            if applies(when, values, draft.mapping)
        ),
        ZERO,
    )


def _formula(draft: Draft, rule: AddsUp) -> Text:
    plus = [draft.title(name) for name in rule.plus]
    minus = [draft.title(name) for name in rule.minus]
    return Text(
        th=" - ".join([" + ".join(one.th for one in plus), *(one.th for one in minus)]),
        en=" - ".join([" + ".join(one.en for one in plus), *(one.en for one in minus)]),
    )


def rows_text(rows: list[Row]) -> str:
    """Name rows by number: 4, 5, 6."""
    return ", ".join(str(row.number) for row in rows)
