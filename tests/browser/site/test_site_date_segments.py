"""Date boxes of segments, as component libraries draw them: day, month and year are typed one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

from bot.errors import ScreenNotAsMapped

pytestmark = pytest.mark.browser

# The group is named by the label; digits gather in the segment that has the keys, which hands on when it is full.
PAGE = """<!doctype html><meta charset=utf-8><h1>New document</h1><form method=post action=/save>
<label id=due-label LABELS>Due date *</label>
<div class=box><div role=group aria-labelledby=due-label>SEGMENTS</div><button type=button aria-label="Choose date">+</button>MIRROR</div>
<label>Payer <input name=payer></label><label>Amount <input name=amount></label><button>Save</button></form><script>
const parts = [...document.querySelectorAll('[role=spinbutton]')];
const mirror = document.querySelector('[aria-hidden]');
const draw = () => { if (mirror) mirror.value = document.querySelector('[role=group]').textContent; };
parts.forEach((part, n) => {
  let typed = '';
  part.onfocus = () => { typed = ''; };
  part.onbeforeinput = (event) => event.preventDefault();
  part.onkeydown = (event) => {
    if (event.key === 'Backspace') { part.textContent = part.dataset.blank; part.removeAttribute('aria-valuenow'); typed = ''; }
    if (!/^\\d$/.test(event.key)) return;
    const long = part.dataset.blank.length;
    typed = (typed + event.key).slice(-long);
    part.textContent = typed.padStart(long, '0');
    part.setAttribute('aria-valuenow', Number(typed));
    draw();
    if (typed.length === long && parts[n + 1]) parts[n + 1].focus();
  };
});
draw();
</script>"""


def page(*segments: tuple[str, str], mirror: bool, shown: str = "") -> str:
    """Draw segments (their attributes and placeholders); `mirror`: a hidden box carries the value, and has the label."""
    drawn = "/".join(
        f"<span contenteditable=true role=spinbutton tabindex=0 data-blank={blank} {named}>{blank}</span>"
        for named, blank in segments
    )
    hidden = (
        '<input aria-hidden=true tabindex=-1 id=due style="position:absolute;width:1px;height:1px" required>'
    )
    text = PAGE.replace("SEGMENTS", drawn).replace("MIRROR", hidden if mirror else "")
    return text.replace("LABELS", "for=due" if mirror else "")


DAY, MONTH, YEAR = ("aria-label=Day", "DD"), ("aria-label=Month", "MM"), ("aria-label=Year", "YYYY")
FIELDS: dict[str, Any] = {
    "due": {"header": "Due", "kind": "date", "enter": {"at": {"caption": "Due date"}}},
    "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
}


@pytest.mark.parametrize(
    ("segments", "mirror", "enter", "shown"),
    [
        ((DAY, MONTH, YEAR), True, {}, "05/03/2024"),
        ((MONTH, DAY, YEAR), False, {"format": "mm/dd/yyyy"}, "03/05/2024"),
        ((DAY, MONTH, YEAR), False, {"how": "type", "era": "BE"}, "05/03/2567"),
        ((("aria-valuemax=31", "--"), ("aria-valuemax=12", "--"), ("aria-valuemax=9999", "----")), False, {}, "05/03/2024"),
        ((("aria-label=วัน", "วว"), ("aria-label=เดือน", "ดด"), ("aria-label='ปี พ.ศ.'", "ปปปป")), True, {"era": "BE"}, "05/03/2567"),
    ],
    ids=["with a hidden box", "month first", "Buddhist era", "told by limits", "in Thai"],
)  # fmt: skip
def test_each_part_goes_into_its_segment(
    site_of: Callable[..., Any], server: LittleServer, segments: Any, mirror: bool, enter: Any, shown: str
) -> None:
    """The caption means the box as a whole; in whatever order the segments stand, the date is read back whole."""
    server.pages["/form"] = lambda _asked: page(*segments, mirror=mirror)
    due = {**FIELDS["due"], "enter": {**FIELDS["due"]["enter"], **enter}}
    screen = make_screen(fields={**FIELDS, "due": due})
    with site_of(screen) as site:
        prepared = site.prepare(make_planned(screen, due=date(2024, 3, 5), payer="Somsri"))
    assert prepared.typed == {"due": shown, "payer": "Somsri"}


def test_segments_that_nothing_names_are_told_with_the_way_out(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """Nobody guesses which is the month."""
    server.pages["/form"] = lambda _asked: page(("", "--"), ("", "--"), ("", "----"), mirror=False)
    screen = make_screen(fields=FIELDS)
    with site_of(screen) as site, pytest.raises(ScreenNotAsMapped, match="`part`"):
        site.prepare(make_planned(screen, due=date(2024, 3, 5), payer="Somsri"))


def test_a_required_box_of_segments_that_nobody_maps_is_told(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """Its placeholders are no value."""
    server.pages["/form"] = lambda _asked: page(DAY, MONTH, YEAR, mirror=True)
    screen = make_screen()
    with site_of(screen) as site, pytest.raises(ScreenNotAsMapped, match="Due date"):
        site.prepare(make_planned(screen, payer="Somsri", amount=None))
