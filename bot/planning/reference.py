"""The mapping reference in Markdown, made from the grammar's own models so that it cannot fall behind."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from bot.planning.grammar import At, Books, Mapping, Pattern, Sign, SiteMapping, Strict

EXAMPLE_SITE = """\
format: "1"
site: town-cash
title: {th: ระบบการเงินตัวอย่าง, en: Town cash book}
era: BE
date_format: dd/mm/yyyy

sign_in:
  url: login.php
  username: {caption: User name}
  password: {caption: Password}
  submit: {text: Sign in}
  signed_in:
    - at: {text: Sign out}

signed_out:
  - url: login\\.php
"""
"""A whole `site.yaml`, as small as one can be."""

EXAMPLE_SCREEN = """\
format: "1"
screen: RECEIPT
revision: "1"
title: {th: ใบเสร็จรับเงิน, en: Cash receipt}
sheet: Receipts                       # the workbook's sheet
key: [book_no]                        # what names a document, for ever
day: paid_on
amount: total

fields:                               # one column of the sheet each
  book_no: {header: Book no., kind: code, required: true, enter: {at: {caption: Book no.}}}
  paid_on: {header: Date, kind: date, required: true, enter: {at: {caption: Date, id: txtDate}}}
  payer: {header: Payer, required: true, enter: {at: {caption: Received from}}}
  income:
    header: Income
    kind: choice
    required: true
    choices: {of: [Market fees, Rent, Fines]}
    enter: {at: {caption: Type of income}}        # a drop-down, chosen by its caption
  total: {header: Amount, kind: money, required: true, min: "0.01", enter: {at: {caption: Amount}}}

opens_at: {url: "receipt.php?new=1"}
recognised_by:                        # proven before typing and again before the commit
  - at: {css: h1}
    text: ^New receipt$

commit:
  at: {text: Save}
  request: {method: POST, url: "*/receipt.php*", fields: {action: save}}

receipt:
  success:
    - page: "Receipt no. RC-"
  number: {pattern: "Receipt no. (RC-[0-9]+)"}

refusals:
  - at: {css: .error}

find:
  opens_at: {url: receipts.php}
  criteria:
    - {field: book_no, enter: {at: {caption: Book no.}}}
  submit: {text: Search}
  table:
    columns: {number: No., book_no: Book no., paid_on: Date, payer: Payer, income: Income, total: Amount}
    empty: {page: Nothing found}
"""
"""A whole screen file, as small as one can be."""


def mapping_reference() -> str:
    """Give the reference: a worked example, then every class and key of every kind of file."""
    parts = [
        _INTRODUCTION,
        f"## A whole example\n\n`site.yaml`:\n\n```yaml\n{EXAMPLE_SITE}```\n",
        f"`receipt.yaml`:\n\n```yaml\n{EXAMPLE_SCREEN}```\n",
        "## site.yaml\n",
        _section(SiteMapping),
        "## A screen file\n",
        _section(Mapping),
        "## books.yaml\n",
        _section(Books),
        "## Their parts\n",
        *(_section(model) for model in (*_USED_MOST, *_other_parts(SiteMapping, Mapping, Books))),
    ]
    return "\n".join(parts)


_INTRODUCTION = """\
# Mapping reference

<!-- Made by bot/planning/reference.py from the grammar itself. Do not edit by hand. -->

A folder of mappings holds one `site.yaml`, with what all screens have in common, and one YAML file
for each screen; `books.yaml`, where there is one, tells how the site's reports are read and what is
compared with them. They say what the workbook's columns mean, where each value goes, what the commit is
and how a document is found and read back. There is no code in them. How to write them for a screen
that the bot has never seen: [fitting.md](fitting.md).

- An unknown key is an error. Every problem of all files is told at once, with file, line and key.
- Every scalar is read as text: `053221`, `no` and `1:20` stay what they are, quoted or not.
- `elaas-bot schema` prints the JSON Schema of all this, so that an editor completes and checks.
- *pattern* is a regular expression (Python's), searched anywhere in the text, in which every run of
  white space counts as one space. In YAML put it in single quotes, or in none, so that `\\d` stays `\\d`.
- *Field* below means a name under `fields:` or `lines.fields:`, never a caption.
- A caption, an option and a column header are compared after folding white space; of the Thai
  letters that look alike but are coded in two ways, both count as the same.
"""


_USED_MOST: tuple[type[Strict], ...] = (At, Sign)


def _other_parts(*roots: type[Strict]) -> tuple[type[Strict], ...]:
    """List every other class that the roots use, in order of reading, each once."""
    found: list[type[Strict]] = []
    waiting = list(roots)
    while waiting:
        model = waiting.pop(0)
        for hint in _hints(model).values():
            for used in _models_in(hint):
                if used not in found and used not in roots:
                    found.append(used)
                    waiting.append(used)
    return tuple(model for model in found if model not in _USED_MOST)


def _models_in(hint: object) -> Iterator[type[Strict]]:
    if inspect.isclass(hint) and issubclass(hint, Strict):
        yield hint
    for inner in get_args(hint):
        yield from _models_in(inner)


def _hints(model: type[Strict]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _section(model: type[Strict]) -> str:
    hints = _hints(model)
    rows = [_row(name, hints[name], info) for name, info in model.model_fields.items()]
    head = ["| key | takes | default | meaning |", "|---|---|---|---|"]
    promise = inspect.cleandoc(model.__doc__ or "")
    return "\n".join([f"### {model.__name__}", "", promise, "", *head, *rows, ""])


def _row(name: str, hint: object, info: FieldInfo) -> str:
    meaning = info.description or _TAGS.get(name, "")
    cells = [f"`{info.alias or name}`", _takes(hint) + _limits(info), _default(info), meaning]
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(cell: str) -> str:
    return cell.replace("|", "\\|").replace("<", "&lt;")


_TAGS = {"rule": "Which kind of rule this is.", "do": "Which kind of step this is."}

_WORDS: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "`true` or `false`",
}


def _takes(hint: object) -> str:
    """Say in plain words which values a type allows, with links to other classes."""
    if hint == Pattern:
        return "pattern"
    if inspect.isclass(hint) and issubclass(hint, Strict):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return _takes_made_of(get_origin(hint), get_args(hint)) or _WORDS.get(hint, "number")


def _takes_made_of(origin: object, inner: tuple[Any, ...]) -> str:
    if origin is Literal:
        return " · ".join(f"`{value}`" for value in inner)
    if origin in (Union, types.UnionType):
        return " · ".join(_takes(one) for one in inner if one is not types.NoneType)
    if origin is tuple:
        return f"list of {_takes(inner[0])}"
    if origin is dict:
        return f"name → {_takes(inner[1])}"
    return _takes(inner[0]) if inner else ""


def _limits(info: FieldInfo) -> str:
    """Add bounds that a type alone does not tell."""
    signs = {"gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ ", "min_length": "at least "}
    told = [
        f"{sign}{value}"
        for rule in info.metadata
        for name, sign in signs.items()
        if (value := getattr(rule, name, None)) is not None
    ]
    return f", {', '.join(told)}" if told else ""


def _default(info: FieldInfo) -> str:
    """Say what holds when the key is left out."""
    if info.is_required():
        return "**needed**"
    value = info.get_default(call_default_factory=True, validated_data={})
    if value is None or value in ((), {}, "") or isinstance(value, Strict):
        return "–"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
