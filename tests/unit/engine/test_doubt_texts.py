"""What a person is told of a doubt."""

from __future__ import annotations

from bot.domain.handover import Candidate
from bot.domain.model import Difference
from bot.engine.doubts import strangers_text


def _seen(number: str, *differs: str) -> Candidate:
    differences = tuple(Difference(field=name, expected="yes", seen="✔") for name in differs)
    return Candidate(number=number, fields={}, lines=(), cancelled=False, differences=differences)


def test_what_the_nearest_document_shows_otherwise_is_told() -> None:
    """A mapping that reads one field amiss is found by it; documents that are far off are not listed."""
    told = strangers_text(("7", "8"), [_seen("9"), _seen("8", "a", "b"), _seen("7", "paid")]).en
    assert "7: paid “yes” ≠ “✔”" in told
    assert "8:" not in told


def test_documents_of_which_nothing_is_known_are_told_by_number() -> None:
    """A document without a page of its own is still named."""
    assert "(number 7) that are not equal to this entry in every field (-)" in strangers_text(("7",), []).en
