"""What befalls the bot in one round: drawn from a seed, with what must come of it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from points import VERIFYING, WHERE, Point, Side

Fault = dict[str, Any]
Family = Literal["server", "kills", "browser", "both", "special"]

HARMLESS: Mapping[str, Fault] = {
    "latency": {"seconds": 0.4},
    "error_before_save": {},
    "error_after_save": {},
    "answer_lost_before_save": {},
    "answer_lost": {},
    "redirect_after_save": {},
    "number_gap": {"value": 3},
    "half_page": {},
    "unknown_alert": {},
    "late_list": {},
    "deep_list": {"value": 25},
    "colleague_other": {},
    "session_ended_at_save": {},
    "hang": {"seconds": 0.5, "value": "stored"},
    "viewstate": {},
    "event_validation": {},
    "session_expired": {},
    "no_session_other_login": {},
    "line_cut": {},
    "maintenance": {"seconds": 0.5},
    "half_form": {},
    "alert_while_loading": {},
    "changed_caption": {"value": "จำนวนเงิน=ยอดเงิน", "screen": "REC_TAX_ALLOT"},
    "missing_field": {"value": "หมายเหตุ", "screen": "REC_ASSET_RENT_OUTSIDE"},
    "popup_blocked": {"screen": "EXP_VOUCHER_BUDGET"},
}
"""Kinds after which every document must be on the site exactly once and VERIFIED, by the bot alone."""

SPECIAL: Mapping[str, tuple[Fault, ...]] = {
    "alter": ({"kind": "alter"},),
    "saved_twice": ({"kind": "saved_twice"},),
    "wrong_number": ({"kind": "wrong_number"},),
    "refuse": ({"kind": "refuse"},),
    "colleague before": ({"kind": "colleague"},),
    "colleague after": ({"kind": "colleague", "value": "after"},),
    "colleague, answer lost": ({"kind": "colleague"}, {"kind": "answer_lost"}),
}
"""Kinds that leave something for a person, or that the site does wrong for good: see `verdict`."""

_RARE = frozenset({"maintenance", "deep_list", "popup_blocked", "changed_caption", "missing_field"})
_SIDES: tuple[Side, ...] = ("before", "after")
_AROUND_THE_COMMIT = (
    "ledger.about_to_commit",
    "site.commit",
    "commit.click",
    "commit.request",
    "commit.receipt",
)
_IN_RECOVERY = ("ledger.found", "ledger.absent", "ledger.in_doubt", "ledger.again")
_AGAIN, _FLYING, _BROWSER = 0.5, 0.5, 0.2


@dataclass(frozen=True, kw_only=True)
class Round:
    """One workbook, the faults armed meanwhile, and the points at which one process after another dies."""

    seed: int
    family: Family
    name: str
    entries: int
    faults: tuple[Fault, ...] = ()
    points: tuple[Point, ...] = ()
    expect: str = ""
    """The special kind whose outcome is expected; blank: everything once and VERIFIED."""


def draw(seed: int, *, small: bool = False) -> Round:
    """Draw the round of this seed; families take turns, so that any stretch of seeds has them all."""
    dice = random.Random(seed)
    turn = seed % 10
    if turn in (0, 5):
        return _special(seed, dice)
    if turn in (1, 3, 6, 8):
        return _kills(seed, dice, faults=turn in (3, 8), small=small)
    return _server(seed, dice, entries=10 if small else 30)


def _server(seed: int, dice: random.Random, *, entries: int) -> Round:
    return Round(
        seed=seed, family="server", name="server", entries=entries, faults=_some_faults(dice, odds=0.10)
    )


def _kills(seed: int, dice: random.Random, *, faults: bool, small: bool) -> Round:
    points: list[Point] = []
    while len(points) < (3 if small else 10):
        points.append(_point(dice, dice.choice([name for name in WHERE if name not in _IN_RECOVERY])))
        if points[-1].name in _AROUND_THE_COMMIT and dice.random() < _AGAIN:
            points.append(_point(dice, dice.choice(_IN_RECOVERY), nth=1))
    points += [_point(dice, name, nth=1) for name in VERIFYING]
    armed = _some_faults(dice, odds=0.06) if faults else ()
    return Round(
        seed=seed,
        family="both" if faults else "kills",
        name="kills",
        entries=10 if small else 20,
        faults=armed,
        points=tuple(points),
    )


def _point(dice: random.Random, name: str, nth: int | None = None) -> Point:
    during = name == "commit.request" and dice.random() < _FLYING
    browser = not name.startswith("ledger.") and dice.random() < _BROWSER
    return Point(
        name=name,
        side="during" if during else dice.choice(_SIDES),
        nth=nth or (dice.randint(1, 4) if name == "form.enter" else 1),
        victim="browser" if browser else "bot",
    )


def _special(seed: int, dice: random.Random) -> Round:
    name = list(SPECIAL)[seed // 5 % len(SPECIAL)]
    screen = dice.choice(
        ["REC_TAX_ALLOT", "REC_ASSET_RENT_OUTSIDE", "EXP_VOUCHER_BUDGET", "ACC_GENERAL_JOURNAL"]
    )
    after = dice.randint(0, 1)
    faults = tuple({**fault, "screen": screen, "after": after} for fault in SPECIAL[name])
    return Round(seed=seed, family="special", name=name, entries=10, faults=faults, expect=name)


def _some_faults(dice: random.Random, *, odds: float) -> tuple[Fault, ...]:
    chosen = dice.sample(list(HARMLESS), 9)
    return tuple(
        {"kind": kind, "probability": odds, "times": 1 if kind in _RARE else 8, **HARMLESS[kind]}
        for kind in chosen
    )
