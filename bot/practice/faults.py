"""Faults that a test may switch on, and the seeded dice that decide when they strike.

A new kind needs one line in KINDS, and one place that asks `take` for it.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Moment(StrEnum):
    """Which requests of a signed-in user it counts: any, an empty form, a list shown, a post, a save."""

    PAGE = "page"
    FORM = "form"
    LIST = "list"
    POST = "post"
    SAVE = "save"


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultKind:
    """What a fault does, in one line, and which requests it counts."""

    moment: Moment
    says: str


def _kind(moment: Moment, says: str) -> FaultKind:
    return FaultKind(moment=moment, says=says)


KINDS: Mapping[str, FaultKind] = {
    "latency": _kind(
        Moment.SAVE, 'waits `seconds` (default 1) before answering a save; every page if value is "all"'
    ),
    "session_expired": _kind(
        Moment.PAGE, "the next request of a signed-in user is sent to the login page (timeout)"
    ),
    "no_session_other_login": _kind(
        Moment.PAGE, "as session_expired, because the user signed in somewhere else"
    ),
    "maintenance": _kind(
        Moment.PAGE, "every page answers 503 with a maintenance page, `times` times or for `seconds`"
    ),
    "error_before_save": _kind(Moment.SAVE, "yellow error page (500), nothing stored"),
    "error_after_save": _kind(Moment.SAVE, "stored, then the yellow error page (500)"),
    "answer_lost_before_save": _kind(Moment.SAVE, "the line is cut without a byte, nothing stored"),
    "answer_lost": _kind(Moment.SAVE, "stored, then the line is cut without a byte"),
    "alter": _kind(
        Moment.SAVE, "the stored amount, or the field captioned `value`, differs from what was sent"
    ),
    "redirect_after_save": _kind(
        Moment.SAVE, "stored, then the session ends and the answer is the login page"
    ),
    "wrong_number": _kind(Moment.SAVE, "stored, but the screen announces the next number instead of its own"),
    "saved_twice": _kind(Moment.SAVE, "stored twice under two numbers; the first is announced"),
    "number_gap": _kind(Moment.SAVE, "stored after leaving out `value` (default 1) numbers of its series"),
    "half_page": _kind(Moment.SAVE, "stored, then only the first half of the answer page is sent"),
    "unknown_alert": _kind(
        Moment.SAVE, "stored, then the page opens an alert with an unknown text (or `value`)"
    ),
    "late_list": _kind(
        Moment.SAVE, "stored, but missing from the next `value` (default 1) searches and registers"
    ),
    "deep_list": _kind(
        Moment.SAVE,
        "stored after `value` (default 60) documents of a colleague with the same date and amount: "
        "lists show it on a later page",
    ),
    "colleague": _kind(
        Moment.SAVE,
        'a colleague stores the very same document just before this one, or just after if value is "after"',
    ),
    "colleague_other": _kind(
        Moment.SAVE, "a colleague stores a document with another amount just before this one"
    ),
    "refuse": _kind(Moment.SAVE, "refused on the screen with `value` as its reason, nothing stored"),
    "session_ended_at_save": _kind(
        Moment.SAVE, "the session ends and the answer is the login page, nothing stored"
    ),
    "hang": _kind(
        Moment.SAVE,
        "no answer for `seconds` (default 3600), then the line is cut; nothing stored, "
        'or stored if value is "stored"',
    ),
    "viewstate": _kind(Moment.POST, "yellow page: validation of viewstate MAC failed, nothing stored"),
    "event_validation": _kind(
        Moment.POST, "yellow page: invalid postback or callback argument, nothing stored"
    ),
    "line_cut": _kind(Moment.PAGE, "the line is cut without a byte, nothing was done"),
    "half_form": _kind(Moment.FORM, "only the first half of an empty entry form is sent"),
    "alert_while_loading": _kind(
        Moment.FORM, "an empty entry form opens an alert with an unknown text (or `value`) while it loads"
    ),
    "endless_loop": _kind(
        Moment.FORM, "a script of an empty entry form never ends, so that its page answers nothing any more"
    ),
    "popup_blocked": _kind(Moment.FORM, "look-up windows of the entry form do not open"),
    "changed_caption": _kind(
        Moment.FORM, 'a caption of the entry form reads otherwise: `value` is "old=new"'
    ),
    "missing_field": _kind(Moment.FORM, "the field captioned `value` is not on the entry form"),
    "changed_ids": _kind(
        Moment.FORM,
        "the element ids of the form's controls end otherwise, also in the answers to its posts; "
        "captions and posted names stay",
    ),
    "extra_column": _kind(
        Moment.LIST, "a list has one more column in front, captioned `value` (default ปีงบประมาณ)"
    ),
    "thai_digits": _kind(Moment.LIST, "the cells of a list, or the fields of a document, are in Thai digits"),
}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault as asked for; `skipped` and `struck` count what happened to it."""

    kind: str
    screen: str = ""
    after: int = 0
    times: int = 1
    probability: float = 1.0
    seconds: float | None = None
    value: str = ""
    skipped: int = 0
    struck: int = 0
    deadline: float | None = field(default=None, repr=False)

    def matches(self, kind: str, screen: str) -> bool:
        """Tell whether the fault counts this request."""
        return self.kind == kind and self.screen in ("", screen) and not self.spent

    @property
    def spent(self) -> bool:
        """Tell whether it struck as often as it was asked to."""
        return self.deadline is None and self.struck >= self.times

    def shown(self) -> dict[str, Any]:
        """Give the fault as the back door lists it."""
        names = ("kind", "screen", "after", "times", "probability", "seconds", "value", "skipped", "struck")
        return {name: getattr(self, name) for name in names}


