"""References: what stands here must stand there, amounts must agree, dates must follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.domain.model import Row, Value
from bot.language import Text, say
from bot.planning.across.circles import judge_circles
from bot.planning.across.sheets import Account, Sheets, account_of, tell, understood
from bot.planning.complaints import nearest
from bot.planning.fiscal import thai_day
from bot.planning.grammar import LaterThan, Refers, SumsTo
from bot.planning.kinds.folding import fold
from bot.planning.lists import listed_amount, listed_date
from bot.planning.reading import Draft, Link
from bot.planning.rules import money_text, number_of


@dataclass(frozen=True, kw_only=True)
class _Target:
    """One document or list row that may be referred to; None: cannot be understood, not judged."""

    place: str
    amount: Callable[[str], Decimal | None]
    day: Callable[[str], date | None]
    draft: Draft | None = None


@dataclass(frozen=True, kw_only=True)
class _Reference:
    draft: Draft
    row: Row
    values: Mapping[str, Value]
    account: Account
    target: _Target


@dataclass(kw_only=True)
class _Found:
    """All references of one rule, as they are met."""

    of_draft: dict[int, list[_Reference]] = field(default_factory=dict)
    of_target: dict[Account, list[_Reference]] = field(default_factory=dict)


def judge_references(sheets: Sheets) -> None:
    """Judge every `refers`."""
    for screen, rule in sheets.rules(Refers):
        targets = _targets(sheets, rule)
        found = _Found()
        for draft in sheets.whole(screen):
            _follow(draft, rule, targets, found, _where(sheets, rule))
        if rule.once:
            _once(rule, found)
        if rule.sums:
            _sums(rule, rule.sums, found)
    judge_circles(sheets)


def _where(sheets: Sheets, rule: Refers) -> Text:
    if rule.there:
        names = " / ".join(sheets.mapping(screen).sheet for screen in rule.there)
        return say("แผ่นงาน {s}", "the sheet {s}", s=names)
    return say("ไฟล์ {f}", "the list {f}", f=rule.file)


def _targets(sheets: Sheets, rule: Refers) -> dict[Account, _Target]:
    """Index what may be referred to; of equal ones the first counts."""
    theirs = tuple(rule.by.values())
    targets: dict[Account, _Target] = {}
    for draft in (draft for screen in rule.there for draft in sheets.whole(screen)):
        if not draft.any_wrong(*theirs):
            targets.setdefault(account_of(draft.fields, theirs), _of_draft(draft, theirs[0]))
    for number, listed in enumerate(sheets.list_rows(rule.file) if rule.file else (), start=2):
        account = tuple(fold(listed[column]) for column in theirs)
        targets.setdefault(account, _of_list(f"{rule.file}:{number}", listed))
    return targets


def _of_list(place: str, listed: Mapping[str, str]) -> _Target:
    return _Target(
        place=place,
        amount=lambda column: listed_amount(listed[column]),
        day=lambda column: listed_date(listed[column]),
    )


def _of_draft(draft: Draft, name: str) -> _Target:
    def amount(field_name: str) -> Decimal | None:
        if draft.any_wrong(field_name):
            return None
        if field_name in draft.fields:
            return number_of(draft.fields[field_name])
        return sum((number_of(line.get(field_name)) for line in draft.lines), Decimal(0))

    def day(field_name: str) -> date | None:
        value = draft.fields.get(field_name)
        return value if isinstance(value, date) else None

    place = draft.rows[0].cell_name(draft.spec(name).header or "")
    return _Target(place=place, amount=amount, day=day, draft=draft)


def _follow(
    draft: Draft, rule: Refers, targets: Mapping[Account, _Target], found: _Found, where: Text
) -> None:
    mine = tuple(rule.by)
    for row, values in understood(draft, mine, rule.when):
        account = account_of(values, mine)
        if not any(account):
            continue
        target = targets.get(account)
        if target is None:
            tell(draft, row, mine[0], "refers_nowhere", _nowhere(account, targets, where), rule.severity)
            continue
        met = _Reference(draft=draft, row=row, values=values, account=account, target=target)
        found.of_draft.setdefault(id(draft), []).append(met)
        found.of_target.setdefault(account, []).append(met)
        if target.draft is not None and rule.severity == "error":
            line = None if mine[0] in draft.fields else _line(draft, row)
            draft.links.append(Link(there=target.draft, rule=rule, field=mine[0], line=line))
        if rule.not_before:
            _not_before(met, rule, rule.not_before)


def _line(draft: Draft, row: Row) -> int:
    return next(place for place, one in enumerate(draft.line_rows) if one is row)


def _nowhere(account: Account, targets: Mapping[Account, _Target], where: Text) -> Text:
    wanted = " / ".join(account)
    near = nearest(wanted, [" / ".join(one) for one in targets])
    hint = say(" หมายถึง “{n}” หรือไม่", " Did you mean “{n}”?", n=near) if near else Text(th="", en="")
    return say(
        "“{v}” ไม่มีใน{where}{hint} ให้แก้ให้ตรง หรือเพิ่มเอกสารที่อ้างถึง",
        "“{v}” is not in {where}.{hint} Correct it, or add the document it refers to.",
        v=wanted,
        where=where,
        hint=hint,
    )


def _not_before(met: _Reference, rule: Refers, later: LaterThan) -> None:
    day, than = met.values.get(later.mine), met.target.day(later.theirs)
    if not isinstance(day, date) or than is None or day >= than:
        return
    text = say(
        "{field} {day} อยู่ก่อนวันที่ {than} ของเอกสารที่อ้างถึง ({place}) ให้ตรวจวันที่ทั้งสอง",
        "{field} {day} is before {than}, the day of what it refers to ({place}); look at both dates.",
        field=met.draft.title(later.mine),
        day=thai_day(day),
        than=thai_day(than),
        place=met.target.place,
    )
    tell(met.draft, met.row, later.mine, "before_reference", text, rule.severity, than.isoformat())


def _once(rule: Refers, found: _Found) -> None:
    name = next(iter(rule.by))
    for account, references in found.of_target.items():
        first = references[0]
        for again in references[1:]:
            text = say(
                "“{v}” ถูกอ้างถึงแล้วที่ {cell} อ้างได้ครั้งเดียว ให้ตรวจว่าไม่ได้ใส่ซ้ำ",
                "“{v}” is already referred to at {cell}; once is all. See that it is not here twice.",
                v=" / ".join(account),
                cell=first.row.cell_name(first.draft.spec(name).header or ""),
            )
            tell(again.draft, again.row, name, "referred_twice", text, rule.severity, *account)


def _sums(rule: Refers, sums: SumsTo, found: _Found) -> None:
    for references in found.of_draft.values():
        draft = references[0].draft
        lines = draft.mapping.lines.fields if draft.mapping.lines else {}
        if sums.mine not in lines and any(name in lines for name in rule.by):
            _listed(rule, sums, references)
    for references in found.of_target.values():
        draft = references[0].draft
        lines = draft.mapping.lines.fields if draft.mapping.lines else {}
        if sums.mine in lines or not any(name in lines for name in rule.by):
            _gathered(rule, sums, references)


def _listed(rule: Refers, sums: SumsTo, references: Sequence[_Reference]) -> None:
    """Compare a document's own amount with the sum of those that its lines name."""
    draft, row = references[0].draft, references[0].draft.rows[0]
    amounts = [one.target.amount(sums.theirs) for one in references]
    if draft.any_wrong(sums.mine) or any(amount is None for amount in amounts):
        return
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    said = number_of(draft.fields.get(sums.mine))
    if _agree(said, total, sums):
        return
    text = say(
        "{field} {said} แต่เอกสาร {n} ฉบับที่อ้างถึงรวม {total} ต่างกัน {off} ให้ตรวจว่าอ้างครบและไม่เกิน",
        "{field} is {said}, but the {n} documents it lists sum to {total}, off by {off}; "
        "see that all are listed and none too many.",
        field=draft.title(sums.mine),
        said=money_text(said),
        n=len(references),
        total=money_text(total),
        off=money_text(abs(total - said)),
    )
    tell(draft, row, sums.mine, "reference_sum", text, rule.severity, str(total))


