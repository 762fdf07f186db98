"""What goes into the ledger comes out exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from fakes.plans import make_entry, planned
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lifecycle import Status
from bot.domain.model import Clearance, Difference, Need, Readback, Receipt, Verdict
from bot.language import say
from bot.ledger import codec

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@given(VALUES)
def test_every_value_round_trips_with_its_type(value: Any) -> None:
    """True stays True, 1 stays 1, 1.00 keeps its digits, text that looks like a date stays text."""
    back = codec.load_value(codec.load(codec.dump(codec.dump_value(value))))
    assert type(back) is type(value)
    assert str(back) == str(value)


@pytest.mark.parametrize("value", [1.5, datetime(2024, 1, 1, tzinfo=UTC), b"x"])
def test_kinds_that_an_entry_may_not_hold(value: Any) -> None:
    """A float (inexact money) and a datetime are refused."""
    with pytest.raises(TypeError):
        codec.dump_value(value)


@pytest.mark.parametrize("shape", [1.5, ["x"], {"money": "1"}])
def test_shapes_that_nobody_wrote(shape: Any) -> None:
    """An unknown shape is not guessed."""
    with pytest.raises(TypeError):
        codec.load_value(shape)


def test_payload_round_trips() -> None:
    """Fields, lines and steps come back equal and in order."""
    whole = planned(make_entry("ฎ.1", when=date(2024, 2, 29), flag=True, n=5, blank=None))
    found = codec.load_payload(codec.dump_payload(whole))
    assert (found.fields, found.lines, found.steps) == (
        dict(whole.entry.fields), whole.entry.lines, whole.steps
    )  # fmt: skip
    assert list(found.fields) == list(whole.entry.fields)
    assert found.needs == ()


def test_needs_round_trip() -> None:
    """What comes first, and what a person must do with it, come back equal."""
    act = Clearance(field="status", says="^อนุมัติ$", act=say("อนุมัติฎีกา", "approve it"))
    key = make_entry("ฎ.2").key
    needs = (
        Need(key=key, field="voucher", line=1, becomes="number", clearance=act),
        Need(key=key, field="note"),
    )
    whole = planned(replace(make_entry("ฎ.1"), needs=needs, original="กค-1/67"))
    found = codec.load_payload(codec.dump_payload(whole))
    assert (found.needs, found.original) == (needs, "กค-1/67")


def test_receipt_readback_and_verdict_round_trip() -> None:
    """Proofs come back equal."""
    at = datetime(2024, 8, 13, 9, tzinfo=UTC)
    receipt = Receipt(
        number="V-1", message="สำเร็จ", at=at, how="found", extra={"a": "b"}, evidence=("x.png",), requests=2
    )
    assert codec.load_receipt(codec.dump_receipt(receipt)) == receipt
    for readback in (
        Readback(number="V-1", fields={"a": "1"}, lines=({"b": "2"},), cancelled=True, source="page", at=at),
        Readback(number="", fields={}),
    ):
        assert codec.load_readback(codec.dump_readback(readback)) == readback
    verdict = Verdict(differences=(Difference(field="a", expected="1", seen="2", line=0),), unproven=("n",))
    assert codec.load_verdict(codec.dump_verdict(verdict)) == verdict


def test_details_of_events_may_hold_anything() -> None:
    """Money, days, statuses and sets become text that a person can read."""
    shape = {"a": Decimal("1.50"), "d": date(2024, 1, 16), "s": Status.POSTED, "x": {"b", "a"}}
    assert codec.load(codec.dump(shape)) == {"a": "1.50", "d": "2024-01-16", "s": "POSTED", "x": ["a", "b"]}


def test_no_texts_is_none() -> None:
    """A column that was never written has no texts."""
    assert codec.load_texts(None) == ()
