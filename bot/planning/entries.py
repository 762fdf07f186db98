"""Rows become Entries: put together into documents, checked, named; every problem of every row at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from bot.domain.model import Entry, Row, Value
from bot.errors import Problem, Severity
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.across import judge_across
from bot.planning.cells import canonical
from bot.planning.fiscal import Calendar, Period
from bot.planning.grammar import Balances, LinesSum
from bot.planning.habits import judge_habits
from bot.planning.identity import about_document, canonical_json, content_digest, entry_key
from bot.planning.mapping import Mappings
from bot.planning.needs import need_of, source_of
from bot.planning.reading import Draft, Reader
from bot.planning.rules import judge_rules, number_of, rows_text
from bot.planning.sheet import LAWFUL_TWIN, Workbook
from bot.planning.twins import is_lawful_twin, judge_twin

__all__ = ["Calendar", "Period", "make_entries"]


def make_entries(
    workbook: Workbook, mappings: Mappings, calendar: Calendar
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Give the sound entries, by screen and row, and every problem of all rows by cell.

    The workbook's own problems are not repeated here.
    """
    drafts: dict[str, list[Draft]] = {}
    for screen, mapping in mappings.screens.items():
        rows = workbook.rows.get(screen, ())
        if rows:
            reader = Reader(mapping, mappings.lists, mappings.site)
            documents = _documents(rows, mapping, reader)
            drafts[screen] = [_filled(draft, reader, calendar) for draft in documents]
    judge_across(drafts, workbook.passed, mappings)
    entries: list[tuple[Draft, Entry]] = []
    problems: list[Problem] = []
    for screen, found in drafts.items():
        entries += _named(found, mappings.screens[screen])
        problems += sorted((one for draft in found for one in _told(draft)), key=_by_cell)
    return tuple(_with_needs(entries)), tuple(problems)


def _with_needs(entries: Sequence[tuple[Draft, Entry]]) -> Iterator[Entry]:
    """Tell each entry which others come first; what is not sound names none."""
    keys = {id(draft): entry.key for draft, entry in entries}
    for draft, entry in entries:
        referred = [need_of(link, keys[id(link.there)]) for link in draft.links if id(link.there) in keys]
        drawn = [source_of(keys[id(source)]) for source in draft.sources if id(source) in keys]
        needs = (*referred, *drawn)
        yield replace(entry, needs=needs) if needs else entry


def _told(draft: Draft) -> Iterator[Problem]:
    """Give a document's problems; a warning knows its document and content, wherever the rows stand."""
    captions = {letters: caption for caption, letters in draft.rows[0].columns.items()}
    for problem in draft.problems:
        if problem.severity != "warning" or problem.about:
            yield problem
            continue
        letters = problem.cell.rpartition("!")[2].rstrip("0123456789")
        about = about_document(draft.mapping.screen, draft.fields, draft.lines)
        yield replace(problem, about=canonical_json([captions.get(letters, ""), about]))


def _by_cell(problem: Problem) -> tuple[int, int, str]:
    """Give the place of a cell in reading order: row, then column."""
    place = problem.cell.rpartition("!")[2]
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]), len(letters), letters


def _documents(rows: Iterable[Row], mapping: grammar.Mapping, reader: Reader) -> list[Draft]:
    """Put rows together: equal in every group field, they are lines of one document."""
    if not mapping.group_by:
        return [Draft(mapping=mapping, rows=[row]) for row in rows]
    drafts: dict[tuple[str, ...] | int, Draft] = {}
    latest: Draft | None = None
    for row in rows:
        probe = Draft(mapping=mapping, rows=[row])
        texts = tuple(canonical(reader.read_one(probe, row, name)) for name in mapping.group_by)
        if all(texts):
            draft = drafts.setdefault(texts, Draft(mapping=mapping, rows=[]))
            if draft.rows and draft is not latest:
                draft.apart.append(row)
            draft.rows.append(row)
            latest = draft
        else:
            latest = drafts[row.number] = Draft(mapping=mapping, rows=[row], loose=True)
    return list(drafts.values())


