"""A screen file in YAML text from the drafts of its form, of its list and of one document's page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.planning.skeleton.guessing import (
    MANY_OPTIONS,
    button_for,
    caption_of,
    column_for,
    field_names,
    kind_of,
    number_header,
)

_PLAIN = re.compile(r"^[\w฀-๿][\w฀-๿ ./()-]*$")
_WORDS = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n"})
_HEAD = """\
# A first draft, made by `elaas-bot learn --yaml`. Every place of a field was tried on the page. Read it over:
# kinds, required, which fields are wanted. What only you can know says TODO; `elaas-bot check` tells what is
# left.
"""

Draft = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The way to the form: its address, or the captions of the menu."""

    url: str | None = None
    menu: tuple[str, ...] = ()


def draft_mapping(form: Draft, way: Opening, listed: Draft | None, list_address: str | None) -> str:
    """Write the screen file; `form` and `listed` are what `learn` tells of the form's and the list's page."""
    controls = [one for one in form["fields"] if one["make"] not in ("file", "password")]
    names = field_names(controls)
    title = (form["head"] or {}).get("text") or form["title"] or "TODO"
    lines = [*_head_lines(title, names, controls)]
    lines += ["", "fields:"]
    for name, control in zip(names, controls, strict=True):
        lines += _field(name, control, "  ")
    for one in form["fields"]:
        if one["make"] in ("file", "password"):
            lines.append(f"  # left out: {caption_of(one)} ({one['make']})")
    line_names: list[str] = []
    if form["lines"]:
        line_names = field_names(form["lines"]["columns"], names)
        lines += ["", *_lines(form, line_names)]
    lines += ["", *_opening(form, way), "", *_commit(form), "", *_outcome()]
    lines += ["", *_find(list(zip(names, controls, strict=True)), line_names, listed, list_address)]
    return _HEAD + "\n".join(lines) + "\n"


def text(value: str) -> str:
    """Write a text as YAML takes it: bare where that is safe, else in quotes."""
    if _PLAIN.match(value) and value == value.strip() and value.lower() not in _WORDS:
        return value
    return (
        "'" + value.replace("'", "''") + "'" if value.isprintable() else json.dumps(value, ensure_ascii=False)
    )


def _exactly(words: str) -> str:
    """Write a pattern that means these words and nothing else."""
    return re.sub(r"([.^$*+?()\[\]{}|\\])", r"\\\1", words)


def _flow(at: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{way}: {text(str(value))}" for way, value in at.items()) + "}"


def _head_lines(title: str, names: Sequence[str], controls: Sequence[Draft]) -> Iterator[str]:
    kinds = [kind_of(one) for one in controls]
    screen = re.sub(r"[^A-Z0-9]+", "_", title.upper()).strip("_") or "SCREEN"
    yield 'format: "1"'
    yield f"screen: {screen[:40]}"
    yield 'revision: "1"'
    yield f"title: {{th: {text(title)}, en: {text(title)}}}"
    sheet = re.sub(r"[^\w ฀-๿-]", " ", title).strip()[:31]
    yield f"sheet: {text(sheet or 'Sheet')}"
    coded = next((name for name, kind in zip(names, kinds, strict=True) if kind == "code"), "TODO")
    yield "# What names a document for ever: typed by us, shown by the site, and searched for."
    yield f"key: [{coded}]"
    for part, kind in (("day", "date"), ("amount", "money")):
        if kind in kinds:
            yield f"{part}: {names[kinds.index(kind)]}"


def _field(name: str, control: Draft, indent: str) -> Iterator[str]:
    kind = kind_of(control)
    at = _flow(control["at"]) if control["at"] else "{css: TODO}"
    parts = [f"header: {text(caption_of(control).rstrip(' *:'))}"]
    parts += [f"kind: {kind}"] if kind != "text" else []
    parts += ["required: true"] if control["required"] else []
    parts += [f"max_length: {control['max']}"] if control["max"] and kind == "text" else []
    parts += ["multiline: true"] if control["lines"] and kind == "text" else []
    if control["make"] == "closed" and kind != "date":  # a date goes in by its calendar
        yield f"{indent}{name}: {{{', '.join(parts)}, computed: {at}}}   # closed for typing"
        return
    how = ", how: suggest" if control["make"] == "suggest" and kind not in ("choice", "date") else ""
    options = control["options"]
    if kind == "choice" and not 0 < len(options) <= MANY_OPTIONS:
        how = {"select": ", how: select", "radio": ", how: radio"}.get(control["make"], ", how: suggest")
        note = (
            f"{len(options)} options: better in a CSV file, choices: {{file: …, column: …}}"
            if options
            else "filled later"
        )
        yield f"{indent}# {name}: {note}"
    elif kind == "choice":
        parts.append(f"choices: {{of: [{', '.join(text(str(one)) for one in options)}]}}")
        parts += ["several: true"] if control.get("several") else []
    parts.append(f"enter: {{at: {at}{how}}}")
    yield f"{indent}{name}: {{{', '.join(parts)}}}"


