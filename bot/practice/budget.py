"""The annual budget as it stands now: what was approved, moved, reserved and spent on each line."""

import uuid
from collections.abc import Mapping
from decimal import Decimal

from bot.practice.catalogue import BudgetLine, Catalogue, Option
from bot.practice.rules import ZERO, baht
from bot.practice.store import CANCELLED, Store

LEVELS = ("แผนงาน", "งาน", "หมวดรายจ่าย", "ประเภทรายจ่าย", "รายการ")
ADDED, TAKEN, RESERVED, SPENT = "added", "taken", "reserved", "spent"
KEY_JOIN = "\x1f"
_COUNTS = "status <> ? AND (after = '' OR after = status)"


def budget_key(fields: Mapping[str, str]) -> str:
    """Give the name of the budget line that these fields choose by their five captions."""
    return KEY_JOIN.join(fields.get(level, "") for level in LEVELS)


class Budget:
    """Budget lines of the data files and those that documents made, and their money."""

    def __init__(self, catalogue: Catalogue, store: Store) -> None:
        """Ask this catalogue and this store."""
        self._catalogue = catalogue
        self._store = store
        self._given = {KEY_JOIN.join(captions): line for line, captions in catalogue.budget_captions()}

    def lines(self) -> dict[str, BudgetLine]:
        """Give every line by its key, those of the data files first."""
        return self._given | self._made()

    def given(self) -> dict[str, BudgetLine]:
        """Give the lines of the data files only, which the office's own lists have too."""
        return self._given

    def lines_of(self, plan: str, job: str, category: str, kind: str) -> tuple[BudgetLine, ...]:
        """Give the lines under exactly these four levels."""
        wanted = (plan, job, category, kind)
        made = (b for b in self._made().values() if (b.plan, b.job, b.category, b.type) == wanted)
        return (*self._catalogue.lines_of(*wanted), *made)

    def items(self, levels: tuple[str, str, str, str]) -> tuple[Option, ...]:
        """Give the lines under these four levels as the entries of a list."""
        return tuple(Option(value=line.value, caption=line.item) for line in self.lines_of(*levels))

    def key_of(self, value: str) -> str:
        """Give the key of the line with this list value, or a blank."""
        return next((key for key, line in self.lines().items() if line.value == value), "")

    def approved(self, key: str) -> Decimal:
        """Give what stands approved on the line: the budget, and what was added to it and taken from it."""
        given = self._given[key].amount if key in self._given else ZERO
        return given + self.moved(key, ADDED) - self.moved(key, TAKEN)

    def spent(self, key: str) -> Decimal:
        """Give what vouchers took."""
        given = self._given.get(key)
        paid = baht(self._store.spent(given.value)) if given else ZERO
        return paid + self.moved(key, SPENT)

    def free(self, key: str) -> Decimal:
        """Give what may still be spent: approved, less spent, less reserved."""
        return self.approved(key) - self.spent(key) - self.moved(key, RESERVED)

    def moved(self, key: str, kind: str) -> Decimal:
        """Give the sum of the moves of one kind on a line."""
        question = (
            "SELECT COALESCE(SUM(moves.satang), 0) FROM moves JOIN documents USING (seq)"  # noqa: S608 - fixed words
            f" WHERE budget = ? AND kind = ? AND {_COUNTS}"
        )
        [row] = self._store.read(question, (key, kind, CANCELLED))
        return baht(int(row[0]))

    def _made(self) -> dict[str, BudgetLine]:
        question = (
            f"SELECT DISTINCT budget FROM moves JOIN documents USING (seq) WHERE kind = ? AND {_COUNTS}"  # noqa: S608 - fixed words
        )
        keys = [row["budget"] for row in self._store.read(question, (ADDED, CANCELLED))]
        made = {key: self._new_line(key) for key in keys if key not in self._given}
        return {key: line for key, line in made.items() if line}

    def _new_line(self, key: str) -> BudgetLine | None:
        plan, job, category, kind, item = key.split(KEY_JOIN)
        catalogue = self._catalogue
        plan_value = _value(catalogue.plans, plan)
        category_value = _value(catalogue.categories, category)
        levels = (
            plan_value,
            _value(catalogue.jobs.get(plan_value, ()), job),
            category_value,
            _value(catalogue.types.get(category_value, ()), kind),
        )
        if not all(levels):
            return None
        return BudgetLine(
            value=str(uuid.uuid5(uuid.NAMESPACE_URL, f"practice:{key}")).upper(),
            item=item,
            plan=levels[0],
            job=levels[1],
            category=levels[2],
            type=levels[3],
            section="",
            amount=ZERO,
        )


def _value(options: tuple[Option, ...], caption: str) -> str:
    return next((option.value for option in options if option.caption == caption), "")
