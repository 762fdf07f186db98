"""The evidence chain: every event carries the hash of the one before, so that nothing can be taken back.

The hash of an event is the SHA-256 of its record as RFC 8785 canonical JSON, without the hash itself.
`bot/report/verify_chain.py` does the same without any of this program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785
from sqlalchemy import Connection, select

from bot.domain.chain import START, Break, ChainHead
from bot.ledger.codec import dump, load
from bot.ledger.schema import events, meta

HEAD = "chain_head"
"""The name of the small fact that says where the chain ends."""

Record = Mapping[str, Any]
"""One event as it is stored: the columns of `events`, by name."""


def append(connection: Connection, told: Sequence[Mapping[str, Any]]) -> None:
    """Write events as the next links; in the transaction of what happened, which alone may write."""
    newest = select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(1)
    last = connection.execute(newest).first()
    head = ChainHead(seq=last.seq, hash=last.hash) if last else ChainHead(seq=0, hash=START)
    records = []
    for values in told:
        record = {**values, "seq": head.seq + 1, "previous": head.hash}
        head = ChainHead(seq=record["seq"], hash=hash_of(record))
        records.append(record | {"hash": head.hash})
    if records:
        connection.execute(events.insert(), records)
        note_head(connection, head)


def note_head(connection: Connection, head: ChainHead) -> None:
    """Keep where the chain ends beside it, so that a cut at the end is seen."""
    value = dump({"seq": head.seq, "hash": head.hash})
    changed = connection.execute(meta.update().where(meta.c.name == HEAD).values(value=value))
    if not changed.rowcount:
        connection.execute(meta.insert().values(name=HEAD, value=value))


def noted_head(connection: Connection) -> ChainHead | None:
    """Give where the chain ends, as it was noted with the last event; None before the first."""
    value = connection.execute(select(meta.c.value).where(meta.c.name == HEAD)).scalar()
    return ChainHead(**load(value)) if value else None


def hash_of(record: Record) -> str:
    """Give the hash that a record must carry; empty for a record that no event can be."""
    told = {name: value for name, value in record.items() if name != "hash"}
    try:
        return hashlib.sha256(rfc8785.dumps(told)).hexdigest()
    except rfc8785.CanonicalizationError:
        return ""


def first_break(records: Sequence[Record], heads: Sequence[ChainHead] = ()) -> Break | None:
    """Find the first event that was changed, removed, inserted or moved; None: all are as they were written.

    Each of `heads` was the last event once; when it is not among the records any more, the end was cut off.
    """
    previous = START
    for at, record in enumerate(records):
        if record["previous"] != previous or hash_of(record) != record["hash"]:
            return _named(records, at, previous)
        previous = record["hash"]
    present = {(record["seq"], record["hash"]) for record in records}
    lost = [head for head in heads if (head.seq, head.hash) not in present]
    return Break(kind="cut_off", seq=records[-1]["seq"] if records else 0) if lost else None


def _named(records: Sequence[Record], at: int, previous: str) -> Break:
    """Say what was done to the record at a place where the chain does not hold."""
    record = records[at]
    places = {one["hash"]: place for place, one in reversed(list(enumerate(records)))}
    follows = places.get(record["previous"])
    successor_later = any(one["previous"] == previous for one in records[at + 1 :])
    if follows is not None and follows > at:
        return Break(kind="reordered", seq=record["seq"])
    if hash_of(record) != record["hash"]:
        return Break(kind="inserted" if successor_later else "changed", seq=record["seq"])
    if follows is None and record["previous"] != START:
        return Break(kind="inserted" if successor_later else "removed", seq=record["seq"])
    goes_on = at + 1 < len(records) and records[at + 1]["previous"] == record["hash"]
    first_alien = records[0 if follows is None else follows + 1]
    forged = goes_on and first_alien["hash"] != record["hash"] and not successor_later
    return Break(kind="inserted", seq=first_alien["seq"] if forged else record["seq"])
