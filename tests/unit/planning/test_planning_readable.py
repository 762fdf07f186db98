"""What a list shows is read as its kind, or told before a document is entered."""

from __future__ import annotations

import pytest

from bot.planning.grammar import FieldSpec, ShownPlace, SiteMapping
from bot.planning.readable import readable

GIVEN = {"format": "1", "site": "s", "title": "S", "era": "CE", "date_format": "dd/mm/yyyy"}
CE = SiteMapping.model_validate(GIVEN)


@pytest.mark.parametrize(
    ("kind", "shown", "place", "well"),
    [
        ("date", "05/03/2024", {}, True),
        ("date", "2024-03-05", {"format": "yyyy-mm-dd"}, True),
        ("date", "March 5, 2024", {"format": "mmmm d, yyyy"}, True),
        ("date", "5 มี.ค. 2567", {"format": "d mmm yyyy", "era": "BE"}, True),
        ("date", "05/03/24", {"format": "dd/mm/yy"}, True),
        ("date", "05/13/2024", {}, False),
        ("date", "yesterday", {}, False),
        ("money", "฿1,234.50", {}, True),
        ("money", "1.234,50 EUR each", {}, False),
        ("money", "Total 5.00", {"pattern": r"Total (\S+)"}, True),
        ("money", "Total 5.00", {"pattern": r"Sum (\S+)"}, False),
        ("yesno", "Yes", {}, True),
        ("yesno", "settled", {}, False),
        ("yesno", "settled", {"translate": {"settled": "yes"}}, True),
        ("text", "anything", {}, True),
        ("money", "", {}, True),
    ],
)
def test_what_can_be_read(kind: str, shown: str, place: dict[str, object], well: bool) -> None:
    """A format that does not fit, and words for yes and no that nobody translated, cannot be read."""
    spec = FieldSpec.model_validate({"header": "x", "kind": kind})
    assert readable(shown, spec, ShownPlace.model_validate({"column": "c", **place}), CE) is well
