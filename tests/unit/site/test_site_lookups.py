"""What was read of a document is found again by its number."""

from __future__ import annotations

import pytest
from fakes.plans import make_entry

from bot.domain.model import Readback
from bot.site.details import number_key
from bot.site.lookups import Wanted, of_each


@pytest.mark.parametrize("told", ["ฎ.12/2567", "ฎ.๑๒/๒๕๖๗", "ฎ.12/2567\u200b"])
def test_a_number_that_the_receipt_wrote_otherwise_than_the_list_is_the_same(told: str) -> None:
    """A receipt in Thai digits, a list in Arabic ones: one document, not one that is missing."""
    entry, shown = make_entry("ฎ.1"), Readback(number="ฎ.12/2567", fields={})
    found = of_each([Wanted(entry=entry, number=told)], {number_key(shown.number): shown})
    assert found == {entry.key: shown}


def test_what_was_not_read_is_left_out() -> None:
    """Another number, or none at all."""
    entry, shown = make_entry("ฎ.1"), Readback(number="", fields={})
    assert of_each([Wanted(entry=entry, number="ฎ.13/2567"), Wanted(entry=entry)], {"": shown}) == {}
