"""Which warnings of the workbook were taken as read, by whom and when: from the ledger's events."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.domain.handover import ACKNOWLEDGED
from bot.domain.model import EntryKey, Event
from bot.engine.acknowledging import is_answered
from bot.errors import Problem
from bot.language import Text, say
from bot.planning.cautions import caution_of
from bot.report.plain import one_line
from bot.report.writing import count, moment


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """One warning, as it was worded when a person took it as read."""

    mark: str
    who: str
    at: datetime
    cell: str
    text: Text


def acknowledged(events: Iterable[Event]) -> tuple[Acknowledged, ...]:
    """Give every warning that was acknowledged, in order of time."""
    return tuple(one for event in events if event.action == ACKNOWLEDGED for one in _of(event))


def with_settled(
    problems: Iterable[Problem],
    warnings: Sequence[Acknowledged],
    known: Container[EntryKey],
    zone: tzinfo | None = None,
) -> tuple[Problem, ...]:
    """Give the problems; a warning that asks for nobody any more says why.

    `warnings`: those that were acknowledged; `known`: the keys that the ledger has.
    """
    by_mark = {one.mark: one for one in warnings}
    return tuple(_settled(problem, by_mark, known, zone) for problem in problems)


def _settled(
    problem: Problem, by_mark: Mapping[str, Acknowledged], known: Container[EntryKey], zone: tzinfo | None
) -> Problem:
    if problem.severity != "warning":
        return problem
    caution = caution_of(problem)
    read = by_mark.get(caution.mark)
    if read is not None:
        who, when = one_line(read.who), moment(read.at, zone)
        why = say("{w} รับทราบแล้วเมื่อ {t}", "Acknowledged by {w} on {t}", w=who, t=when)
        return replace(problem, settled=why)
    if is_answered(caution, known.__contains__):
        return replace(problem, settled=_ANSWERED)
    return problem


_ANSWERED = say(
    "ไม่ต้องรับทราบ: เอกสารที่ขาดอยู่ในทะเบียนงานแล้ว",
    "Nobody need acknowledge it: the ledger has what is missing",
)


def in_short(warnings: Sequence[Acknowledged], zone: tzinfo | None = None) -> str:
    """Say how many, by whom and when: `3 (นางสมศรี 13 ส.ค. 2567 09:00:00)`; blank for none."""
    times: dict[tuple[str, datetime], int] = {}
    for one in warnings:
        times[one.who, one.at] = times.get((one.who, one.at), 0) + 1
    return " · ".join(f"{count(n)} ({one_line(who)} {moment(at, zone)})" for (who, at), n in times.items())


def _of(event: Event) -> Iterator[Acknowledged]:
    warnings = event.details.get("warnings")
    for warning in warnings if isinstance(warnings, list) else ():
        told: Mapping[str, str] = warning
        yield Acknowledged(
            mark=told["mark"],
            who=str(event.details.get("who", "")),
            at=event.at,
            cell=told["cell"],
            text=Text(th=told["th"], en=told["en"]),
        )
