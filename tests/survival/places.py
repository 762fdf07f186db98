"""Every place of the bot at which it can be struck: the ledger's transitions and the browser's steps."""

from __future__ import annotations

LEDGER = {
    name: ("bot.ledger.store", "Store", name)
    for name in (
        "begin_run", "interrupted", "enqueue", "claim", "about_to_commit", "posted", "again", "in_doubt",
        "found", "absent", "end_run", "judged",
    )
}  # fmt: skip
"""Each has three moments: before it, within its transaction (written, not yet committed), after it.

`interrupted` has no transaction of its own: it is made of `again` and `in_doubt`."""

STEPS = {
    "sign_in": ("bot.site.screens", "PlaywrightSite", "sign_in"),
    "search": ("bot.site.screens", "PlaywrightSite", "search"),
    "open": ("bot.site.form", "FormWork", "open"),
    "enter": ("bot.site.controls", "Typist", "enter"),
    "read_again": ("bot.site.form", "FormWork", "read_again"),
    "prove": ("bot.site.committing", "CommitWork", "prove"),
    "click": ("bot.site.committing", "CommitWork", "_click"),
    "request": ("bot.site.guard", "Guard", "_fetched"),
    "receipt": ("bot.site.committing", "CommitWork", "_receipt"),
    "rest": ("bot.site.screens", "PlaywrightSite", "rest"),
    "read_back": ("bot.site.screens", "PlaywrightSite", "read_back"),
}
"""Each has two moments, before and after; the request a third: stored, its answer still on the way."""

POINTS = {**LEDGER, **STEPS}
WRITES = ("bot.ledger.shapes", "bot.ledger.intake")
"""Where `append` is known by name; it writes events inside every transaction."""

VERIFYING = frozenset({"judged", "read_back"})
NEEDS = {
    "again": "half_form",
    "in_doubt": "answer_lost",
    "found": "answer_lost",
    "absent": "answer_lost_before_save",
}
"""Transitions that only come after a fault: it is armed first."""


def moments(point: str) -> tuple[str, ...]:
    """Give the moments of a point."""
    three = (point in LEDGER and point != "interrupted") or point == "request"
    return ("before", "within", "after") if three else ("before", "after")
