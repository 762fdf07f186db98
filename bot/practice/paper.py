"""A paper: one kind of document, declared: fields, lines, references, rules, numbers, turns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from bot.practice.catalogue import Catalogue, Option
from bot.practice.forms import Announces
from bot.practice.store import CANCELLED, MADE, Document

if TYPE_CHECKING:
    from bot.practice.facts import Facts

PRINTED, APPROVED = "พิมพ์", "อนุมัติ"
APPROVERS = frozenset({"viewer"})
_LIVING = (MADE, PRINTED, APPROVED)

Source: TypeAlias = Callable[["Facts"], tuple[Option, ...]]
Show: TypeAlias = Callable[["Facts"], str]
Rule: TypeAlias = Callable[["Facts"], Iterable[str]]
Resolve: TypeAlias = Callable[[Catalogue, Mapping[str, str]], str]
Amount: TypeAlias = Callable[[Mapping[str, str]], Decimal]


class Value(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A field that names another document by its number, chosen in a look-up or typed.

    `status` is what the other one must have reached. `once`: no two live papers of this kind may name it.
    `same_day`: its date must be this paper's; otherwise it must not be later. `rest` gives what is still open
    of it, in satang; nothing left: it is no longer offered.
    """

    screens: tuple[str, ...]
    status: str = ""
    once: bool = True
    same_day: bool = False
    typed: bool = False
    rest: Callable[["Facts", Document], int] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One caption of a form and its control; `show` makes it the server's, computed and stored.

    `popup` is the look-up screen that fills it; `links` makes what it holds countable as taken from,
    `takes` is the caption of how much (a blank: the paper's amount, or จำนวนเงิน of the line).
    """

    key: str
    caption: str
    value: Value = Value.TEXT
    required: bool = False
    posts_back: bool = False
    area: bool = False
    radio: bool = False
    options: Source | None = None
    by_script: bool = False
    script: str = ""
    show: Show | None = None
    refers: Reference | None = None
    popup: str = ""
    read_only: bool = False
    in_year: bool = True
    zero: bool = False
    limit: int = 0
    size: int = 30
    links: bool = False
    takes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """The lines of a paper: their columns, how many at least, and the totals below the grid."""

    columns: tuple[Field, ...]
    at_least: int = 1
    at_first: int = 1
    totals: tuple[tuple[str, str, str], ...] = ()
    unique: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """A number that the site gives: caption, series and pattern; `per` names a section field."""

    caption: str
    series: str
    pattern: str = ""
    per: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One side of the double entry that a paper makes, once or for each of its lines."""

    debit: bool
    account: Resolve
    amount: Amount
    per_line: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """What a paper does to a budget line: approves more or less, reserves or spends; once or for each line.

    `line` gives the budget line's value; `when` is the status from which it counts (a blank: at once).
    """

    kind: str
    line: Callable[[Mapping[str, str]], str]
    amount: Amount
    per_line: bool = False
    when: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A change of status that a person makes on the document's page."""

    key: str
    caption: str
    becomes: str
    after: tuple[str, ...]
    roles: frozenset[str] = APPROVERS
    by_another: bool = False


PRINT = Turn(key="btnPrint", caption="พิมพ์", becomes=PRINTED, after=(MADE,), roles=frozenset())
APPROVE = Turn(key="btnApprove", caption="อนุมัติ", becomes=APPROVED, after=(MADE, PRINTED), by_another=True)
APPROVE_PRINTED = Turn(key="btnApprove", caption="อนุมัติ", becomes=APPROVED, after=(PRINTED,), by_another=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Earns:
    """What a receipt brings in, for the revenue register."""

    category: Callable[[Mapping[str, str]], str]
    kind: Callable[[Mapping[str, str]], str]
    amount: Amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """One kind of document; `listed` are the columns of its search screen, after the numbers."""

    key: str
    rows: tuple[tuple[Field, ...], ...]
    numbers: tuple[Running, ...]
    day: str
    party: str
    amount: str
    listed: tuple[str, ...]
    grid: Grid | None = None
    rules: tuple[Rule, ...] = ()
    entries: tuple[Entry, ...] = ()
    earns: Earns | None = None
    moves: tuple[Move, ...] = ()
    turns: tuple[Turn, ...] = ()
    in_place: bool = False
    announces: Announces = Announces.REDIRECT
    confirm: str = ""

    def fields(self) -> list[Field]:
        """Give every field of the head, row by row."""
        return [field for row in self.rows for field in row]

    def field(self, key: str) -> Field:
        """Give the field of this control, in the head or in the lines."""
        lines = self.grid.columns if self.grid else ()
        return next(field for field in (*self.fields(), *lines) if field.key == key)

    def referring(self) -> list[Field]:
        """Give the fields, of head and lines, that name other documents."""
        lines = self.grid.columns if self.grid else ()
        return [field for field in (*self.fields(), *lines) if field.refers or field.links]

    def turn(self, key: str) -> Turn | None:
        """Give the turn of this button."""
        return next((turn for turn in self.turns if turn.key == key), None)


def living(document: Document) -> bool:
    """Tell whether the document stands."""
    return document.status != CANCELLED


def reached(document: Document, status: str) -> bool:
    """Tell whether the document has this status or a later one; a blank status asks for nothing."""
    if not living(document):
        return False
    return not status or _LIVING.index(document.status) >= _LIVING.index(status)
