"""Which warnings of the workbook were taken as read, by whom and when: from the ledger's events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.handover import ACKNOWLEDGED
from bot.domain.model import Event
from bot.language import Text
from bot.report.plain import one_line
from bot.report.writing import count, moment


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """One warning, as it was worded when a person took it as read."""

    who: str
    at: datetime
    cell: str
    text: Text


def acknowledged(events: Iterable[Event]) -> tuple[Acknowledged, ...]:
    """Give every warning that was acknowledged, in order of time."""
    return tuple(one for event in events if event.action == ACKNOWLEDGED for one in _of(event))


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
            who=str(event.details.get("who", "")),
            at=event.at,
            cell=told["cell"],
            text=Text(th=told["th"], en=told["en"]),
        )
