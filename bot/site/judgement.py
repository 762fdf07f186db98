"""Which request may leave: one table, decided from the request itself, never from what we meant to click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from bot.site.traffic import Sent, meant, origin_of, same_site

if TYPE_CHECKING:
    from bot.planning.grammar import RequestPattern

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_TELLS_ONLY = frozenset({"ping", "cspreport", "csp_report"})
SOCKET = "WEBSOCKET"
"""Method by which `safe_requests` of a mapping may allow a web socket."""


class Fate(StrEnum):
    """What becomes of a request."""

    GO_ON = "go_on"
    COMMIT = "commit"
    """It stores the document: once, through the single-shot channel."""
    HOLD = "hold"
    """It would store the document and may not (preview, not armed, a second one)."""
    STOP = "stop"
    """Not known to be safe: stopped and told."""
    DROP = "drop"
    """Stopped without a word."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the mappings say about requests."""

    site: str
    commits: Mapping[str, RequestPattern] = field(default_factory=dict)
    safe: tuple[RequestPattern, ...] = ()
    safe_on: Mapping[str, tuple[RequestPattern, ...]] = field(default_factory=dict)
    dropped: tuple[RequestPattern, ...] = ()
    caused_by: Callable[[Sent, frozenset[str], frozenset[str]], bool] = lambda _sent, _used, _pressed: False
    """The dialect: is this request the reaction of a page to a control or button with one of these names?"""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What we are doing while the request leaves."""

    screen: str | None = None
    armed: str | None = None
    """The screen whose commit may leave now."""
    spent: bool = False
    """It has left already."""
    signing_in: Literal["form", "person"] | None = None
    used: frozenset[str] = frozenset()
    """Names of the controls in use."""
    pressed: frozenset[str] = frozenset()
    """Names of the button or link being clicked."""


def decide(sent: Sent, rules: Rules, moment: Moment) -> Fate:
    """Decide; commits come first, so that no other rule can let one through."""
    screens = {screen for screen, pattern in rules.commits.items() if meant(pattern, sent)}
    if screens:
        return Fate.COMMIT if moment.armed in screens and not moment.spent else Fate.HOLD
    if sent.method.upper() in _READS:
        return Fate.GO_ON
    return _unless_known(sent, rules, moment)


def _unless_known(sent: Sent, rules: Rules, moment: Moment) -> Fate:
    here = rules.safe_on.get(moment.screen or "", ())
    if any(meant(pattern, sent) for pattern in (*rules.safe, *here)):
        return Fate.GO_ON
    if rules.caused_by(sent, moment.used, moment.pressed):
        return Fate.GO_ON
    if moment.signing_in == "person":
        return Fate.GO_ON
    if moment.signing_in == "form" and origin_of(sent.url) in (origin_of(rules.site), origin_of(sent.page)):
        return Fate.GO_ON
    if any(meant(pattern, sent) for pattern in rules.dropped) or sent.kind.lower() in _TELLS_ONLY:
        return Fate.DROP
    return Fate.STOP if same_site(sent.url, rules.site) else Fate.DROP
