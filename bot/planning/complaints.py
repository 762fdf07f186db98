"""What is wrong with a mapping's grammar, in words that say where it is and what may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from bot.errors import Problem
from bot.language import Text, say
from bot.planning.yaml import Document

NEAR = 70
"""How alike (0-100) two words must be to be suggested for one another."""


def complaints(document: Document, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Turn pydantic's errors about one file into problems, in the file's order."""
    problems = [
        Problem(
            cell=document.place(issue["loc"]),
            code=f"mapping_{issue['type']}",
            text=_in_words(issue, model),
        )
        for issue in error.errors(include_url=False)
    ]
    return sorted(problems, key=lambda problem: _line(problem.cell))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that is most like `word`, if any is like it at all."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    return found[0] if found else None


def nearest_few(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Give the known words that are most like `word`, the likest first; a word that holds it is like it."""
    names = list(known)
    folded = [one.casefold() for one in names]
    found = process.extract(word.casefold(), folded, scorer=fuzz.WRatio, limit=most, score_cutoff=NEAR)
    return [names[place] for _, _, place in found]


def suggestion(word: str, known: Iterable[str]) -> Text:
    """Give the end of a sentence: did you mean …? — or nothing."""
    found = nearest(word, known)
    if found is None:
        return Text(th="", en="")
    return say(" หมายถึง {found} หรือไม่", " Did you mean {found}?", found=found)


def _in_words(  # noqa: PLR0911 - one line per kind of complaint
    issue: ErrorDetails, model: type[BaseModel]
) -> Text:
    kind, last = issue["type"], str(issue["loc"][-1]) if issue["loc"] else ""
    context: Mapping[str, Any] = issue.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(last, _keys_at(model, issue["loc"][:-1]))
    if kind == "missing":
        return say("ขาดหัวข้อ {key} ซึ่งต้องมี", "The key {key} is missing.", key=last)
    if kind == "literal_error":
        return _not_allowed(issue["input"], str(context["expected"]))
    if kind == "union_tag_invalid":
        return _not_allowed(context["tag"], str(context["expected_tags"]))
    if kind == "union_tag_not_found":
        key = str(context["discriminator"]).strip("'")
        return say("ขาดหัวข้อ {key} ซึ่งบอกชนิด", "The key {key}, which tells the kind, is missing.", key=key)
    if kind in _SHAPES:
        return _SHAPES[kind]
    why = str(context.get("error", issue["msg"]))
    return say(
        "ค่านี้ใช้ไม่ได้: {why} ดูคู่มือไฟล์แม็ป (docs/mapping.md)",
        "This cannot stand here: {why}. See docs/mapping.md.",
        why=Text(th=_THAI.get(why, why), en=why),
    )


_THAI: Mapping[str, str] = {
    "either `of`, or `file` with `column`": "ใช้ `of` หรือใช้ `file` คู่กับ `column` อย่างใดอย่างหนึ่ง",
    "`how: lookup` and `lookup:` go together": "`how: lookup` ต้องใช้คู่กับ `lookup:`",
    "`suggest:` needs `how: suggest`": "`suggest:` ต้องใช้คู่กับ `how: suggest`",
    "`press:` goes with a box that is typed into (`how: fill` or `type`)": (
        "`press:` ใช้กับช่องที่พิมพ์ได้เท่านั้น (`how: fill` หรือ `type`)"
    ),
    "exactly one of header, value, part is needed": "ต้องมี header, value หรือ part อย่างใดอย่างหนึ่งเท่านั้น",
    "`required` and `default` belong to the field that this is a part of": (
        "required และ default ให้เขียนที่ช่องซึ่งช่องนี้เป็นส่วนหนึ่ง"
    ),
    "kind choice needs `choices` (its captions); where they cannot be listed, say `enter.how`": (
        "kind: choice ต้องมี `choices` (รายชื่อตัวเลือก) ถ้าระบุไม่ได้ให้บอก `enter.how`"
    ),
    "`several` needs kind choice and `choices`": "`several` ใช้กับ kind: choice ที่มี `choices` เท่านั้น",
    "`has` stands alone": "`has` ใช้คู่กับ format, era หรือ pattern ไม่ได้",
    "a field is typed (enter) or computed, not both": "ช่องหนึ่งเป็น enter หรือ computed ได้อย่างเดียว",
    "url or menu is needed": "ต้องมี url หรือ menu",
    "style grid needs `rows`": "style: grid ต้องมี `rows`",
    "style form needs `add` and `table`": "style: form ต้องมี `add` และ `table`",
    "`from: at` and `at:` go together": "`from: at` ต้องใช้คู่กับ `at:`",
    "one of caption, id, name, css, text, column is needed": "ต้องมี caption id name css text หรือ column",
    "`text` needs `at`": "`text` ต้องใช้คู่กับ `at`",
    "one of page, dialog, url, title, status, answer, answered, at is needed": (
        "ต้องมี page dialog url title status answer answered หรือ at"
    ),
    "exactly one of is, is_not, matches is needed": "ต้องมี is, is_not หรือ matches อย่างใดอย่างหนึ่งเท่านั้น",
    "exactly one of screen, file is needed": "ต้องมี screen หรือ file อย่างใดอย่างหนึ่งเท่านั้น",
    "exactly one of takes, adds is needed": "ต้องมี takes หรือ adds อย่างใดอย่างหนึ่งเท่านั้น",
    "exactly one of day, value is needed": "ต้องมี day หรือ value อย่างใดอย่างหนึ่งเท่านั้น",
    "exactly one of amounts, series is needed": "ต้องมี amounts หรือ series อย่างใดอย่างหนึ่งเท่านั้น",
    "exactly one of named, field, by is needed": "ต้องมี named, field หรือ by อย่างใดอย่างหนึ่งเท่านั้น",
    "exactly one of debit, credit is needed": "ต้องมี debit หรือ credit อย่างใดอย่างหนึ่งเท่านั้น",
    "with series, `key` names one column": "เมื่อใช้ series ให้ `key` มีคอลัมน์เดียว",
    "exactly one of next, numbers, more is needed": "ต้องมี next, numbers หรือ more อย่างใดอย่างหนึ่งเท่านั้น",
}
"""What the grammar says in English when parts do not go together, in Thai."""


_TEXT = say("ต้องเป็นข้อความหนึ่งค่า", "One plain text must stand here.")
_WHOLE = say("ต้องเป็นจำนวนเต็ม", "A whole number must stand here.")
_NUMBER = say("ต้องเป็นตัวเลข", "A number must stand here.")
_BRANCH = say("ต้องเป็นหัวข้อย่อย (key: value)", "Keys with values must stand here (key: value).")
_LIST = say("ต้องเป็นรายการ เขียนแบบ [ก, ข] หรือขึ้นบรรทัดด้วย -", "A list must stand here: [a, b], or lines with -.")
_YESNO = say("ต้องเป็น true หรือ false", "Here stands true or false.")
_SHORT = say("ต้องมีอย่างน้อยหนึ่งค่า", "At least one is needed here.")

_SHAPES: Mapping[str, Text] = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "dict_type": _BRANCH,
    "model_type": _BRANCH,
    "model_attributes_type": _BRANCH,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "bool_type": _YESNO,
    "bool_parsing": _YESNO,
    "too_short": _SHORT,
}


def _unknown_key(key: str, known: set[str]) -> Text:
    return say(
        "ไม่รู้จักหัวข้อ {key}{near} ที่ใช้ได้: {known}",
        "The key {key} is not known.{near} Known here: {known}.",
        key=key,
        near=suggestion(key, known),
        known=", ".join(sorted(known)),
    )


def _not_allowed(given: object, allowed: str) -> Text:
    words = [word.strip(" '\"") for word in allowed.replace(" or ", ", ").split(",")]
    return say(
        "{given} ใช้ที่นี่ไม่ได้{near} ที่ใช้ได้: {allowed}",
        "{given} cannot stand here.{near} Allowed: {allowed}.",
        given=given,
        near=suggestion(str(given), words),
        allowed=", ".join(words),
    )


def _keys_at(model: type[BaseModel], where: tuple[int | str, ...]) -> set[str]:
    """Find the keys that are known at a place, by walking the models as the location does."""
    at: list[type[BaseModel]] = [model]
    for part in where:
        inner = [found for one in at for found in _models_of(one, str(part))]
        tagged = [one for one in at if _tag(one) == part]
        at = tagged or inner or at
    return {field.alias or name for one in at for name, field in one.model_fields.items()}


def _models_of(model: type[BaseModel], key: str) -> list[type[BaseModel]]:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return list(_models_in(field.annotation))
    return []


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _tag(model: type[BaseModel]) -> str | None:
    """Give the value of `do` or `rule` by which a model is told apart."""
    for name in ("do", "rule"):
        if name in model.model_fields:
            return str(get_args(model.model_fields[name].annotation)[0])
    return None


def _line(cell: str) -> int:
    number = cell.partition(":")[2].partition(" ")[0]
    return int(number) if number.isdecimal() else 0
