"""Binding of columns: formats fit their kinds, lists are there, constants and examples can be understood."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language import Text, say
from bot.planning.binding.bound import COLUMN, FIELD, Bound
from bot.planning.binding.parts import bind_boxes, bind_part
from bot.planning.cells import CellError, fold, parse
from bot.planning.grammar import At, Choices, Enter, FieldSpec, SiteMapping
from bot.planning.kinds.numbers import format_decimals, is_number_format
from bot.planning.kinds.several import split
from bot.planning.kinds.shown_dates import is_date_format
from bot.planning.lists import ListRows, choice_list
from bot.planning.yaml import Where

_NUMERIC = ("money", "number", "integer")


def bind_fields(bound: Bound, site: SiteMapping, lists: Mapping[str, ListRows]) -> None:
    """Check every column of the header and of the lines."""
    style = bound.mapping.lines.style if bound.mapping.lines else ""
    for prefix, fields, in_row in (
        (("fields",), bound.header, False),
        (("lines", "fields"), bound.lines, style == "grid"),
    ):
        for name, spec in fields.items():
            where: Where = (*prefix, name)
            _bind_spec(bound, where, spec, lists)
            if spec.part:
                bind_part(
                    bound, (*where, "part"), spec, bound.header if prefix == ("fields",) else bound.everything
                )
            if spec.enter:
                bind_enter(bound, (*where, "enter"), spec.enter, spec, site, in_row=in_row)
            if spec.computed:
                no_column(bound, (*where, "computed"), spec.computed, in_row=in_row)
        bind_boxes(bound, fields, lists)


def bind_enter(  # noqa: PLR0913 - a place, what stands there, and what it belongs to
    bound: Bound, where: Where, enter: Enter, spec: FieldSpec, site: SiteMapping, *, in_row: bool = False
) -> None:
    """Check how one value is typed."""
    _bind_format(bound, where, enter.format, spec, site)
    no_column(bound, (*where, "at"), enter.at, in_row=in_row)
    if enter.open:
        no_column(bound, (*where, "open"), enter.open, in_row=in_row)
    if enter.when:
        bound.known((*where, "when", "field"), enter.when.field, bound.everything, FIELD)
    if enter.how == "check" and spec.kind != "yesno":
        bound.wrong((*where, "how"), "how", _check_needs_yesno())
    if spec.several and enter.how not in (None, "select"):
        text = say(
            "several ใช้กับ how: select (รายการที่เลือกได้หลายข้อ) หรือช่องทำเครื่องหมาย (part.has) เท่านั้น",
            "`several` is for `how: select` (a list that takes several), or for check boxes (`part.has`).",
        )
        bound.wrong((*where, "how"), "how", text)
    if spec.kind == "yesno" and enter.how in ("select", "radio", "suggest", "lookup"):
        _yesno_captions(bound, where, enter)
    if enter.lookup:
        for name in enter.lookup.table.columns:
            bound.known((*where, "lookup", "table", "columns", name), name, bound.everything, FIELD)


def no_column(bound: Bound, where: Where, at: At, *, in_row: bool) -> None:
    """Refuse `column` where there is no table row to look in."""
    if at.column is not None and not in_row:
        text = say(
            "column ใช้ได้เฉพาะภายในแถวของตาราง ให้ใช้ caption, id, name หรือ css",
            "`column` works only inside a table row; use caption, id, name or css.",
        )
        bound.wrong((*where, "column"), "column_outside", text)
    if at.within is not None:
        no_column(bound, (*where, "within"), at.within, in_row=in_row)


def bind_shown_format(bound: Bound, where: Where, form: str | None, spec: FieldSpec) -> None:
    """Check the declared format of a shown value."""
    if form is not None and spec.kind == "date" and not is_date_format(form):
        bound.wrong((*where, "format"), "format", date_format_wrong(form))
    if form is not None and spec.kind in _NUMERIC and not is_number_format(form):
        bound.wrong((*where, "format"), "format", number_format_wrong(form))


def date_format_wrong(form: str) -> Text:
    """Say how a date format is written."""
    return say(
        "รูปแบบวันที่ {f} ต้องมี วัน เดือน ปี อย่างละหนึ่ง เช่น dd/mm/yyyy",
        "The date format {f} must name day, month and year once each, like dd/mm/yyyy.",
        f=form,
    )


def number_format_wrong(form: str) -> Text:
    """Say how a number format is written."""
    return say(
        "ไม่รู้จักรูปแบบตัวเลข {f} ให้ใช้ 0, 0.00, #,##0, #,##0.00 หรือ #.##0,00",
        "The number format {f} is not known; use 0, 0.00, #,##0, #,##0.00 or #.##0,00.",
        f=form,
    )


def _bind_format(bound: Bound, where: Where, form: str | None, spec: FieldSpec, site: SiteMapping) -> None:
    here = (*where, "format")
    if spec.kind == "date":
        if form is not None and not is_date_format(form):
            bound.wrong(here, "format", date_format_wrong(form))
        return
    if spec.kind not in _NUMERIC:
        if form is not None:
            text = say("format ใช้กับวันที่และตัวเลขเท่านั้น", "`format` is for dates and numbers only.")
            bound.wrong(here, "format", text)
        return
    used = form or (site.money_format if spec.kind == "money" else None)
    if used is None:
        return
    if not is_number_format(used):
        if form is not None:
            bound.wrong(here, "format", number_format_wrong(used))
        return
    if spec.kind != "integer" and format_decimals(used) < spec.decimals:
        text = say(
            "รูปแบบ {f} เขียนทศนิยมได้ไม่ครบ {n} ตำแหน่งของช่องนี้ ให้แก้ format หรือ decimals",
            "The format {f} cannot write the {n} decimals of this column; change format or decimals.",
            f=used,
            n=spec.decimals,
        )
        bound.wrong(here, "format_loses", text)


def _check_needs_yesno() -> Text:
    return say("how: check ใช้กับ kind: yesno เท่านั้น", "`how: check` is for `kind: yesno` only.")


def _yesno_captions(bound: Bound, where: Where, enter: Enter) -> None:
    meant = set()
    for word in enter.translate:
        try:
            meant.add(parse(word, FieldSpec(header="-", kind="yesno")))
        except CellError as error:
            bound.wrong((*where, "translate", word), "yesno", error.text)
    if meant != {True, False}:
        text = say(
            "ต้องบอกใน translate ว่า true และ false คือตัวเลือกใดบนหน้าจอ",
            "`translate` must say which captions on the screen stand for true and for false.",
        )
        bound.wrong((*where, "translate"), "yesno", text)


def _bind_spec(bound: Bound, where: Where, spec: FieldSpec, lists: Mapping[str, ListRows]) -> None:
    if spec.min is not None and spec.max is not None and spec.min > spec.max:
        bound.wrong((*where, "min"), "min_max", say("min มากกว่า max", "`min` is above `max`."))
    if spec.mask is not None and spec.kind != "code":
        only = say("mask ใช้กับ kind: code เท่านั้น", "`mask` is for `kind: code` only.")
        bound.wrong((*where, "mask"), "mask", only)
    if spec.choices and spec.kind not in ("text", "code", "choice"):
        text = say(
            "choices ใช้กับ kind: choice, text หรือ code เท่านั้น",
            "`choices` is for kind choice, text or code only.",
        )
        bound.wrong((*where, "choices"), "choices_kind", text)
    usable = spec.choices is None or _bind_choices(bound, (*where, "choices"), spec.choices, lists)
    if usable:
        for part in ("value", "default", "example"):
            _bind_constant(bound, (*where, part), getattr(spec, part), spec, lists)


def _bind_choices(bound: Bound, where: Where, choices: Choices, lists: Mapping[str, ListRows]) -> bool:
    named = [
        bound.known((*where, "where", column), name, bound.everything, FIELD)
        for column, name in choices.where.items()
    ]
    if choices.file is None or choices.file not in lists:
        return choices.file is None and all(named)
    headers = list(lists[choices.file][0]) if lists[choices.file] else []
    there = [bound.known((*where, "column"), choices.column or "", headers, COLUMN)]
    there += [bound.known((*where, "where", column), column, headers, COLUMN) for column in choices.where]
    return all(there) and all(named)


def _bind_constant(
    bound: Bound, where: Where, text: str | None, spec: FieldSpec, lists: Mapping[str, ListRows]
) -> None:
    if text is None:
        return
    try:
        parse(text, spec, refused=())
    except CellError as error:
        bound.wrong(where, "value", error.text)
        return
    known = choice_list(spec.choices, lists).all if spec.choices else {}
    parts = split(text, known) if spec.several else [text]
    if spec.choices and text and any(fold(one) not in known for one in parts):
        wrong = say("{v} ไม่อยู่ในรายการของช่องนี้", "{v} is not in this column's list.", v=text)
        bound.wrong(where, "value", wrong)
