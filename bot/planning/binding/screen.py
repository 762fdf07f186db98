"""Binding of a screen: its key, order, form and rules, and of all screens with one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.errors import Problem
from bot.language import Text, say
from bot.planning.binding.across import bind_rules_together
from bot.planning.binding.bound import FIELD, HEADER_FIELD, SCREEN, Bound
from bot.planning.binding.fields import bind_fields
from bot.planning.binding.places import bind_places
from bot.planning.binding.rules import bind_rules
from bot.planning.cells import fold
from bot.planning.grammar import EnterStep, LinesStep, SiteMapping
from bot.planning.kinds.folding import caption_key
from bot.planning.lists import ListRows
from bot.planning.yaml import Where

STATUS_COLUMN = "สถานะแถว"
"""Header of the optional column that marks example rows, rows to pass over and lawful twins."""

SHEET_NAME = 31
"""A spreadsheet's sheet has no longer name."""


def bind(bound: Bound, site: SiteMapping, lists: Mapping[str, ListRows]) -> list[Problem]:
    """Follow every reference inside one screen's mapping; gives all problems."""
    _sheet_name(bound)
    _names(bound)
    _headers(bound)
    bind_fields(bound, site, lists)
    bind_rules(bound, lists)
    _form(bound)
    bind_places(bound, site)
    return bound.problems


def bind_together(bounds: Sequence[Bound]) -> list[Problem]:
    """Check what screens say of one another: unique names and sheets, known and possible `requires`."""
    problems: list[Problem] = []
    problems += _unique(bounds, "screen", [[bound.mapping.screen] for bound in bounds])
    sheets = [[bound.mapping.sheet, *bound.mapping.sheet_aliases] for bound in bounds]
    problems += _unique(bounds, "sheet", sheets)
    screens = [bound.mapping.screen for bound in bounds]
    for bound in bounds:
        before = len(bound.problems)
        for index, name in enumerate(bound.mapping.requires):
            bound.known(("requires", index), name, screens, SCREEN)
        problems += bound.problems[before:]
    told = [len(bound.problems) for bound in bounds]
    bind_rules_together(bounds)
    problems += [one for bound, n in zip(bounds, told, strict=True) for one in bound.problems[n:]]
    return problems + _circles(bounds)


def _sheet_name(bound: Bound) -> None:
    name = bound.mapping.sheet
    if 0 < len(name) <= SHEET_NAME and not set(name) & set("[]:*?/\\") and name == name.strip(" '"):
        return
    text = say(
        "ชื่อแผ่นงาน “{n}” ใช้ไม่ได้ ต้องยาวไม่เกิน {m} ตัวอักษร และไม่มี [ ] : * ? / \\",
        "No sheet can be named “{n}”: at most {m} characters, none of [ ] : * ? / \\.",
        n=name,
        m=SHEET_NAME,
    )
    bound.wrong(("sheet",), "sheet_name", text)


def _names(bound: Bound) -> None:
    mapping = bound.mapping
    _naming(bound)
    for name in bound.lines:
        if name in bound.header:
            text = say("ชื่อ {n} ใช้แล้วในส่วนหัว", "The name {n} is already a header field.", n=name)
            bound.wrong(("lines", "fields", name), "name_twice", text)
    if mapping.group_by and mapping.lines is None:
        text = say("group_by ใช้เมื่อมี lines เท่านั้น", "`group_by` needs `lines`.")
        bound.wrong(("group_by",), "group_without_lines", text)
    if mapping.day and bound.known(("day",), mapping.day, bound.header, HEADER_FIELD):
        _kind(bound, ("day",), mapping.day, ("date",))
    if mapping.original:
        bound.known(("original",), mapping.original, bound.header, HEADER_FIELD)
    if mapping.account:
        bound.known(("account",), mapping.account, bound.everything, FIELD)
    if mapping.amount and bound.known(("amount",), mapping.amount, bound.everything, FIELD):
        _kind(bound, ("amount",), mapping.amount, ("money", "number", "integer"))


def _naming(bound: Bound) -> None:
    mapping = bound.mapping
    for part in ("key", "group_by"):
        for index, name in enumerate(getattr(mapping, part)):
            if bound.known((part, index), name, bound.header, HEADER_FIELD) and bound.header[name].part:
                bound.wrong((part, index), "part_names", _part_names(name))


def _kind(bound: Bound, where: Where, name: str, kinds: tuple[str, ...]) -> None:
    if bound.everything[name].kind not in kinds:
        text = say("{n} ต้องเป็น kind: {k}", "{n} must be of kind {k}.", n=name, k=" / ".join(kinds))
        bound.wrong(where, "kind", text)


