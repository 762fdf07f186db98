"""Binding of fields that are a part of another: that one is there, and can be written and split so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.language import say
from bot.planning.binding.bound import FIELD, Bound
from bot.planning.grammar import FieldSpec, Refers
from bot.planning.kinds.folding import fold
from bot.planning.kinds.numbers import is_number_format
from bot.planning.kinds.shown_dates import names_date_part
from bot.planning.lists import ListRows, choice_list
from bot.planning.yaml import Where

_TEXTS = ("text", "code", "choice")
_NUMERIC = ("money", "number", "integer")


def bind_part(bound: Bound, where: Where, spec: FieldSpec, known: Mapping[str, FieldSpec]) -> None:
    """Check one part: what it is of, how that is written, and that its pattern captures something."""
    part = spec.part
    if part is None or not bound.known((*where, "of"), part.of, known, FIELD):
        return
    whole = known[part.of]
    if whole.part is not None:
        of_a_part = say("{n} เป็นส่วนหนึ่งของช่องอื่นเสียเอง", "{n} is a part itself.", n=part.of)
        bound.wrong((*where, "of"), "part_of_part", of_a_part)
    if any(isinstance(rule, Refers) and rule.becomes and part.of in rule.by for rule in bound.mapping.rules):
        text = say(
            "{n} จะถูกแทนด้วยเลขที่ใหม่ (becomes) จึงแยกเป็นส่วนไม่ได้",
            "{n} is typed as the new number (`becomes`), so it cannot be split.",
            n=part.of,
        )
        bound.wrong((*where, "of"), "part_becomes", text)
    if part.has is not None:
        _bind_box(bound, where, spec, whole)
    elif spec.kind not in _TEXTS:
        text = say("ส่วนของช่องอื่นต้องเป็น kind: {k}", "A part must be of kind {k}.", k=" / ".join(_TEXTS))
        bound.wrong((*where[:-1], "kind"), "kind", text)
    if part.format is not None and not _fits(part.format, whole):
        text = say(
            "รูปแบบ {f} ใช้กับช่อง {n} ไม่ได้ (วันที่ใช้ d dd m mm mmm mmmm yy yyyy ตัวเลขใช้ 0.00 …)",
            "The format {f} does not fit {n}: for a date d dd m mm mmm mmmm yy yyyy, for numbers 0.00 and "
            "the like.",
            f=part.format,
            n=part.of,
        )
        bound.wrong((*where, "format"), "format", text)
    if part.pattern is not None and re.compile(part.pattern).groups < 1:
        text = say(
            "รูปแบบ {p} ต้องมีวงเล็บ ( ) ครอบส่วนที่ต้องการ",
            "The pattern {p} needs parentheses ( ) around the part that is wanted.",
            p=part.pattern,
        )
        bound.wrong((*where, "pattern"), "no_group", text)


def _bind_box(bound: Bound, where: Where, spec: FieldSpec, whole: FieldSpec) -> None:
    if spec.kind != "yesno":
        text = say("part.has ใช้กับ kind: yesno เท่านั้น", "`part.has` is for kind yesno only.")
        bound.wrong((*where[:-1], "kind"), "kind", text)
    if whole.kind != "choice" or whole.choices is None:
        text = say(
            "{n} ต้องเป็น kind: choice ที่มี choices จึงจะแยกเป็นช่องทำเครื่องหมายได้",
            "{n} must be of kind choice, with `choices`, to stand in check boxes.",
            n=spec.part.of if spec.part else "",
        )
        bound.wrong((*where, "of"), "part_choices", text)


def bind_boxes(bound: Bound, fields: Mapping[str, FieldSpec], lists: Mapping[str, ListRows]) -> None:
    """Check that every caption of a choice that stands in check boxes has one, or it would be lost."""
    boxes: dict[str, set[str]] = {}
    for spec in fields.values():
        if spec.part and spec.part.has is not None:
            boxes.setdefault(spec.part.of, set()).add(fold(spec.part.has))
    for name, has in boxes.items():
        whole = bound.everything.get(name)
        if whole is None or whole.choices is None or (whole.choices.file or "") not in {"", *lists}:
            continue
        captions = choice_list(whole.choices, lists).all
        for folded in [one for one in captions if one not in has] + sorted(has - set(captions)):
            text = say(
                "“{c}” ของ {n} ไม่มีช่องทำเครื่องหมาย (part.has) หรือไม่อยู่ในรายการ ค่านี้จะหายไป ให้แก้ให้ครบ",
                "“{c}” of {n} has no check box (`part.has`), or is not in its list; it would be lost.",
                c=captions.get(folded, folded),
                n=name,
            )
            bound.wrong(("fields", name), "no_box", text)


def _fits(form: str, whole: FieldSpec) -> bool:
    if whole.kind == "date":
        return names_date_part(form)
    return whole.kind in _NUMERIC and is_number_format(form)
