"""The nouns: what a person has, what we intend, what happened, and what was proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NewType

from bot.domain.lifecycle import Status
from bot.language import Text

EntryKey = NewType("EntryKey", str)
"""64 hex digits naming one entry for ever (see `planning.plan.entry_key`)."""

RawCell = str | int | float | bool | date | datetime | Decimal | None
"""What an Excel reader gives for one cell, before we understand it."""

Value = str | int | bool | Decimal | date | None
"""A typed value: money is Decimal, a date is a C.E. `date`, a code is text; None is blank."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Input as it stands: one row of one sheet. `cells` by header caption; `columns` gives letters."""

    sheet: str
    number: int
    cells: Mapping[str, RawCell]
    columns: Mapping[str, str]

    def cell_name(self, header: str) -> str:
        """Name a cell as a person finds it: `ฎีกา!F12`."""
        return f"{self.sheet}!{self.columns.get(header, '?')}{self.number}"


@dataclass(frozen=True, kw_only=True)
class Clearance:
    """What only a person may do with a document (`act`: approve, print, sign).

    It is done when `field` of the document on the site shows the pattern `says`.
    """

    field: str
    says: str
    act: Text


@dataclass(frozen=True, kw_only=True)
class Need:
    """Another entry whose document must stand on the site before this one is entered.

    `field` (of line `line`, from 0; None: of the header) holds its original number. `becomes` says
    what is typed instead: `number`, the new number that the site gave, or the name of an extra of its
    receipt; blank: typed as it stands. `clearance`: it must also have been approved by a person.
    A blank `field`: it is named nowhere, but adds to the balance that this entry draws on.
    """

    key: EntryKey
    field: str
    line: int | None = None
    becomes: str = ""
    clearance: Clearance | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What shall be booked: one document, typed.

    `fields` has every field of the mapping (None = blank) and `lines` the same for each line;
    `rows` are the sheet's row numbers; `day` orders the plan; `amount` counts in control totals;
    `occurrence` is 1, or 2, 3 … for lawful identical twins; `digest` covers every field; `needs`
    are the entries that come first; `original` is the number that the document had before.
    """

    key: EntryKey
    screen: str
    sheet: str
    rows: tuple[int, ...]
    fields: Mapping[str, Value]
    lines: tuple[Mapping[str, Value], ...] = ()
    occurrence: int = 1
    digest: str
    day: date | None = None
    amount: Decimal = Decimal(0)
    needs: tuple[Need, ...] = ()
    original: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing done on the screen for an entry; a plan has exactly one `commit` per entry.

    `kind`: open · enter (field `name` takes `text`) · lines (start of the grid) · add_line ·
    click / wait_for (a step of the mapping's own, `name` tells which) · commit.
    `line` is the 0-based line an `enter` belongs to, None for the header. `text` None: leave blank.
    """

    kind: Literal["open", "enter", "add_line", "click", "wait_for", "commit"]
    name: str = ""
    text: str | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedEntry:
    """An entry with the steps that will book it."""

    entry: Entry
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Total:
    """Control total of one screen on one day: how many entries, how much money."""

    screen: str
    day: date | None
    count: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Caution:
    """A warning about the workbook, which a person must acknowledge before a run.

    `mark` is the same wherever the row stands, and another when the document changes. `missing`:
    for each document that it misses, the keys that document could have; a ledger that knows all of
    them answers the warning.
    """

    mark: str
    cell: str
    code: str
    text: Text
    missing: tuple[frozenset[EntryKey], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All entries in the order of work. `hash` covers entries, order, mappings, locale and cautions.

    `acknowledge` is the code by which a person acknowledges exactly these cautions; empty when
    there is none.
    """

    hash: str
    entries: tuple[PlannedEntry, ...]
    totals: tuple[Total, ...]
    mappings: Mapping[str, str]
    """screen -> digest of the mapping it was planned with."""
    cautions: tuple[Caution, ...] = ()
    acknowledge: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Proof that a commit happened: the number the site gave and how we know it."""

    number: str
    message: str
    at: datetime
    how: Literal["shown", "found", "person"]
    extra: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    requests: int = 1
    """Commit requests that left for this attempt; more than one is itself a doubt."""


@dataclass(frozen=True, kw_only=True)
class Readback:
    """What another screen shows for one document: texts as shown, untouched."""

    number: str
    fields: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...] = ()
    cancelled: bool = False
    source: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field that reads back otherwise than it was meant."""

    field: str
    expected: str
    seen: str
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The comparison of an entry with its readback; `unproven` fields are not shown by the site."""

    differences: tuple[Difference, ...] = ()
    unproven: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Tell whether every field that can be seen is as it was meant."""
        return not self.differences


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the site says we are."""

    user: str = ""
    office: str = ""
    fiscal_year: str = ""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An entry typed on the screen and read back equal; nothing is committed yet.

    `typed` is what each control showed; `request` is set by `preview` only: the commit request
    that was stopped (method, URL, posted fields with secrets removed).
    """

    planned: PlannedEntry
    typed: Mapping[str, str]
    evidence: tuple[str, ...] = ()
    request: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Everything the ledger knows of one entry now."""

    entry: Entry
    position: int
    """Place in the plan, from 1."""
    status: Status
    attempts: int = 0
    number: str = ""
    message: Text | None = None
    """The last thing worth telling a person (refusal, doubt, mismatch), in both languages."""
    reason: str = ""
    """Code of that message."""
    receipt: Receipt | None = None
    readback: Readback | None = None
    verdict: Verdict | None = None
    baseline: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    changed_at: datetime | None = None
    waits_for: tuple[EntryKey, ...] = ()
    """Of a WAITING entry: those of its needs that were not met."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One start of the bot on one plan."""

    id: int
    plan_hash: str
    operator: str
    started: datetime
    ended: datetime | None = None
    outcome: str = ""
    mappings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened, for good: an action word from a closed list with its context."""

    seq: int
    at: datetime
    action: str
    run: int | None = None
    key: EntryKey | None = None
    old: Status | None = None
    new: Status | None = None
    attempt: int = 0
    details: Mapping[str, object] = field(default_factory=dict)
