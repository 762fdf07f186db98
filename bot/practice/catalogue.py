"""What the made-up office starts with: classification lists, budget, payees, chart of accounts and staff."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from bot.practice.office_lists import Animal, Carried, Held, Taxpayer, animals, carried, taxpayers

DATA = Path(__file__).parent / "data"
OWN_REVENUE = ("ภาษีอากร", "ค่าธรรมเนียม", "รายได้")
ALLOCATED_TAX = "ภาษีจัดสรร"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One entry of a select box: the GUID that is posted and the full caption."""

    value: str
    caption: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section of the office (ส่วน/กอง) and the short form that its voucher numbers carry."""

    value: str
    caption: str
    code: str
    short: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetLine:
    """One approved line of the annual budget; the four levels above it are GUID values."""

    value: str
    item: str
    plan: str
    job: str
    category: str
    type: str
    section: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Payee:
    """Someone whom the office may pay."""

    name: str
    tax_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One account of the chart; the code is text and keeps its leading zeros."""

    code: str
    name: str
    group: str


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """A made-up member of staff; the password is public on purpose."""

    username: str
    password: str
    role: str
    full_name: str = ""
    position: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """Everything the site knows before the first document; children are keyed by their parent's GUID."""

    office: str
    short_name: str
    district: str
    fiscal_year: int
    plans: tuple[Option, ...]
    jobs: Mapping[str, tuple[Option, ...]]
    categories: tuple[Option, ...]
    types: Mapping[str, tuple[Option, ...]]
    allocated_taxes: tuple[Option, ...]
    revenue_categories: tuple[Option, ...]
    revenue_types: Mapping[str, tuple[Option, ...]]
    banks: tuple[Option, ...]
    sections: tuple[Section, ...]
    sources: tuple[Option, ...]
    budget: tuple[BudgetLine, ...]
    payees: tuple[Payee, ...]
    accounts: Mapping[str, Account]
    users: tuple[User, ...]
    starting_numbers: Mapping[str, int]
    all_revenue_categories: tuple[Option, ...]
    all_revenue_types: Mapping[str, tuple[Option, ...]]
    account_roles: Mapping[str, str]
    budget_groups: Mapping[str, str]
    staff: tuple[Option, ...]
    held: tuple[Held, ...]
    taxpayers: tuple[Taxpayer, ...]
    carried: tuple[Carried, ...]
    animals: tuple[Animal, ...]

    def lines_of(self, plan: str, job: str, category: str, kind: str) -> tuple[BudgetLine, ...]:
        """Give the budget lines under exactly these four levels."""
        wanted = (plan, job, category, kind)
        return tuple(b for b in self.budget if (b.plan, b.job, b.category, b.type) == wanted)

    def account(self, role: str) -> str:
        """Give the code of the account that has this part in the books."""
        return self.account_roles[role]

    def budget_captions(self) -> list[tuple[BudgetLine, tuple[str, ...]]]:
        """Give every budget line with the full captions of its five levels."""
        return [
            (
                line,
                (
                    caption_of(self.plans, line.plan),
                    caption_of(self.jobs[line.plan], line.job),
                    caption_of(self.categories, line.category),
                    caption_of(self.types[line.category], line.type),
                    line.item,
                ),
            )
            for line in self.budget
        ]


def caption_of(options: tuple[Option, ...], value: str) -> str:
    """Give the full caption of a value, or an empty text when it is not among the options."""
    return next((option.caption for option in options if option.value == value), "")