def _filled(draft: Draft, reader: Reader, calendar: Calendar) -> Draft:
    """Read and check one document."""
    first, *others = draft.rows
    reader.read_header(draft, first)
    if draft.loose:
        _group_blank(draft, first)
    for row in others:
        reader.read_again(draft, row)
    _apart(draft)
    if draft.mapping.lines is not None:
        bare = draft.mapping.lines.min == 0 and not others and not reader.has_line(first)
        for row in () if bare else draft.rows:
            reader.read_line(draft, row)
        _count_lines(draft, draft.mapping.lines)
        if not draft.loose and not draft.any_wrong(*draft.mapping.lines.fields):
            _doubled_lines(draft)
    _day(draft, calendar)
    _key_filled(draft)
    judge_habits(draft)
    judge_rules(draft)
    return draft


def _group_blank(draft: Draft, row: Row) -> None:
    for name in draft.mapping.group_by:
        if draft.fields.get(name) is None and not draft.is_wrong(name, row):
            text = say(
                "ต้องกรอก {title} ทุกแถว เพื่อให้รู้ว่าแถวใดเป็นเอกสารเดียวกัน",
                "{title} must be filled in on every row, to tell which rows are one document.",
                title=draft.title(name),
            )
            draft.wrong.add((name, row.number))
            draft.add_at(row, name, "group_blank", text)


def _apart(draft: Draft) -> None:
    if not draft.apart:
        return
    text = say(
        "แถวของเอกสารเดียวกันอยู่ห่างกัน (แถว {rows}) จะรวมเป็นเอกสารเดียว ให้ตรวจว่าตั้งใจ",
        "Rows of one document stand apart (rows {rows}); they are taken as one document. "
        "See that this is meant.",
        rows=rows_text(draft.rows),
    )
    draft.add_at(draft.apart[0], draft.mapping.group_by[0], "rows_apart", text, "note")


def _count_lines(draft: Draft, lines: grammar.Lines) -> None:
    count = len(draft.lines)
    if draft.loose or (count >= lines.min and (lines.max is None or count <= lines.max)):
        return
    text = say(
        "เอกสารนี้มี {n} รายการ ต้องมี {least}{most} (แถว {rows})",
        "This document has {n} lines; it must have {least}{most} (rows {rows}).",
        n=count,
        least=say("อย่างน้อย {n}", "at least {n}", n=lines.min),
        most=say(" ไม่เกิน {n}", " and at most {n}", n=lines.max) if lines.max else Text(th="", en=""),
        rows=rows_text(draft.rows),
    )
    name = draft.mapping.group_by[0] if draft.mapping.group_by else draft.mapping.key[0]
    draft.add_at(draft.rows[0], name, "line_count", text)


def _doubled_lines(draft: Draft) -> None:
    """Tell lines that are equal, and refuse a document whose rows were pasted twice."""
    texts = [tuple(canonical(value) for value in line.values()) for line in draft.lines]
    if len(set(texts)) == len(texts) or is_lawful_twin(draft):
        return
    half, odd = divmod(len(texts), 2)
    first = draft.mapping.group_by[0] if draft.mapping.group_by else draft.mapping.key[0]
    if not odd and half > 1 and sorted(texts[:half]) == sorted(texts[half:]):
        text = say(
            "ครึ่งหลังของเอกสารเหมือนครึ่งแรกทุกแถว น่าจะวางซ้ำ ให้ลบแถวที่ซ้ำ หรือใส่ “{mark}” ในคอลัมน์ สถานะแถว หากซ้ำจริง",
            "The second half of this document equals the first; it was probably pasted twice. "
            "Delete the copy, or write “{mark}” in the column สถานะแถว if it is meant.",
            mark=LAWFUL_TWIN,
        )
        draft.add_at(draft.line_rows[half], first, "pasted_twice", text)
        return
    seen: dict[tuple[str, ...], Row] = {}
    for row, line in zip(draft.line_rows, texts, strict=True):
        if line in seen:
            text = say(
                "รายการนี้เหมือนแถว {other} ทุกช่อง ให้ตรวจว่าไม่ได้วางซ้ำ",
                "This line equals row {other} in every cell; see that it was not pasted twice.",
                other=seen[line].number,
            )
            draft.add_at(row, first, "line_twin", text, _of_twin_line(draft.mapping))
        seen.setdefault(line, row)


