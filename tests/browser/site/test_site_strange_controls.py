"""Controls that are rare but lawful HTML: proposals, sections that are shut, toggles, menus, add-ons, trees."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

from bot.errors import ScreenNotAsMapped

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><meta charset=utf-8><h1>New document</h1><form>{more}<input type=submit value=Save></form>"
CHOICE = {"kind": "choice", "choices": {"of": ["5200 Fuel"]}}
FUEL = "5200 Fuel"
PROPOSED = "<label>Account <input list=all></label><datalist id=all>{options}</datalist>"
TEXTS = "<option value='5100 Paper'><option value='5200 Fuel'>"
LABELS = "<option value=5100>5100 Paper</option><option value=5200>5200 Fuel</option>"
TOGGLES = """<div role=group aria-label=Account><button type=button aria-pressed=true>5100 Paper</button>
<button type=button aria-pressed=false>5200 Fuel</button></div><script>
for (const one of document.querySelectorAll('[aria-pressed]')) one.onclick = () => {
  for (const each of document.querySelectorAll('[aria-pressed]')) each.setAttribute('aria-pressed', each === one);
};</script>"""
MENU = """<label>Account</label><button type=button id=choice {says} onclick="list.hidden = false">choose</button>
<ul role=menu id=list hidden><li role=menuitem>5100 Paper<li role=menuitem>5200 Fuel</ul><script>
for (const one of document.querySelectorAll('[role=menuitem]')) one.onclick = () => {
  choice.textContent = one.textContent; list.hidden = true;
};</script>"""
TREE = """<label>Account <input id=box readonly onclick="tree.hidden = false"></label>
<ul role=tree id=tree hidden><li role=treeitem>5000 Costs<ul role=group><li role=treeitem>5100 Paper
<li role=treeitem>5200 Fuel</ul></ul><script>
for (const one of document.querySelectorAll('[role=group] [role=treeitem]')) one.onclick = () => {
  box.value = one.textContent.trim(); tree.hidden = true;
};</script>"""


@pytest.mark.parametrize(
    ("more", "enter", "shows"),
    [
        (PROPOSED.format(options=TEXTS), {}, FUEL),
        (PROPOSED.format(options=LABELS), {}, "5200"),
        (TOGGLES, {"how": "radio"}, FUEL),
        (MENU.replace("{says}", "aria-haspopup=menu"), {}, FUEL),
        (MENU.replace("{says}", "aria-expanded=false"), {}, FUEL),
        (TREE, {"how": "suggest"}, FUEL),
    ],
    ids=["proposals", "proposals with labels", "toggles", "a menu", "a button that opens a menu", "a tree"],
)
def test_a_choice_of_a_rare_make_is_made(
    site_of: Callable[..., object], server: LittleServer, more: str, enter: dict[str, object], shows: str
) -> None:
    """By its caption; what the control shows then is kept. A box with proposals takes the option's value."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    spec = {"header": "Account", **CHOICE, "enter": {"at": {"caption": "Account"}, **enter}}
    screen = make_screen(fields={"account": spec}, key=["account"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, account=FUEL)).typed == {"account": shows}


@pytest.mark.parametrize(
    ("options", "spec"),
    [
        (LABELS + "<option value=9>5200 Fuel</option>", {**CHOICE}),
        (LABELS, {}),
    ],
    ids=["two proposals with one label", "a text, no choice"],
)
def test_only_a_choice_that_is_certain_becomes_a_proposals_value(
    site_of: Callable[..., object], server: LittleServer, options: str, spec: dict[str, object]
) -> None:
    """Otherwise what the workbook says is typed, and nothing else."""
    more = PROPOSED.format(options=options)
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    screen = make_screen(
        fields={"account": {"header": "Account", **spec, "enter": {"at": {"caption": "Account"}}}},
        key=["account"],
    )
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, account=FUEL)).typed == {"account": FUEL}


def test_a_box_in_a_section_that_is_shut(site_of: Callable[..., object], server: LittleServer) -> None:
    """The section is opened as a person would, and the box reads back."""
    more = "<details><summary>More</summary><label>Account <input></label></details>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    spec = {"header": "Account", "enter": {"at": {"caption": "Account"}}}
    screen = make_screen(fields={"account": spec}, key=["account"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, account="7")).typed == {"account": "7"}


def test_what_a_section_that_is_shut_says_is_not_seen(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """A sign is what a person can see: help in a shut section is no sign of anything."""
    more = "<label>Account <input></label><details><summary>Help</summary><p class=told>Ready</p></details>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    spec = {"header": "Account", "enter": {"at": {"caption": "Account"}}}
    screen = make_screen(fields={"account": spec}, key=["account"], recognised_by=[{"at": {"css": ".told"}}])
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped):
            site.prepare(make_planned(screen, account="7"))


@pytest.mark.parametrize(
    "before",
    ["<span>฿</span>", "<span class=input-group-text>THB</span>", "<i class=prefix>Baht</i>"],
    ids=["a sign", "an add-on", "a prefix"],
)
def test_a_unit_before_the_box_is_not_its_caption(
    site_of: Callable[..., object], server: LittleServer, before: str
) -> None:
    """The caption stands before the unit; an add-on that stands alone is the caption itself."""
    more = f"<div><div>Total</div><div class=group>{before}<input></div></div>"
    more += "<div class=group><span class=input-group-addon>Discount</span><input></div>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    fields = {
        name: {"header": name, "kind": "money", "enter": {"at": {"caption": name}}}
        for name in ("Total", "Discount")
    }
    screen = make_screen(
        fields={"total": fields["Total"], "discount": fields["Discount"]}, key=["total"], amount="total"
    )
    with site_of(screen) as site:
        site.sign_in()
        typed = site.prepare(make_planned(screen, total=Decimal("10.50"), discount=Decimal("0.50"))).typed
        assert typed == {"total": "10.50", "discount": "0.50"}


def test_a_box_that_opens_no_list_is_no_choice(site_of: Callable[..., object], server: LittleServer) -> None:
    """A drop-down that became a box for text: the screen is not as mapped, whatever the row says."""
    more = "<label>Account <input name=account></label>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    screen = make_screen(
        fields={"account": {"header": "Account", **CHOICE, "enter": {"at": {"caption": "Account"}}}},
        key=["account"],
    )
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped, match="Account"):
            site.prepare(make_planned(screen, account=FUEL))
