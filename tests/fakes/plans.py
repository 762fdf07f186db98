"""Made-up entries and plans, short enough to read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.model import Entry, EntryKey, Plan, PlannedEntry, Step, Value

MAPPINGS = {"VOUCHER": "m1", "RECEIPT": "m1"}


def make_entry(name: str, *, screen: str = "VOUCHER", occurrence: int = 1, **fields: Value) -> Entry:
    """Make an entry whose key depends on `name`, screen and occurrence, its digest on the fields too."""
    values: dict[str, Value] = {"paper": name, "amount": Decimal("100.25"), "note": "ค่าน้ำ"} | fields
    key = hashlib.sha256(f"{screen}|{name}|{occurrence}".encode()).hexdigest()
    digest = hashlib.sha256(f"{screen}|{sorted(values.items(), key=str)}".encode()).hexdigest()
    amount = values["amount"]
    return Entry(
        key=EntryKey(key),
        screen=screen,
        sheet="ฎีกา",
        rows=(2,),
        fields=values,
        lines=({"account": "5101", "debit": amount}, {"account": "1101", "debit": None}),
        occurrence=occurrence,
        digest=digest,
        day=date(2024, 1, 16),
        amount=amount if isinstance(amount, Decimal) else Decimal(0),
    )


def planned(entry: Entry) -> PlannedEntry:
    """Give the entry with plain steps."""
    steps = [Step(kind="open"), Step(kind="enter", name="paper", text=str(entry.fields["paper"]))]
    steps += [Step(kind="enter", name="note", text=None, line=0), Step(kind="commit")]
    return PlannedEntry(entry=entry, steps=tuple(steps))


def make_plan(*entries: Entry, mappings: Mapping[str, str] | None = None, hash: str = "plan-1") -> Plan:
    """Make a plan of these entries in this order."""
    return Plan(
        hash=hash,
        entries=tuple(planned(entry) for entry in entries),
        totals=(),
        mappings=MAPPINGS if mappings is None else mappings,
    )


def some_entries(count: int, **changes: Any) -> tuple[Entry, ...]:
    """Make `count` different entries, a day apart."""
    made = (make_entry(f"ฎ.{n}", amount=Decimal(n) + Decimal("0.25"), **changes) for n in range(1, count + 1))
    return tuple(
        replace(entry, rows=(n + 1,), day=date(2024, 1, 16) + timedelta(days=n % 3))
        for n, entry in enumerate(made, start=1)
    )
