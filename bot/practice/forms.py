"""What an entry screen is made of, and how posted values become its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeAlias

from bot.practice.catalogue import User
from bot.practice.store import Document, Draft
from bot.practice.webforms import PREFIX, Control, Kind, Posted

State: TypeAlias = dict[str, str]


class Announces(StrEnum):
    """How a screen tells that the document was saved."""

    REDIRECT = "redirect"
    PAGE = "page"
    ALERT = "alert"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A control with its present value and the red note beside it."""

    control: Control
    value: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A submit button; a confirm text makes the page ask first."""

    key: str
    caption: str
    confirm: str = ""

    @property
    def name(self) -> str:
        """The posted name."""
        return PREFIX + self.key


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """The grid of lines of a journal voucher: one tuple of cells per row, and the delete link of each."""

    captions: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    deletes: tuple[str, ...]
    add: Button
    totals: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One rendered state of a screen; `frozen` shows a saved document that cannot be typed into."""

    rows: tuple[tuple[Cell, ...], ...]
    buttons: tuple[Button, ...]
    lines: Lines | None = None
    frozen: bool = False

    def cells(self) -> list[Cell]:
        """Give every cell of the form and of its lines."""
        found = [cell for row in self.rows for cell in row]
        if self.lines:
            found += [cell for row in self.lines.rows for cell in row] + list(self.lines.totals)
        return found

    def targets(self) -> list[str]:
        """Give the names that may make the page post."""
        names = [cell.control.name for cell in self.cells() if cell.control.posts_back and not self.frozen]
        names += [button.name for button in self.buttons]
        if self.lines and not self.frozen:
            names += [self.lines.add.name, *self.lines.deletes]
        return names

    def choices(self) -> list[tuple[str, str]]:
        """Give every list value that the page offers, with the name of its list."""
        lists = [cell.control for cell in self.cells() if cell.control.kind in (Kind.SELECT, Kind.RADIO)]
        found = [(control.name, option.value) for control in lists for option in control.options]
        return found + [(control.name, "") for control in lists if control.kind is Kind.SELECT]

    def lists(self) -> list[str]:
        """Give the names of the list controls."""
        return [c.control.name for c in self.cells() if c.control.kind in (Kind.SELECT, Kind.RADIO)]

    def unchecked(self) -> list[str]:
        """Give the names of the lists that page script fills, whose values cannot be known beforehand."""
        return [c.control.name for c in self.cells() if c.control.filled_by_script]


class EntryScreen(Protocol):
    """A screen that keys one kind of document."""

    key: str
    in_place: bool
    announces: Announces

    def blank(self, user: User) -> State:
        """Give the state of a fresh form."""
        ...

    def turn(self, state: State, posted: Posted) -> State:
        """Give the state after a postback that does not save."""
        ...

    def form(self, state: State) -> Form:
        """Draw the state."""
        ...

    def check(self, state: State) -> Draft | list[str]:
        """Apply the rules: a document ready to be stored, or every reason against it."""
        ...

    def saved(self, document: Document, state: State, user: User) -> State:
        """Give the state that the form shows once the document is stored."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What a page says on top of its form: a message, refusals, and a script that runs while it loads."""

    message: str = ""
    problems: tuple[str, ...] = field(default=())
    alert: str = ""


def collect(form: Form, before: Mapping[str, str], posted: Posted) -> State:
    """Lay the posted values over what the view state remembers; disabled controls post nothing."""
    state = dict(before)
    if form.frozen:
        return state
    for cell in form.cells():
        control = cell.control
        if control.kind is Kind.SHOWN:
            continue
        if control.name in posted.values:
            state[control.key] = posted.values[control.name].replace("\r\n", "\n").strip()
    return state