def _headers(bound: Bound) -> None:
    seen: dict[str, str] = {caption_key(STATUS_COLUMN): STATUS_COLUMN}
    for prefix, fields in ((("fields",), bound.header), (("lines", "fields"), bound.lines)):
        for name, spec in fields.items():
            for caption in (spec.header, *spec.aliases):
                if caption is None:
                    continue
                if seen.get(caption_key(caption), name) != name:  # its own other spelling is harmless
                    text = say(
                        "หัวคอลัมน์ {c} ใช้แล้วกับ {other}",
                        "The column header {c} is already taken by {other}.",
                        c=caption,
                        other=seen[caption_key(caption)],
                    )
                    bound.wrong((*prefix, name, "header"), "header_twice", text)
                seen.setdefault(caption_key(caption), name)


def _form(bound: Bound) -> None:
    mapping = bound.mapping
    if not mapping.form:
        return
    typed = {name for name, spec in bound.header.items() if spec.enter}
    times: Counter[str] = Counter()
    for index, step in enumerate(mapping.form):
        if isinstance(step, EnterStep):
            for place, name in enumerate(step.fields):
                where: Where = ("form", index, "fields", place)
                if bound.known(where, name, bound.header, HEADER_FIELD):
                    times[name] += 1
                    if name not in typed:
                        bound.wrong(where, "not_typed", _not_typed(name))
                    elif times[name] > 1:
                        text = say("{n} ถูกพิมพ์ซ้ำใน form", "{n} is typed twice in the form.", n=name)
                        bound.wrong(where, "typed_twice", text)
    for name in sorted(typed - times.keys()):
        text = say(
            "form ไม่ได้พิมพ์ {n} ให้เพิ่มในขั้น enter", "The form never types {n}; add it to an enter step.", n=name
        )
        bound.wrong(("form",), "never_typed", text)
    count = sum(isinstance(step, LinesStep) for step in mapping.form)
    if count != (1 if mapping.lines else 0):
        bound.wrong(("form",), "lines_step", _lines_step(count, has_lines=mapping.lines is not None))


def _part_names(name: str) -> Text:
    return say(
        "{n} เป็นเพียงส่วนหนึ่งของช่องอื่น จึงใช้ระบุเอกสารไม่ได้ ให้ใช้ช่องนั้นทั้งช่อง",
        "{n} is only a part of another field and cannot name a document; name the whole field.",
        n=name,
    )


def _not_typed(name: str) -> Text:
    return say(
        "{n} ไม่มี enter จึงพิมพ์ไม่ได้ (ช่อง computed ระบบคำนวณเอง)",
        "{n} has no `enter`, so it cannot be typed (the site fills a computed field itself).",
        n=name,
    )


def _lines_step(count: int, *, has_lines: bool) -> Text:
    if not has_lines:
        return say("มีขั้น lines แต่แม็ปนี้ไม่มี lines", "There is a `lines` step, but the mapping has no lines.")
    return say(
        "form ต้องมีขั้น do: lines หนึ่งครั้ง (พบ {n})", "The form needs `do: lines` once (found {n}).", n=count
    )


def _unique(bounds: Sequence[Bound], part: str, names: Sequence[Sequence[str]]) -> list[Problem]:
    problems: list[Problem] = []
    seen: dict[str, Bound] = {}
    for bound, mine in zip(bounds, names, strict=True):
        for name in dict.fromkeys(map(fold, mine)):
            if name in seen:
                text = say(
                    "{part} {n} ใช้แล้วใน {file}",
                    "The {part} {n} is already used in {file}.",
                    part=part,
                    n=name,
                    file=seen[name].document.path.name,
                )
                cell = bound.document.place((part,))
                problems.append(Problem(cell=cell, code=f"mapping_{part}_twice", text=text))
            seen.setdefault(name, bound)
    return problems


def _circles(bounds: Sequence[Bound]) -> list[Problem]:
    left = {bound.mapping.screen: set(bound.mapping.requires) for bound in bounds}
    left = {name: needs & left.keys() for name, needs in left.items()}
    while free := {name for name, needs in left.items() if not needs}:
        left = {name: needs - free for name, needs in left.items() if name not in free}
    files = {bound.mapping.screen: bound for bound in bounds}
    text = say(
        "requires วนเป็นวง ({all}) จึงไม่รู้ว่าอะไรมาก่อน ให้ตัดออกหนึ่งทาง",
        "`requires` runs in a circle ({all}), so nothing can come first; take one out.",
        all=", ".join(sorted(left)),
    )
    return [
        Problem(cell=files[name].document.place(("requires",)), code="mapping_circle", text=text)
        for name in sorted(left)
    ]
