"""What the ledger and the engine hand each other: values only, so that neither need see the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from bot.domain.model import Difference, Entry, EntryKey, PlannedEntry

Wish = Literal["pause", "go_on", "stop", "finish", "skip", "commit", "correct", "leave"]
"""What a person may ask of a running bot.

`stop`: before the commit of the entry in hand; `finish`: after that entry. `commit`: the filled screen that
waits is right. Of a parked entry: `correct` takes up its newest correction, `leave` leaves it as it is.
"""

Mode = Literal["unattended", "errors_only", "step"]
"""How a run works: nobody is there; a person decides on what is refused; a person sees each filled screen."""
MODES = get_args(Mode)

NOT_IN_WORKBOOK = "not_in_workbook"
"""Reason code of an entry that was skipped because its row left the workbook; undone when it is back."""


ACKNOWLEDGED = "acknowledged"
"""The event by which a named person took the warnings of a plan as read; details name each of them."""

PERSON_NEEDED, AWAITING_COMMIT, COMMIT_GIVEN, AWAITING_DECISIONS, TOOK_UP, MAINTENANCE = (
    "person_needed",
    "awaiting_commit",
    "commit_given",
    "awaiting_decisions",
    "took_up",
    "maintenance",
)
"""Events by which a run says what it waits for: a person's sign-in, a look at a filled screen, decisions
on parked entries, the site itself; and that a commit was given or decisions were taken."""

MONTH_HELD, MONTH_CLOSED, MONTH_NOT_HELD = "month_held", "month_closed", "month_not_held"
"""Events of the gate between two months: the later one is not begun; the former agrees; it cannot be told."""

OPENING_COMPARED, BOOKS_COMPARED, BOOKS_NOT_COMPARED = (
    "opening_compared",
    "books_compared",
    "books_not_compared",
)
"""Events of comparing the site's books: before the first entry; after a verification, `listed` with the
differences; or that it could not be done."""

UNLISTED = "unlisted"
"""The event by which a document that was just stored is known not to show in the list of its screen."""

RECOVERY = "recovery"
"""Who settles a doubt when no person does."""


@dataclass(frozen=True, kw_only=True)
class Posted:
    """An entry that is on the site, with its receipt's number and the numbers that stood there before."""

    entry: Entry
    number: str
    baseline: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A document of the site that may be an entry's: what it shows (texts), and where it differs."""

    number: str
    fields: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Mapping[str, str], ...] = ()
    cancelled: bool = False
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ForeignDocument:
    """A document that came up on the site while the bot worked and is none of ours."""

    screen: str
    number: str
    seen: datetime
    beside: EntryKey
    """The entry whose search showed it."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that a person corrects: the field, its line from 0 (None: the header), old and new text."""

    field: str
    line: int | None
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a parked entry shall say instead of its row, by whom and why.

    `base` is the digest of the row as it stands in the workbook, `digest` that of the corrected entry.
    `second`: another person must approve it before it is taken up.
    """

    id: int
    at: datetime
    key: EntryKey
    base: str
    digest: str
    changes: tuple[Change, ...]
    who: str
    why: str
    second: bool = False
    approved_by: str = ""
    taken: datetime | None = None

    @property
    def waits(self) -> bool:
        """Tell whether it waits for another person."""
        return self.second and not self.approved_by and self.taken is None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An entry taken to be worked on, with the number of this attempt (from 1).

    `baseline` None: no look-alike was ever judged for it. Else the numbers that stood on the site
    before an earlier commit was announced, or before a person decided: known not to be ours.
    `announced`: an earlier commit was announced, and then proven absent or refused.
    """

    planned: PlannedEntry
    attempt: int
    baseline: tuple[str, ...] | None = None
    announced: bool = False


@dataclass(frozen=True, kw_only=True)
class DoubtOf:
    """An entry in doubt: what stood on the site before the click and why we doubt."""

    planned: PlannedEntry
    attempt: int
    reason: str
    """A code: `lost_answer`, `crashed`, `already_there`, `requests`, …"""
    baseline: tuple[str, ...]
    """Numbers of the look-alikes found before the click."""
    since: datetime


@dataclass(frozen=True, kw_only=True)
class EntryChange:
    """One entry whose row was edited after it was committed: as booked, and as the sheet has it now."""

    old: Entry
    new: Entry


@dataclass(frozen=True, kw_only=True)
class Enqueued:
    """What enqueuing a plan did.

    `changed` are known keys, committed, with other content; `gone` are posted but no longer planned.
    `changes` tells old and new of each of `changed`. `unsettled` are in doubt and have other
    content now: they keep the old until the doubt is settled. `replaced` took the new content,
    `dropped` were skipped because their rows left the workbook, `revived` are back.
    """

    new: int
    known: int
    changed: tuple[EntryKey, ...] = ()
    gone: tuple[EntryKey, ...] = ()
    changes: tuple[EntryChange, ...] = ()
    unsettled: tuple[EntryKey, ...] = ()
    replaced: tuple[EntryKey, ...] = ()
    dropped: tuple[EntryKey, ...] = ()
    revived: tuple[EntryKey, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A person's wish, taken from the `requests` table."""

    id: int
    wish: Wish
    key: EntryKey | None = None
    reason: str = ""
    who: str = ""
