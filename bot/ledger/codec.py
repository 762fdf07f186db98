"""The ledger's JSON: every typed value comes back exactly as it went in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.domain.handover import Candidate
from bot.domain.model import (
    Clearance,
    Difference,
    EntryKey,
    Need,
    PlannedEntry,
    Readback,
    Receipt,
    Step,
    Value,
    Verdict,
)
from bot.language import Text


def dump(value: object) -> str:
    """Write plain JSON; what JSON does not know (money, dates, statuses) becomes text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_as_text)


def load(text: str) -> Any:
    """Read what `dump` wrote."""
    return json.loads(text)


def dump_value(value: Value) -> object:
    """Give the JSON shape of one typed value; TypeError for a kind that an entry may not hold."""
    if value is None or isinstance(value, str | int):  # a bool is an int
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"date": value.isoformat()}
    msg = f"an entry may not hold a {type(value).__name__}"
    raise TypeError(msg)


def load_value(shape: Any) -> Value:
    """Give back the typed value of a JSON shape."""
    match shape:
        case {"decimal": str(digits)}:
            return Decimal(digits)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case None | str() | int():
            return shape
        case _:
            msg = f"no typed value has the shape {shape!r}"
            raise TypeError(msg)


def dump_payload(planned: PlannedEntry) -> str:
    """Write the fields, lines, steps, needs and original number of an entry."""
    entry = planned.entry
    steps = [[step.kind, step.name, step.text, step.line] for step in planned.steps]
    lines = [_values(line) for line in entry.lines]
    shape: dict[str, object] = {"fields": _values(entry.fields), "lines": lines, "steps": steps}
    if entry.original:
        shape["original"] = entry.original
    if entry.needs:
        shape["needs"] = [asdict(need) for need in entry.needs]
    return dump(shape)


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What an entry says, how it is typed, what must come first, and its number of before."""

    fields: dict[str, Value]
    lines: tuple[dict[str, Value], ...]
    steps: tuple[Step, ...]
    needs: tuple[Need, ...]
    original: str


def load_payload(text: str) -> Payload:
    """Give back fields, lines, steps and needs."""
    shape = load(text)
    fields = {name: load_value(value) for name, value in shape["fields"].items()}
    lines = tuple({name: load_value(value) for name, value in line.items()} for line in shape["lines"])
    steps = tuple(
        Step(kind=kind, name=name, text=typed, line=line) for kind, name, typed, line in shape["steps"]
    )
    needs = tuple(_need(need) for need in shape.get("needs", ()))
    original = shape.get("original", "")
    return Payload(fields=fields, lines=lines, steps=steps, needs=needs, original=original)


def _need(shape: Any) -> Need:
    wanted = shape["clearance"]
    clearance = Clearance(**{**wanted, "act": Text(**wanted["act"])}) if wanted else None
    return Need(**{**shape, "key": EntryKey(shape["key"]), "clearance": clearance})


def dump_receipt(receipt: Receipt) -> str:
    """Write a receipt."""
    return dump(
        {
            "number": receipt.number,
            "message": receipt.message,
            "at": receipt.at.isoformat(),
            "how": receipt.how,
            "extra": dict(receipt.extra),
            "evidence": list(receipt.evidence),
            "requests": receipt.requests,
        }
    )


def load_receipt(text: str) -> Receipt:
    """Give back a receipt."""
    shape = load(text)
    return Receipt(
        **{**shape, "at": datetime.fromisoformat(shape["at"]), "evidence": tuple(shape["evidence"])}
    )


def dump_readback(readback: Readback) -> str:
    """Write a readback."""
    return dump(
        {
            "number": readback.number,
            "fields": dict(readback.fields),
            "lines": [dict(line) for line in readback.lines],
            "cancelled": readback.cancelled,
            "source": readback.source,
            "at": readback.at.isoformat() if readback.at else None,
        }
    )


def load_readback(text: str) -> Readback:
    """Give back a readback."""
    shape = load(text)
    at = datetime.fromisoformat(shape["at"]) if shape["at"] else None
    return Readback(**{**shape, "at": at, "lines": tuple(shape["lines"])})


def dump_verdict(verdict: Verdict) -> str:
    """Write a verdict."""
    differences = [asdict(difference) for difference in verdict.differences]
    return dump({"differences": differences, "unproven": list(verdict.unproven)})


def load_verdict(text: str) -> Verdict:
    """Give back a verdict."""
    shape = load(text)
    return Verdict(
        differences=tuple(Difference(**difference) for difference in shape["differences"]),
        unproven=tuple(shape["unproven"]),
    )


def shape_of_candidate(candidate: Candidate) -> dict[str, object]:
    """Give the JSON shape of a document that a person must judge."""
    return {
        "number": candidate.number,
        "fields": dict(candidate.fields),
        "lines": [dict(line) for line in candidate.lines],
        "cancelled": candidate.cancelled,
        "differences": [asdict(difference) for difference in candidate.differences],
    }


def candidate_of(shape: Any) -> Candidate:
    """Give back a document that a person must judge."""
    differences = tuple(Difference(**difference) for difference in shape["differences"])
    return Candidate(**{**shape, "lines": tuple(shape["lines"]), "differences": differences})


def dump_texts(texts: Iterable[str]) -> str:
    """Write a list of texts (numbers, evidence paths)."""
    return dump(list(texts))


def load_texts(text: str | None) -> tuple[str, ...]:
    """Give back a list of texts; none when nothing was written."""
    return tuple(load(text)) if text else ()


def _values(fields: Mapping[str, Value]) -> dict[str, object]:
    return {name: dump_value(value) for name, value in fields.items()}


def _as_text(value: object) -> object:
    if isinstance(value, set | frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else str(value)