@cache
def load(folder: Path = DATA) -> Catalogue:
    """Read the data files once; the answer is frozen and the same in every run."""
    files = _Files(folder)
    office = json.loads((folder / "office.json").read_text(encoding="utf-8"))
    plans, jobs = files.options("plans.csv", "plan"), files.children("jobs.csv", "plan", "job", "plans.csv")
    categories = files.options("expense_categories.csv", "category")
    types = files.children("expense_types.csv", "category", "type", "expense_categories.csv")
    revenue = files.options("revenue_categories.csv", "category")
    revenue_types = files.children("revenue_types.csv", "category", "type", "revenue_categories.csv")
    own = tuple(o for o in revenue if o.caption.startswith(OWN_REVENUE) and "รัฐบาล" not in o.caption)
    allocated = next(o.value for o in revenue if o.caption == ALLOCATED_TAX)
    return Catalogue(
        office=office["name"],
        short_name=office["short_name"],
        district=office["district"],
        fiscal_year=office["fiscal_year"],
        plans=plans,
        jobs=jobs,
        categories=categories,
        types=types,
        allocated_taxes=revenue_types[allocated],
        revenue_categories=own,
        revenue_types={option.value: revenue_types[option.value] for option in own},
        banks=tuple(Option(**bank) for bank in office["banks"]),
        sections=tuple(Section(**section) for section in office["sections"]),
        sources=tuple(Option(**source) for source in office["sources"]),
        budget=_budget(files, plans, jobs, categories, types),
        payees=tuple(Payee(name=row["name"], tax_id=row["tax_id"]) for row in files.rows("payees.csv")),
        accounts={row["code"]: Account(**row) for row in files.rows("chart.csv")},
        users=tuple(User(**user) for user in office["users"]),
        starting_numbers=office["starting_numbers"],
        all_revenue_categories=revenue,
        all_revenue_types=revenue_types,
        account_roles={row["role"]: row["code"] for row in files.rows("account_roles.csv")},
        budget_groups=dict(files.budget_groups()),
        staff=tuple(
            Option(value=row["value"], caption=f"{row['name']} ({row['position']})")
            for row in files.rows("staff.csv")
        ),
        held=tuple(Held(**row) for row in files.rows("held_money.csv")),
        taxpayers=tuple(taxpayers(files.rows("taxpayers.csv"))),
        carried=tuple(carried(files.rows("carried_over.csv"))),
        animals=tuple(animals(files.rows("animals.csv"))),
    )


class _Files:
    """The data files of one folder; an office may put its own lists in their place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        with (self._folder / name).open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    def options(self, name: str, column: str) -> tuple[Option, ...]:
        return tuple(Option(value=row["value"], caption=row[column]) for row in self.rows(name))

    def children(self, name: str, parent: str, child: str, parents: str) -> dict[str, tuple[Option, ...]]:
        above = {row[parent]: row["value"] for row in self.rows(parents)}
        found: dict[str, list[Option]] = {value: [] for value in above.values()}
        for row in self.rows(name):
            found[above[row[parent]]].append(Option(value=row["value"], caption=row[child]))
        return {value: tuple(options) for value, options in found.items()}

    def budget_groups(self) -> Iterator[tuple[str, str]]:
        groups = {row["code"]: row["group"] for row in self.rows("budget_groups.csv")}
        for row in self.rows("expense_categories.csv"):
            yield row["category"], groups.get(row["code"][:2], "")


def _budget(
    files: _Files,
    plans: tuple[Option, ...],
    jobs: Mapping[str, tuple[Option, ...]],
    categories: tuple[Option, ...],
    types: Mapping[str, tuple[Option, ...]],
) -> tuple[BudgetLine, ...]:
    lines = []
    for row in files.rows("budget_lines.csv"):
        plan, category = _value(plans, row["plan"]), _value(categories, row["category"])
        lines.append(
            BudgetLine(
                value=row["value"],
                item=row["item"],
                plan=plan,
                job=_value(jobs[plan], row["job"]),
                category=category,
                type=_value(types[category], row["type"]),
                section=row["section"],
                amount=Decimal(row["amount"]),
            )
        )
    return tuple(lines)


def _value(options: tuple[Option, ...], caption: str) -> str:
    return next(option.value for option in options if option.caption == caption)