def _lines(form: Draft, names: Sequence[str]) -> Iterator[str]:
    found = form["lines"]
    yield "# A grid. `group_by` names the fields by which rows of the sheet are one document."
    yield "group_by: [TODO]"
    yield "lines:"
    yield "  style: grid"
    fits = (
        ""
        if found["count"] == found["real"]
        else f"   # fits {found['count']} rows, {found['real']} have controls: narrow it"
    )
    yield f"  rows: {text(found['rows'])}{fits}"
    adds = [
        one
        for one in form["buttons"]
        if re.search(r"add|new (row|line)|\+|เพิ่ม", str(one["text"]), re.IGNORECASE)
    ]
    if adds:
        yield f"  add: {_flow(adds[0]['at'])}"
    yield "  fields:"
    for name, control in zip(names, found["columns"], strict=True):
        yield from _field(name, control, "    ")


def _opening(form: Draft, way: Opening) -> Iterator[str]:
    parts = [f"url: {text(way.url or '')}"] if way.url or not way.menu else []
    parts += [f"menu: [{', '.join(map(text, way.menu))}]"] if way.menu else []
    frame = f"[name={form['frame']}]"
    parts += [f"frame: [{text(frame)}]"] if form["frame"] else []
    yield f"opens_at: {{{', '.join(parts)}}}"
    yield "recognised_by:"
    head = form["head"]
    if head and head["at"]:
        said = f"  - {{at: {_flow(head['at'])}"
        yield said + ("}" if "text" in head["at"] else f", text: {text('^' + _exactly(head['text']))}}}")
    else:
        yield f"  - {{title: {text(_exactly(form['title']) or 'TODO')}}}"


def _commit(form: Draft) -> Iterator[str]:
    button, sent = button_for(form["buttons"]), form["form"]
    yield "commit:"
    yield f"  at: {_flow(button['at']) if button and button['at'] else '{text: TODO}'}"
    if button is None or sent is None or sent["method"] == "GET" or not button["submits"]:
        yield "  # Press it by hand with the developer tools open (Network): the request that stores."
        yield '  request: {method: POST, url: "TODO"}'
        return
    fields = ""
    if button["event"]:
        fields = f", fields: {{__EVENTTARGET: {text('*' + re.split(r'[$:]', button['event'])[-1])}}}"
    elif button["name"]:
        fields = f', fields: {{{text(re.split(r"[$:]", button["name"])[-1])}: "*"}}'
    yield f"  request: {{method: {sent['method']}, url: {text(sent['path'] + '*')}{fields}}}"


def _outcome() -> Iterator[str]:
    yield "receipt:"
    yield "  success:                      # what shows when the site has stored it, and never before"
    yield "    - page: TODO"
    yield "  # number: {pattern: 'No. (\\S+)'}     # where the site shows its number; none: leave it out"
    yield "refusals:                       # what shows when it says no (try a document with a mistake)"
    yield "  - page: TODO"


def _find(
    fields: Sequence[tuple[str, Draft]], lines: Sequence[str], listed: Draft | None, address: str | None
) -> Iterator[str]:
    yield "find:                           # how a document is looked up on the site"
    yield f"  opens_at: {{url: {text(address or 'TODO')}}}"
    table = _table(fields, listed["tables"] if listed else ())
    headers: list[str] = table["headers"] if table else []
    shown = _shown(fields, headers)
    criteria = _criteria(fields, listed["search"] if listed else ())
    if criteria:
        yield "  criteria:"
        yield from criteria
    button = button_for(listed["presses"], search=True) if listed and criteria else None
    if button:
        yield f"  submit: {_flow(button['at'])}"
    yield "  table:"
    yield "    columns:"
    number = number_header(headers, list(shown.values()))
    yield f"      number: {text(number)}   # the site's own number; without one, the key's column"
    for name, header in shown.items():
        yield f"      {name}: {text(header)}"
    empty = _exactly(table["empty"]) if table and table["empty"] else "TODO"
    yield f"    empty: {{page: {text(empty)}}}          # what the list says when nothing was found"
    if listed and listed["pager"]:
        yield f"    pages: {{numbers: {{css: {text(listed['pager'])}}}}}"
    elif listed and listed["next"]:
        yield f"    pages: {{next: {{text: {text(listed['next'])}}}}}"
    hidden = [name for name, _ in fields if name not in shown] + list(lines)
    if table and table["links"]:
        yield "  # detail: {open: {css: a}, fields: {name: Caption}}   # the document's own page shows more"
    if hidden:
        yield "  # Typed, and not in the list: unproven, unless `detail` or `read_back` shows them."
        yield f"  not_shown: [{', '.join(hidden)}]"


def _shown(fields: Sequence[tuple[str, Draft]], headers: Sequence[str]) -> dict[str, str]:
    return {name: header for name, one in fields if (header := column_for(one, headers))}


def _table(fields: Sequence[tuple[str, Draft]], tables: Sequence[Draft]) -> Draft | None:
    """Guess which table lists the documents: the one with most of the form's fields, if it has any."""
    best = max(tables, key=lambda one: len(_shown(fields, one["headers"])), default=None)
    return best if best and _shown(fields, best["headers"]) else None


def _criteria(fields: Sequence[tuple[str, Draft]], searched: Sequence[Draft]) -> list[str]:
    found = []
    for control in searched:
        caption = [str(control["at"].get("caption", ""))]
        name = next((name for name, one in fields if caption[0] and column_for(one, caption)), None)
        if name:
            found.append(f"    - {{field: {name}, enter: {{at: {_flow(control['at'])}}}}}")
    return found
