"""Lists of the office beside its classification: taxpayers, held money, what older years left, animals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Rows: TypeAlias = Iterable[Mapping[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A kind of money that the office holds for others, and its account."""

    value: str
    caption: str
    account: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Taxpayer:
    """One tax of one taxpayer: what was assessed for a year, and whether it is an older year's debt."""

    code: str
    name: str
    tax: str
    address: str
    year: int
    assessed: Decimal
    debtor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """Money of a closed year that is still to be paid, and the account in which it stands."""

    value: str
    caption: str
    account: str
    amount: Decimal
    kept_in_system: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Animal:
    """A kind of animal with its duty and its fees a head."""

    value: str
    caption: str
    duty: Decimal
    slaughterhouse: Decimal
    stable: Decimal


def taxpayers(rows: Rows) -> Iterator[Taxpayer]:
    """Read the taxpayers."""
    for row in rows:
        yield Taxpayer(
            code=row["code"],
            name=row["name"],
            tax=row["tax"],
            address=row["address"],
            year=int(row["year"]),
            assessed=Decimal(row["assessed"]),
            debtor=row["debtor"],
        )


def carried(rows: Rows) -> Iterator[Carried]:
    """Read what older years left to be paid."""
    for row in rows:
        yield Carried(
            value=row["value"],
            caption=row["item"],
            account=row["account"],
            amount=Decimal(row["amount"]),
            kept_in_system=row["kept_in_system"] == "yes",
        )


def animals(rows: Rows) -> Iterator[Animal]:
    """Read the animals and their rates."""
    for row in rows:
        rates = {name: Decimal(row[name]) for name in ("duty", "slaughterhouse", "stable")}
        yield Animal(value=row["value"], caption=row["animal"], **rates)
