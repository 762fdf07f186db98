"""Mapping files become Mappings: grammar first, then every reference inside, all problems at once."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import InputProblems, Problem
from bot.language import say
from bot.planning import grammar
from bot.planning.binding import Bound, bind, bind_books, bind_site, bind_together
from bot.planning.complaints import complaints
from bot.planning.grammar import FieldSpec, ListColumn, NeverBelow, NotOn, Opening, Refers, SiteMapping
from bot.planning.grammar.base import Strict
from bot.planning.identity import sha256
from bot.planning.lists import ListRows, read_list
from bot.planning.schema import mapping_schema
from bot.planning.yaml import Document, Where, read_yaml

__all__ = ["Mappings", "load_mappings", "load_site", "mapping_schema"]

SITE_FILE, BOOKS_FILE = "site.yaml", "books.yaml"

_Model = TypeVar("_Model", grammar.Mapping, SiteMapping, grammar.Books)


@dataclass(frozen=True, kw_only=True)
class Mappings:
    """Everything that the mapping folder says, proven to hold together.

    `screens` by screen name in the order of work within a day; `digests` by screen: SHA-256 over
    the meaning (not the layout) of the screen file, site.yaml and the list files it uses;
    `lists` by file name as the mappings write it; `books` what books.yaml says, where there is one.
    """

    site: SiteMapping
    screens: Mapping[str, grammar.Mapping]
    digests: Mapping[str, str]
    folder: Path
    lists: Mapping[str, ListRows]
    books: grammar.Books | None = None


def load_mappings(folder: Path, *, screens_needed: bool = True) -> Mappings:
    """Read site.yaml, books.yaml and every screen; InputProblems carries all problems of all files.

    `screens_needed` false: site.yaml alone will do, as it stands while the first screen is being fitted.
    """
    problems: list[Problem] = []
    site_document = _read(folder / SITE_FILE, problems) if _has_site(folder, problems) else None
    site = _validated(site_document, SiteMapping, problems)
    read = [_read(path, problems) for path in _screen_files(folder)]
    bounds = [
        Bound(document=document, mapping=mapping)
        for document in read
        if document and (mapping := _validated(document, grammar.Mapping, problems))
    ]
    books_document = _read(folder / BOOKS_FILE, problems) if (folder / BOOKS_FILE).is_file() else None
    books = _validated(books_document, grammar.Books, problems)
    lists = _lists(folder, bounds, books, problems)
    if books and books_document:
        problems += bind_books(books_document, books, {b.mapping.screen: b.mapping for b in bounds}, lists)
    if site and site_document:
        problems += bind_site(site_document, site)
        for bound in bounds:
            problems += bind(bound, site, lists)
    problems += bind_together(bounds)
    if screens_needed and not read and not problems:
        problems.append(_no_screens(folder))
    if problems or site is None:
        raise InputProblems(problems)
    screens = {mapping.screen: mapping for mapping in in_order([bound.mapping for bound in bounds])}
    return Mappings(
        site=site,
        screens=MappingProxyType(screens),
        digests=MappingProxyType({name: _digest(one, site, lists) for name, one in screens.items()}),
        folder=folder,
        lists=MappingProxyType(lists),
        books=books,
    )


def load_site(folder: Path) -> Mappings:
    """Read site.yaml alone, whatever state the screens are in; InputProblems carries all its problems."""
    problems: list[Problem] = []
    document = _read(folder / SITE_FILE, problems) if _has_site(folder, problems) else None
    site = _validated(document, SiteMapping, problems)
    if site and document:
        problems += bind_site(document, site)
    if problems or site is None:
        raise InputProblems(problems)
    return Mappings(site=site, screens={}, digests={}, folder=folder, lists={})


def in_order(screens: Sequence[grammar.Mapping]) -> list[grammar.Mapping]:
    """Sort screens so that each comes after those it requires, lower `order` first."""
    known = {one.screen: one for one in screens}
    waits = {one.screen: set(one.requires) & known.keys() for one in screens}
    ready = [(one.order, one.screen) for one in screens if not waits[one.screen]]
    heapq.heapify(ready)
    done: list[grammar.Mapping] = []
    while ready:
        _, name = heapq.heappop(ready)
        done.append(known[name])
        for other in known.values():
            if name in waits[other.screen]:
                waits[other.screen].discard(name)
                if not waits[other.screen]:
                    heapq.heappush(ready, (other.order, other.screen))
    return done


def list_files(mapping: grammar.Mapping) -> tuple[str, ...]:
    """Name the list files that a screen's columns and rules use."""
    in_lines = mapping.lines.fields.values() if mapping.lines else ()
    specs: list[FieldSpec] = [*mapping.fields.values(), *in_lines]
    files = {spec.choices.file for spec in specs if spec.choices and spec.choices.file}
    for rule in mapping.rules:
        match rule:
            case Refers(file=str(file)) | NotOn(holidays=ListColumn(file=file)):
                files.add(file)
            case NeverBelow(opening=Opening(file=file)):
                files.add(file)
            case _:
                pass
    return tuple(sorted(files))