class BadFaultError(ValueError):
    """The list of faults cannot be understood; nothing of it was armed."""


class Faults:
    """The armed faults; with the same seed and the same requests they strike in the same places."""

    def __init__(self, seed: int) -> None:
        """Start with none."""
        self._active: list[Fault] = []
        self._struck: list[dict[str, str]] = []
        self.reseed(seed)

    def reseed(self, seed: int) -> None:
        """Begin the sequence of dice anew."""
        self._dice = random.Random(seed)  # noqa: S311 - repeatable on purpose, nothing secret

    @property
    def struck(self) -> tuple[dict[str, str], ...]:
        """Give what struck since the last clearing, in order: kind and screen."""
        return tuple(self._struck)

    def arm(self, asked: object) -> None:
        """Add faults from a JSON list, all or none."""
        if not isinstance(asked, list):
            message = "expected a JSON list of faults"
            raise BadFaultError(message)
        self._active += [_read(item) for item in asked]

    def clear(self) -> None:
        """Disarm every fault and forget what struck."""
        self._active.clear()
        self._struck.clear()

    def active(self) -> list[dict[str, Any]]:
        """Give the faults that may still strike."""
        return [fault.shown() for fault in self._active if not fault.spent]

    def armed(self) -> list[dict[str, Any]]:
        """Give every fault since the last clearing, also a spent one, with how often it struck."""
        return [fault.shown() for fault in self._active]

    def take(self, kind: str, screen: str, *, now: float = 0.0, value: str | None = None) -> Fault | None:
        """Give the fault of this kind that strikes this request, if one does."""
        for fault in self._active:
            if not fault.matches(kind, screen) or (value is not None and fault.value != value):
                continue
            if fault.deadline is not None and now > fault.deadline:
                fault.deadline, fault.times = None, 0
                continue
            if fault.skipped < fault.after:
                fault.skipped += 1
                continue
            if self._dice.random() < fault.probability:
                fault.struck += 1
                self._struck.append({"kind": kind, "screen": screen})
                if kind == "maintenance" and fault.seconds is not None and fault.deadline is None:
                    fault.deadline = now + fault.seconds
                return fault
        return None


_TYPES: Mapping[str, tuple[type, ...]] = {
    "kind": (str,),
    "screen": (str,),
    "after": (int,),
    "times": (int,),
    "probability": (int, float),
    "seconds": (int, float),
    "value": (str, int),
}


def _read(item: object) -> Fault:
    if not isinstance(item, dict):
        message = f"a fault is a JSON object, not {item!r}"
        raise BadFaultError(message)
    for name, value in item.items():
        allowed = _TYPES.get(name)
        if allowed is None:
            message = f"unknown key {name!r} in a fault; known: {', '.join(_TYPES)}"
            raise BadFaultError(message)
        if (
            isinstance(value, bool)
            or not isinstance(value, allowed)
            or (isinstance(value, int | float) and value < 0)
        ):
            message = f"{name!r} of a fault cannot be {value!r}"
            raise BadFaultError(message)
    if item.get("kind") not in KINDS:
        message = f"unknown kind {item.get('kind')!r}; known: {', '.join(KINDS)}"
        raise BadFaultError(message)
    return Fault(**{**item, "value": str(item.get("value", ""))})
