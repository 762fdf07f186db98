"""Which request may leave: one table, decided from the request itself, never from what we meant to click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from bot.site.batches import calls_of
from bot.site.traffic import Sent, carries, erasing, meant, origin_of, same_site, shape_of, storing

if TYPE_CHECKING:
    from bot.planning.grammar import RequestPattern

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_TELLS_ONLY = frozenset({"ping", "cspreport", "csp_report"})
SOCKET = "WEBSOCKET"
"""Method by which a mapping means a message over a web socket; its text is the body."""


class Fate(StrEnum):
    """What becomes of a request."""

    GO_ON = "go_on"
    COMMIT = "commit"
    """It stores the document: once, through the single-shot channel."""
    HOLD = "hold"
    """It would store the document and may not: in a preview, or a second one."""
    EARLY = "early"
    """It looks like a commit, and nobody clicked one: stopped and told."""
    STOP = "stop"
    """Not known to be safe: stopped and told."""
    LEAVE = "leave"
    """After the click the page goes elsewhere by a plain GET, or sends by one what was typed, and no commit
    has left: it waits for a moment, then it is stopped and told."""
    ERASE = "erase"
    """A plain GET whose address says that it deletes: stopped and told."""
    DROP = "drop"
    """Stopped without a word."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the mappings say about requests."""

    site: str
    commits: Mapping[str, RequestPattern] = field(default_factory=dict)
    by_click: frozenset[str] = frozenset()
    """Screens on which other clicks look like the commit on the wire: it is known by the moment alone."""
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
    """The screen whose commit is clicked now."""
    preview: bool = False
    """… only to see its request, which may not leave."""
    spent: bool = False
    """It has left already, or was held in a preview."""
    signing_in: Literal["form", "person"] | None = None
    used: frozenset[str] = frozenset()
    """Names of the controls in use."""
    pressed: frozenset[str] = frozenset()
    """Names of the button or link being clicked."""
    typed: frozenset[str] = frozenset()
    """What stands in the form whose commit is clicked; see `plain_of`."""
    asked: frozenset[str] = frozenset()
    """What the page asked for by itself before the click; see `shape_of`."""


def decide(sent: Sent, rules: Rules, moment: Moment) -> Fate:
    """Decide; commits come first, so that no other rule can let one through."""
    screens = committed_by(sent, rules)
    if screens:
        if moment.armed not in screens:
            return Fate.GO_ON if _other_click(sent, screens, rules, moment) else Fate.EARLY
        return Fate.HOLD if moment.preview or moment.spent else Fate.COMMIT
    if sent.method.upper() in _READS:
        return _reading(sent, rules, moment)
    return _unless_known(sent, rules, moment)


def committed_by(sent: Sent, rules: Rules) -> frozenset[str]:
    """Give the screens whose mappings say that this request, or one call of a batch, is their commit."""
    return frozenset(screen for screen, pattern in rules.commits.items() if _means_one(pattern, sent))


def _means_one(pattern: RequestPattern, sent: Sent) -> bool:
    """Fields must stand in one call of a batch; `body` may speak of the whole, too."""
    whole = not pattern.fields and meant(pattern, sent)
    return whole or any(meant(pattern, call) for call in calls_of(sent))


def _other_click(sent: Sent, screens: frozenset[str], rules: Rules, moment: Moment) -> bool:
    """Tell whether this only looks like a commit: all clicks of such screens do; this one is known as safe.

    Once a commit was clicked nothing that looks like it may leave until a screen is entered anew.
    """
    clicked = moment.armed is not None or moment.preview or moment.spent
    return screens <= rules.by_click and not clicked and _safe(sent, rules, moment)


def opens_socket(url: str, rules: Rules, screen: str | None) -> bool:
    """Tell whether any mapping means messages over a web socket of this address."""
    sent = Sent(SOCKET, url)
    patterns = (*rules.commits.values(), *rules.safe, *rules.safe_on.get(screen or "", ()))
    return any(meant(one.model_copy(update={"fields": {}, "body": None}), sent) for one in patterns)


def _reading(sent: Sent, rules: Rules, moment: Moment) -> Fate:
    """Let a reading go, unless its address or its moment says that it may be more than that."""
    leaves = (
        moment.armed is not None
        and not moment.spent
        and same_site(sent.url, rules.site)
        and (sent.page.startswith("http") if sent.navigation else _may_store(sent, moment))
    )
    erases = sent.method.upper() == "GET" and erasing(sent.url)
    if not leaves and not erases:
        return Fate.GO_ON
    here = rules.safe_on.get(moment.screen or "", ())
    if moment.signing_in == "person" or any(meant(pattern, sent) for pattern in (*rules.safe, *here)):
        return Fate.GO_ON
    return Fate.ERASE if erases else Fate.LEAVE


def _may_store(sent: Sent, moment: Moment) -> bool:
    """Tell whether a script's GET may be the commit: it carries what was typed, or its address says so.

    What the page asked for already while it was being filled is a look-up, and stored nothing then.
    """
    if sent.method.upper() != "GET" or shape_of(sent.url, moment.typed) in moment.asked:
        return False
    return storing(sent.url) or carries(sent.url, moment.typed)


def _unless_known(sent: Sent, rules: Rules, moment: Moment) -> Fate:
    if _safe(sent, rules, moment):
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


def _safe(sent: Sent, rules: Rules, moment: Moment) -> bool:
    """Tell whether a request is known to be safe; of a batch, every single call."""
    here = rules.safe_on.get(moment.screen or "", ())
    patterns = [one for one in (*rules.safe, *here) if _enough(one, sent, moment)]
    return all(any(meant(pattern, call) for pattern in patterns) for call in calls_of(sent))


def _enough(pattern: RequestPattern, sent: Sent, moment: Moment) -> bool:
    """While a commit is clicked, a web socket's address alone does not make its messages safe."""
    if sent.method != SOCKET or moment.armed is None:
        return True
    return bool(pattern.fields or pattern.body)