def _has_site(folder: Path, problems: list[Problem]) -> bool:
    if (folder / SITE_FILE).is_file():
        return True
    text = say(
        "ไม่พบ {path} ให้ตรวจค่า mappings ใน config.yaml ว่าชี้ไปยังโฟลเดอร์ไฟล์แม็ป",
        "{path} is not there. See that `mappings` in config.yaml names the folder of the mapping files.",
        path=folder / SITE_FILE,
    )
    problems.append(Problem(cell=SITE_FILE, code="mapping_no_site", text=text))
    return False


def _screen_files(folder: Path) -> list[Path]:
    files = [*folder.glob("*.yaml"), *folder.glob("*.yml")]
    others = (SITE_FILE, BOOKS_FILE)
    return sorted(path for path in files if path.name not in others and not path.name.startswith("."))


def _no_screens(folder: Path) -> Problem:
    text = say(
        "โฟลเดอร์ {path} มีแต่ site.yaml ยังไม่มีไฟล์แม็ปของหน้าจอ ให้เพิ่มอย่างน้อยหนึ่งไฟล์",
        "The folder {path} has only site.yaml and no screen; add at least one mapping file.",
        path=folder,
    )
    return Problem(cell=folder.name, code="mapping_no_screen", text=text)


def _read(path: Path, problems: list[Problem]) -> Document | None:
    try:
        return read_yaml(path)
    except InputProblems as error:
        problems += error.problems
        return None


def _validated(document: Document | None, model: type[_Model], problems: list[Problem]) -> _Model | None:
    if document is None:
        return None
    try:
        made = model.model_validate(document.value if document.value is not None else {})
    except ValidationError as error:
        problems += complaints(document, error, model)
        return None
    _place(made, document, ())
    return made


def _place(part: object, document: Document, where: Where) -> None:
    """Tell every part of a mapping where it stands in its file."""
    if isinstance(part, Strict):
        part.placed(document.place(where))
    if isinstance(part, BaseModel):
        for name, about in type(part).model_fields.items():
            _place(getattr(part, name), document, (*where, about.alias or name))
    elif isinstance(part, Mapping):
        for key, value in part.items():
            _place(value, document, (*where, key))
    elif isinstance(part, tuple | list):
        for index, value in enumerate(part):
            _place(value, document, (*where, index))


def _lists(
    folder: Path, bounds: Sequence[Bound], books: grammar.Books | None, problems: list[Problem]
) -> dict[str, ListRows]:
    lists: dict[str, ListRows] = {}
    names = {name for bound in bounds for name in list_files(bound.mapping)}
    for name in sorted(names | {one.file for one in (books.accounts.values() if books else ())}):
        rows, problem = read_list(folder / name)
        if rows is not None:
            lists[name] = rows
        if problem is not None:
            problems.append(problem)
    return lists


def _digest(mapping: grammar.Mapping, site: SiteMapping, lists: Mapping[str, ListRows]) -> str:
    used = {name: [dict(row) for row in lists[name]] for name in list_files(mapping)}
    content = [
        mapping.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        site.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        used,
    ]
    return sha256(content)
