"""Rows of the ledger's tables as the domain's values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

from bot.domain.handover import Claim, DoubtOf, EntryChange, Posted
from bot.domain.lifecycle import Status
from bot.domain.model import Entry, EntryKey, Event, PlannedEntry, Run, Standing
from bot.language import Text
from bot.ledger.chain import append
from bot.ledger.codec import (
    dump,
    load,
    load_payload,
    load_readback,
    load_receipt,
    load_texts,
    load_verdict,
)


def planned_of(row: Row[Any]) -> PlannedEntry:
    """Give the entry of an `entries` row with its steps."""
    payload = load_payload(row.payload)
    entry = Entry(
        key=EntryKey(row.key),
        screen=row.screen,
        sheet=row.sheet,
        rows=tuple(load(row.rows)),
        fields=payload.fields,
        lines=payload.lines,
        occurrence=row.occurrence,
        digest=row.digest,
        day=date.fromisoformat(row.day) if row.day else None,
        amount=Decimal(row.amount),
        needs=payload.needs,
        original=payload.original,
    )
    return PlannedEntry(entry=entry, steps=payload.steps)


def posted_of(row: Row[Any]) -> Posted:
    """Give an `entries` row as an entry that is on the site."""
    return Posted(
        entry=planned_of(row).entry, number=row.number, baseline=load_texts(row.baseline)
    )


def claim_of(row: Row[Any], *, attempt: int) -> Claim:
    """Give an `entries` row as taken for its attempt number `attempt`."""
    baseline = None if row.baseline is None else load_texts(row.baseline)
    return Claim(
        planned=planned_of(row), attempt=attempt, baseline=baseline, announced=row.announced is not None
    )


def doubt_of(row: Row[Any]) -> DoubtOf:
    """Give an `entries` row that is in doubt."""
    return DoubtOf(
        planned=planned_of(row),
        attempt=row.attempts,
        reason=row.reason,
        baseline=load_texts(row.baseline),
        since=datetime.fromisoformat(row.doubt_since or row.changed_at),
    )


def change_of(row: Row[Any], new: Entry) -> EntryChange:
    """Set an `entries` row against what the workbook has now."""
    return EntryChange(old=planned_of(row).entry, new=new)


def standing_of(row: Row[Any]) -> Standing:
    """Give everything that an `entries` row tells."""
    message = Text(th=row.message_th, en=row.message_en) if row.message_th or row.message_en else None
    return Standing(
        entry=planned_of(row).entry,
        position=row.position,
        status=Status(row.status),
        attempts=row.attempts,
        number=row.number,
        message=message,
        reason=row.reason,
        receipt=load_receipt(row.receipt) if row.receipt else None,
        readback=load_readback(row.readback) if row.readback else None,
        verdict=load_verdict(row.verdict) if row.verdict else None,
        baseline=load_texts(row.baseline),
        typed=load(row.typed),
        evidence=load_texts(row.evidence),
        changed_at=datetime.fromisoformat(row.changed_at),
        waits_for=tuple(EntryKey(key) for key in load_texts(row.waits_for)),
    )


def run_of(row: Row[Any]) -> Run:
    """Give a `runs` row."""
    return Run(
        id=row.id,
        plan_hash=row.plan_hash,
        operator=row.operator,
        started=datetime.fromisoformat(row.started),
        ended=datetime.fromisoformat(row.ended) if row.ended else None,
        outcome=row.outcome,
        mappings=load(row.mappings),
    )


def event_of(row: Row[Any]) -> Event:
    """Give an `events` row."""
    return Event(
        seq=row.seq,
        at=datetime.fromisoformat(row.at),
        action=row.action,
        run=row.run,
        key=EntryKey(row.key) if row.key else None,
        old=Status(row.old) if row.old else None,
        new=Status(row.new) if row.new else None,
        attempt=row.attempt,
        details=load(row.details),
    )


def event_record(  # noqa: PLR0913 - an event has that many parts
    *,
    at: str,
    action: str,
    run: int | None,
    key: str | None = None,
    old: Status | None = None,
    new: Status | None = None,
    attempt: int = 0,
    details: Mapping[str, object] | None = None,
) -> dict[str, Any]:
    """Give an event as it is stored, not yet chained."""
    return {
        "at": at,
        "action": action,
        "run": run,
        "key": key,
        "old": old.value if old else None,
        "new": new.value if new else None,
        "attempt": attempt,
        "details": dump(dict(details or {})),
    }


def write_event(connection: Connection, **parts: Any) -> None:
    """Add one event to the chain; its parts are those of `event_record`."""
    append(connection, [event_record(**parts)])
