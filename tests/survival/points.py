"""The points of the bot's work at which the driver kills it: every ledger transition, every browser step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["before", "after", "during"]
Victim = Literal["bot", "browser"]

WHERE: dict[str, tuple[str, str, str]] = {
    "ledger.begin_run": ("bot.ledger.store", "Store", "begin_run"),
    "ledger.enqueue": ("bot.ledger.store", "Store", "enqueue"),
    "ledger.interrupted": ("bot.ledger.store", "Store", "interrupted"),
    "ledger.claim": ("bot.ledger.store", "Store", "claim"),
    "ledger.about_to_commit": ("bot.ledger.store", "Store", "about_to_commit"),
    "ledger.posted": ("bot.ledger.store", "Store", "posted"),
    "ledger.in_doubt": ("bot.ledger.store", "Store", "in_doubt"),
    "ledger.found": ("bot.ledger.store", "Store", "found"),
    "ledger.absent": ("bot.ledger.store", "Store", "absent"),
    "ledger.again": ("bot.ledger.store", "Store", "again"),
    "site.sign_in": ("bot.site.screens", "PlaywrightSite", "sign_in"),
    "site.search": ("bot.site.screens", "PlaywrightSite", "search"),
    "site.prepare": ("bot.site.screens", "PlaywrightSite", "prepare"),
    "site.commit": ("bot.site.screens", "PlaywrightSite", "commit"),
    "form.open": ("bot.site.form", "FormWork", "open"),
    "form.enter": ("bot.site.controls", "Typist", "enter"),
    "form.read_again": ("bot.site.form", "FormWork", "read_again"),
    "commit.prove": ("bot.site.committing", "CommitWork", "prove"),
    "commit.click": ("bot.site.committing", "CommitWork", "_click"),
    "commit.request": ("bot.site.guard", "Guard", "_fetched"),
    "commit.receipt": ("bot.site.committing", "CommitWork", "_receipt"),
}
"""Name of the point -> module, class and method of the bot that is crossed there."""

VERIFYING: dict[str, tuple[str, str, str]] = {
    "site.read_back": ("bot.site.screens", "PlaywrightSite", "read_back"),
    "ledger.judged": ("bot.ledger.store", "Store", "judged"),
}
"""Points that only `verify` crosses."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """Kill `victim` at the n-th crossing of a point; `during`: a moment after the request left."""

    name: str
    side: Side
    nth: int = 1
    victim: Victim = "bot"

    def told(self) -> str:
        """Give the point as the victim's process takes it."""
        return f"{self.name} {self.side} {self.nth} {self.victim}"

    @staticmethod
    def of(told: str) -> Point:
        """Read what `told` gave."""
        name, side, nth, victim = told.split()
        return Point(name=name, side=side, nth=int(nth), victim=victim)  # type: ignore[arg-type]
