"""What holds for every declared paper."""

from pathlib import Path

import pytest

from bot.practice import describing
from bot.practice.catalogue import load
from bot.practice.menu import PLACES, by_key, twin_of
from bot.practice.papers import PAPERS

SCREENS = Path(describing.__file__).with_name("SCREENS.md")


def test_the_description_is_made_from_the_declarations() -> None:
    """SCREENS.md says of each paper what the site serves."""
    assert describing.described() in SCREENS.read_text(encoding="utf-8")


def test_menu_places_are_unique() -> None:
    """No GUID and no name stands twice in the menu."""
    assert len({place.menu for place in PLACES}) == len(PLACES) == len({place.key for place in PLACES})


@pytest.mark.parametrize("key", list(PAPERS))
def test_a_paper_names_what_it_has(key: str) -> None:
    """Day, party, amount and listed columns are captions of the paper; each rule says what it refuses."""
    paper = PAPERS[key]
    captions = [field.caption for field in paper.fields()]
    assert len(set(captions)) == len(captions)
    assert {paper.day, paper.party, *paper.listed} <= set(captions)
    assert paper.amount == "" or paper.amount in captions
    assert all((rule.__doc__ or "").startswith("Refuse") for rule in paper.rules)
    assert by_key(twin_of(key)).document == key


def test_every_part_in_the_books_has_an_account() -> None:
    """The roles, the kinds of held money and what older years left all name accounts of the chart."""
    catalogue = load()
    named = {*catalogue.account_roles.values(), *(held.account for held in catalogue.held)}
    named |= {item.account for item in catalogue.carried} | {
        t.debtor for t in catalogue.taxpayers if t.debtor
    }
    assert named <= set(catalogue.accounts)
