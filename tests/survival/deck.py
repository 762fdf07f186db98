"""The cards that a seed deals: every fault at every state, and faults on top of faults."""

from __future__ import annotations

import random
from dataclasses import dataclass

from survival.expectations import (
    BROWSER,
    BROWSER_HUNG,
    DRIVER,
    DRIVER_HUNG,
    FORM,
    KILL,
    LIST,
    PAGE,
    POST,
    SAVE,
    SERVER,
)
from survival.places import LEDGER, NEEDS, STEPS, VERIFYING, moments

SETTLING = ("search", "found", "absent", "in_doubt", "sign_in")
READING = (("search", "before"), ("search", "after"), ("prove", "before"), ("about_to_commit", "after"))


@dataclass(frozen=True, kw_only=True)
class Link:
    """One injection: what is done, and the point and moment at which."""

    fault: str
    point: str
    moment: str


Card = tuple[Link, ...]
"""Injections that follow one another on one entry."""


def deal(seed: int, number: int, size: int) -> list[Card]:
    """Give the cards of one round: `number` counts rounds, every card of the deck comes before any again."""
    cards = _every()
    turn, place = divmod(number * size, len(cards))
    hand: list[Card] = []
    while len(hand) < size:
        shuffled = list(cards)
        random.Random(f"{seed} {turn}").shuffle(shuffled)
        hand += shuffled[place : place + size - len(hand)]
        turn, place = turn + 1, 0
    return hand


def _every() -> list[Card]:
    return [*_kills(), *_browser(), *_hangs(), *_server(), *_upon_doubts()]


def _kills() -> list[Card]:
    """Give the kill at each moment of each point, after the fault that leads there."""
    return [
        (*_lead(point), Link(fault=KILL, point=point, moment=moment))
        for point in (*LEDGER, *STEPS)
        for moment in moments(point)
    ]


def _browser() -> list[Card]:
    """Give the browser's end at each step, and around the ledger's announcement and receipt."""
    places = (*STEPS, "claim", "about_to_commit", "posted")
    return [
        (Link(fault=BROWSER, point=point, moment=moment),)
        for point in places
        for moment in ("before", "after")
        if (point, moment) != ("end_run", "after")
    ]


def _hangs() -> list[Card]:
    """Give the browser and its driver that stop, and the driver's end: few, for a hang takes its time."""
    places = (("enter", "before"), ("request", "within"), ("request", "after"), ("search", "before"))
    return [
        (Link(fault=fault, point=point, moment=moment),)
        for fault in (BROWSER_HUNG, DRIVER, DRIVER_HUNG)
        for point, moment in places
    ]


def _server() -> list[Card]:
    """Give each fault of the site at the step it belongs to; those of any page at several steps."""
    where = {
        SAVE: (("click", "before"),),
        POST: (("enter", "before"), ("click", "before")),
        FORM: (("open", "before"),),
        LIST: (("search", "before"), ("read_back", "before")),
        PAGE: (*READING, ("open", "before"), ("enter", "before"), ("click", "before"), ("sign_in", "before"),
               ("read_back", "before")),
    }  # fmt: skip
    return [
        (Link(fault=kind, point=point, moment=moment),)
        for kind, expect in SERVER.items()
        for point, moment in where[expect.at]
    ]


def _upon_doubts() -> list[Card]:
    """Give faults during the settling of a doubt: of the site, a kill, the browser's end, and two kills."""
    doubts = ("answer_lost", "answer_lost_before_save", "error_after_save", "redirect_after_save", "hang")
    upon = ("session_expired", "line_cut", "maintenance", "no_session_other_login", KILL, BROWSER)
    late = (Link(fault="late_list", point="click", moment="before"),)
    cards: list[Card] = []
    for first in doubts:
        begun = Link(fault=first, point="click", moment="before")
        cards += [(begun, Link(fault=second, point="search", moment="before")) for second in upon]
        cards.append((begun, *_twice("search")))
    cards.append((*late, Link(fault="answer_lost", point="click", moment="before")))
    cards.append((*late, Link(fault=KILL, point="request", moment="within")))
    for first in ("about_to_commit", "request", "receipt"):
        begun = Link(fault=KILL, point=first, moment="after")
        cards += [(begun, Link(fault=second, point="search", moment="before")) for second in upon]
        cards.append((begun, *_twice("search")))
    for kind in ("alter", "saved_twice", "colleague", "number_gap", "deep_list", "colleague_other"):
        strange = Link(fault=kind, point="click", moment="before")
        cards.append((strange, Link(fault=KILL, point="request", moment="within")))
        cards.append((strange, Link(fault="answer_lost", point="click", moment="before")))
    return cards


def _twice(point: str) -> Card:
    return tuple(Link(fault=KILL, point=point, moment=moment) for moment in ("before", "after"))


def _lead(point: str) -> Card:
    return (Link(fault=NEEDS[point], point=_armed(NEEDS[point]), moment="before"),) if point in NEEDS else ()


def _armed(kind: str) -> str:
    return SERVER[kind].at


def is_verifying(card: Card) -> bool:
    """Tell whether the card can only be played while `verify` runs."""
    return card[0].point in VERIFYING
