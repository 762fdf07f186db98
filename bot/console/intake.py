"""What the commands said of the workbook: problems by kind, control totals, the preview and its rate card."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.console.tasks import Task
from bot.language import Text
from bot.planning.mending import mend_of, title_of
from bot.report.figures import Figure
from bot.report.preview_page import LIST

SHOWN = 30
"""So many problems of one kind are shown; the annotated copy has all."""
_RANK = ("error", "warning", "note")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of problem: how bad it is, how it is mended, and where it is."""

    severity: str
    title: Text
    mend: Text
    count: int
    problems: Sequence[Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What `check` found."""

    sound: bool
    entries: int
    kinds: Sequence[Kind]
    errors: int
    warnings: int


@dataclass(frozen=True, kw_only=True)
class ScreenTotal:
    """What a plan holds of one screen, and when."""

    screen: str
    whole: Figure
    first: date | None
    last: date | None


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What `plan` made."""

    hash: str
    acknowledge: str
    warnings: Sequence[Mapping[str, str]]
    totals: Sequence[ScreenTotal]
    whole: Figure
    keys: Mapping[str, Sequence[str]]
    """screen -> keys of its entries, in the order of work."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One entry of a preview."""

    key: str
    screen: str
    place: str
    amount: Decimal
    seconds: float
    problem: Text | None
    waits: Text | None
    pictures: Sequence[str]
    typed: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What one screen costs: seconds for one entry, and for all entries of the plan."""

    screen: str
    tried: int
    each: float
    count: int

    @property
    def whole(self) -> float:
        """Give the seconds for all."""
        return self.each * self.count


def checked(task: Task | None) -> Checked | None:
    """Read what a check printed; None while it has printed nothing whole."""
    told = task.document() if task else None
    if not isinstance(told, dict) or "problems" not in told:
        return None
    found: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for problem in sorted(told["problems"], key=lambda one: _RANK.index(one["severity"])):
        found.setdefault((problem["severity"], problem["code"]), []).append(problem)
    return Checked(
        sound=told["ok"],
        entries=told["entries"],
        kinds=[
            Kind(
                severity=severity,
                title=title_of(code),
                mend=mend_of(code),
                count=len(problems),
                problems=problems[:SHOWN],
            )
            for (severity, code), problems in found.items()
        ],
        errors=sum(one["severity"] == "error" for one in told["problems"]),
        warnings=sum(one["severity"] == "warning" for one in told["problems"]),
    )


def planned(task: Task | None) -> Planned | None:
    """Read what a plan printed; None while it has printed nothing whole."""
    told = task.document() if task else None
    if not isinstance(told, dict) or "totals" not in told:
        return None
    screens: dict[str, list[Mapping[str, Any]]] = {}
    for total in told["totals"]:
        screens.setdefault(total["screen"], []).append(total)
    keys: dict[str, list[str]] = {}
    for entry in told["entries"]:
        keys.setdefault(entry["screen"], []).append(entry["key"])
    totals = [_screen(screen, found) for screen, found in screens.items()]
    return Planned(
        hash=told["hash"],
        acknowledge=told["acknowledge"],
        warnings=told["warnings"],
        totals=totals,
        whole=sum((one.whole for one in totals), Figure()),
        keys=keys,
    )


def shots(folder: Path) -> Sequence[Shot]:
    """Read what a preview left; nothing while it is not done."""
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return [
        Shot(
            key=one["key"],
            screen=one["screen"],
            place=f"{one['sheet']}!{one['rows'][0] if one['rows'] else ''}",
            amount=Decimal(one["amount"]),
            seconds=one["seconds"],
            problem=Text(**one["problem"]) if one["problem"] else None,
            waits=Text(**one["waits"]) if one.get("waits") else None,
            pictures=one["pictures"],
            typed=one["typed"],
        )
        for one in told
    ]


def rate_card(previewed: Sequence[Shot], plan: Planned | None) -> Sequence[Rate]:
    """Reckon from the entries that were filled what each screen of the plan will take."""
    rates = []
    for total in plan.totals if plan else ():
        tried = [
            one.seconds
            for one in previewed
            if one.screen == total.screen and one.problem is None and one.waits is None
        ]
        if tried:
            each = sum(tried) / len(tried)
            rates.append(Rate(screen=total.screen, tried=len(tried), each=each, count=total.whole.count))
    return rates


def _screen(screen: str, totals: Sequence[Mapping[str, Any]]) -> ScreenTotal:
    days = sorted(date.fromisoformat(one["day"]) for one in totals if one["day"])
    return ScreenTotal(
        screen=screen,
        whole=Figure(
            count=sum(one["count"] for one in totals),
            amount=sum((Decimal(one["amount"]) for one in totals), Decimal(0)),
        ),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