def _gathered(rule: Refers, sums: SumsTo, references: Sequence[_Reference]) -> None:
    """Compare the sum of all that refer to one document with its amount; told at the last of them."""
    last = references[-1]
    theirs = last.target.amount(sums.theirs)
    if theirs is None or any(one.draft.is_wrong(sums.mine, one.row) for one in references):
        return
    total = sum((number_of(one.values.get(sums.mine)) for one in references), Decimal(0))
    if _agree(total, theirs, sums):
        return
    text = say(
        "{field} รวม {n} แถวที่อ้างถึง {place} เป็น {total} แต่ที่นั่นเป็น {theirs} ต่างกัน {off} ให้ตรวจทุกแถว",
        "{field} of the {n} rows that refer to {place} sums to {total}, but there stands {theirs}, "
        "off by {off}; look at all of them.",
        field=last.draft.title(sums.mine),
        n=len(references),
        place=last.target.place,
        total=money_text(total),
        theirs=money_text(theirs),
        off=money_text(abs(total - theirs)),
    )
    tell(last.draft, last.row, sums.mine, "reference_sum", text, rule.severity, str(total), str(theirs))


def _agree(mine: Decimal, theirs: Decimal, sums: SumsTo) -> bool:
    return mine == theirs or (sums.at_most and mine < theirs)
