"""What a preview types for a document that is entered already, and what it must leave open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fakes.plans import make_entry, planned

from bot.domain.lifecycle import Status
from bot.domain.model import Entry, EntryKey, Need, PlannedEntry, Receipt, Standing, Step
from bot.engine.rehearsing import rehearsed

VOUCHER = make_entry("ฎ.9")


def cheque(*needs: Need) -> PlannedEntry:
    """Plan a cheque that names the voucher in its header and in its second line."""
    made = make_entry("ช.1", screen="CHEQUE", voucher="ฎ.9")
    lines = tuple({**line, "voucher": "ฎ.9"} for line in made.lines)
    entry = replace(made, lines=lines, needs=needs)
    typed = (
        Step(kind="enter", name="voucher", text="ฎ.9"),
        Step(kind="enter", name="voucher", text="ฎ.9", line=1),
        Step(kind="commit"),
    )
    return replace(planned(entry), steps=typed)


def standing(entry: Entry = VOUCHER, *, status: Status = Status.POSTED, extra: str = "") -> Standing:
    receipt = Receipt(
        number="สป-0065/67",
        message="ok",
        at=datetime(2024, 7, 8, tzinfo=UTC),
        how="shown",
        extra={"treasury": extra},
    )
    return Standing(entry=entry, position=1, status=status, number="สป-0065/67", receipt=receipt)


def need(line: int | None = None, becomes: str = "number") -> Need:
    return Need(key=VOUCHER.key, field="voucher", line=line, becomes=becomes)


def known(*standings: Standing) -> dict[EntryKey, Standing]:
    return {one.entry.key: one for one in standings}


def test_a_known_number_is_typed_in_its_place() -> None:
    """In the header or in that line alone, in steps and values."""
    told = rehearsed(cheque(need(line=1)), known(standing()).get)
    assert not told.missing
    assert [step.text for step in told.planned.steps] == ["ฎ.9", "สป-0065/67", None]
    assert told.planned.entry.lines[1]["voucher"] == "สป-0065/67"
    assert told.planned.entry.fields["voucher"] == "ฎ.9"


def test_an_extra_number_of_the_receipt_is_typed() -> None:
    """A mapping may ask for another number than the first."""
    told = rehearsed(cheque(need(becomes="treasury")), known(standing(extra="คร-00231/67")).get)
    assert told.planned.steps[0].text == "คร-00231/67"


@pytest.mark.parametrize(
    "there",
    [[], [standing(status=Status.PENDING)], [standing(status=Status.IN_DOUBT)]],
    ids=["none", "pending", "doubt"],
)
def test_what_is_not_on_the_site_is_missing(there: list[Standing]) -> None:
    """No number is made up: unknown, not entered, and in doubt are all missing."""
    told = rehearsed(cheque(need()), known(*there).get)
    assert told.missing == (need(),)
    assert told.planned.steps[0].text == "ฎ.9"


def test_a_number_that_the_receipt_lacks_is_missing() -> None:
    """The site showed another number, not this one."""
    assert rehearsed(cheque(need(becomes="treasury")), known(standing()).get).missing


def test_what_is_typed_as_it_stands_misses_nothing() -> None:
    """A reference that keeps the original number needs no new one."""
    told = rehearsed(cheque(need(becomes="")), known().get)
    assert not told.missing
    assert told.planned.steps[0].text == "ฎ.9"
