"""What a form says at this moment, beside what the site knows: the ground of every list, sum and rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.practice.budget import Budget
from bot.practice.catalogue import Catalogue, Option, caption_of
from bot.practice.forms import State
from bot.practice.kinds import read_count, read_date, read_money
from bot.practice.paper import Field, Paper
from bot.practice.rules import ZERO
from bot.practice.store import CANCELLED, Document, Store

GRID, ROWS = "grdLine", "_rows"
FIRST_ROW = 2
KEYER = "_keyer"


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """What the site knows."""

    catalogue: Catalogue
    store: Store
    budget: Budget

    def taken(self, target: str, *screens: str) -> int:
        """Give how much of a document (in satang) the standing papers of these screens take."""
        marks = ", ".join("?" * len(screens))
        question = (
            "SELECT COALESCE(SUM(links.satang), 0) FROM links JOIN documents USING (seq)"  # noqa: S608 - question marks
            f" WHERE target = ? AND links.screen IN ({marks}) AND status <> ?"
        )
        [row] = self.store.read(question, (target, *screens, CANCELLED))
        return int(row[0])

    def named_by(self, target: str, *screens: str) -> list[str]:
        """Give the numbers of the standing papers, of these screens or of any, that name a document."""
        marks = ", ".join("?" * len(screens))
        some = f" AND links.screen IN ({marks})" if screens else ""
        question = (
            "SELECT DISTINCT number FROM links JOIN documents USING (seq)"  # noqa: S608 - question marks
            f" WHERE target = ? AND status <> ?{some} ORDER BY seq"
        )
        return [row["number"] for row in self.store.read(question, (target, CANCELLED, *screens))]


def cell_key(row: int, column: str) -> str:
    """Give the state key of a cell of the grid."""
    return f"{GRID}:_ctl{row + FIRST_ROW}:{column}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """The form as it stands, read leniently; with a `row` its cells come before the head's fields."""

    world: World
    paper: Paper
    state: State
    row: int | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The data files."""
        return self.world.catalogue

    def text(self, key: str) -> str:
        """Give what stands in a control; a computed one is computed."""
        field = self._field(key)
        if field is not None and field.show:
            return field.show(self)
        return self.state.get(self._key(key), "")

    def money(self, key: str) -> Decimal:
        """Give an amount; what is no amount counts as nothing."""
        return read_money(self.text(key)) or ZERO

    def count(self, key: str) -> int:
        """Give a whole number; what is none counts as nothing."""
        return read_count(self.text(key)) or 0

    def day(self, key: str) -> date | None:
        """Give a date."""
        return read_date(self.text(key))

    def options(self, field: Field) -> tuple[Option, ...]:
        """Give the entries of a list as it stands."""
        return field.options(self) if field.options else ()

    def chosen(self, key: str) -> str:
        """Give the caption that is chosen in a list."""
        field = self._field(key)
        return caption_of(self.options(field), self.text(key)) if field else ""

    def document(self, key: str) -> Document | None:
        """Give the standing document that a reference names, if it is of a kind that may be named."""
        field, number = self._field(key), self.text(key)
        if field is None or field.refers is None or not number:
            return None
        found = self.world.store.numbered(number)
        return found if found and found.screen in field.refers.screens and not found.cancelled else None

    def of(self, key: str, caption: str) -> str:
        """Give a field of the document that a reference names, or a blank."""
        found = self.document(key)
        return found.fields.get(caption, "") if found else ""

    def rows(self) -> Iterator["Facts"]:
        """Give each line of the grid."""
        for row in range(int(self.state.get(ROWS, "0"))):
            yield Facts(world=self.world, paper=self.paper, state=self.state, row=row)

    def total(self, key: str) -> Decimal:
        """Give the sum of a column."""
        return sum((line.money(key) for line in self.rows()), ZERO)

    def _field(self, key: str) -> Field | None:
        if self.row is not None and self.paper.grid:
            column = next((field for field in self.paper.grid.columns if field.key == key), None)
            if column:
                return column
        return next((field for field in self.paper.fields() if field.key == key), None)

    def _key(self, key: str) -> str:
        columns = self.paper.grid.columns if self.paper.grid and self.row is not None else ()
        in_row = self.row is not None and any(field.key == key for field in columns)
        return cell_key(self.row, key) if in_row and self.row is not None else key