def _of_twin_line(mapping: grammar.Mapping) -> Severity:
    """Tell how bad an equal line is: where lines must make up a sum, a copy too many shows by itself."""
    return "note" if any(isinstance(rule, Balances | LinesSum) for rule in mapping.rules) else "warning"


def _day(draft: Draft, calendar: Calendar) -> None:
    name = draft.mapping.day
    if name is None or draft.is_wrong(name, draft.rows[0]):
        return
    day = draft.fields.get(name)
    if not isinstance(day, date):
        text = say(
            "ต้องกรอก {title} เพื่อเรียงลำดับการบันทึก",
            "{title} must be filled in; it orders the work.",
            title=draft.title(name),
        )
        draft.add_at(draft.rows[0], name, "day_blank", text)
        return
    refused = calendar.refuses(day)
    if refused:
        draft.add_at(draft.rows[0], name, *refused)


def _key_filled(draft: Draft) -> None:
    names = draft.mapping.key
    if draft.any_wrong(*names) or any(draft.fields.get(name) is not None for name in names):
        return
    text = say(
        "ต้องกรอก {all} อย่างน้อยหนึ่งช่อง เพื่อให้แต่ละเอกสารต่างกัน",
        "At least one of {all} must be filled in, to tell the documents apart.",
        all=draft.titles(names),
    )
    draft.add_at(draft.rows[0], names[0], "key_blank", text)


def _named(drafts: Iterable[Draft], mapping: grammar.Mapping) -> Iterator[tuple[Draft, Entry]]:
    """Name the documents; twins get numbers in sheet order if lawful, else problems."""
    seen: dict[tuple[str, ...], list[tuple[str, Draft]]] = {}
    for draft in drafts:
        if draft.any_wrong(*mapping.key) or draft.loose:
            continue
        texts = tuple(canonical(draft.fields.get(name)) for name in mapping.key)
        digest = content_digest(draft.fields, draft.lines)
        others = seen.setdefault(texts, [])
        if others:
            judge_twin(draft, [one for _, one in others], equal=digest == others[0][0])
        others.append((digest, draft))
        if draft.sound:
            yield draft, _entry(draft, texts, digest, occurrence=len(others))


def _entry(draft: Draft, texts: tuple[str, ...], digest: str, *, occurrence: int) -> Entry:
    mapping = draft.mapping
    day = draft.fields.get(mapping.day) if mapping.day else None
    return Entry(
        key=entry_key(mapping.screen, texts, occurrence),
        screen=mapping.screen,
        sheet=draft.rows[0].sheet,
        rows=tuple(row.number for row in draft.rows),
        fields=MappingProxyType(draft.fields),
        lines=tuple(MappingProxyType(line) for line in draft.lines),
        occurrence=occurrence,
        digest=digest,
        day=day if isinstance(day, date) else None,
        amount=_amount(draft.fields, draft.lines, mapping.amount),
        original=canonical(draft.fields.get(mapping.original or mapping.key[0])),
    )


def _amount(fields: Mapping[str, Value], lines: Iterable[Mapping[str, Value]], name: str | None) -> Decimal:
    if name is None:
        return Decimal(0)
    if name in fields:
        return number_of(fields[name])
    return sum((number_of(line.get(name)) for line in lines), Decimal(0))
