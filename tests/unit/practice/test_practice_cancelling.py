"""Where a mapping sends people to cancel a document, the practice site has that menu for that role."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.planning.grammar import Mapping
from bot.planning.mapping import load_mappings
from bot.practice import menu

SCREENS = load_mappings(Path(__file__).parents[3] / "mappings").screens


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_people_find_the_menu_by_which_they_cancel(screen: Mapping) -> None:
    """The named menu is the screen's own search twin; the role sees it and may cancel; the time is told."""
    assert screen.cancel
    place = menu.by_key(menu.twin_of(screen.screen))
    assert screen.cancel.where.th == place.title
    role = screen.cancel.role.th if screen.cancel.role else screen.role
    assert role in place.roles
    assert role in menu.by_key(screen.screen).roles  # whoever keys a document may cancel it
    assert screen.cancel.until


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_accounts_are_typed_from_the_workbook(screen: Mapping) -> None:
    """What reports add up by is a field that every document has, not one that the site fills in."""
    if screen.account is None:
        return
    lines = screen.lines.fields if screen.lines else {}
    field = lines.get(screen.account) or screen.fields[screen.account]
    assert field.required
    assert field.enter
