"""The mapping's own steps on the way to a screen, and after the password: clicks, waits and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import ValueNotTaken
from bot.language import Text, say
from bot.planning.grammar import Enter, FieldSpec
from bot.site.controls import Typist
from bot.site.items import agrees, make_item
from bot.site.locate import spec_of

if TYPE_CHECKING:
    from bot.planning.grammar import ChooseStep, WayStep
    from bot.site.session import Session
    from bot.site.tab import Tab

_BE_AHEAD = 543


def walk(tab: Tab, step: WayStep, title: Text, session: Session) -> Tab:
    """Do one step; gives the tab in which the work goes on."""
    if step.do == "wait_for":
        tab.wait_for(step.sign, title)
        return tab
    if step.do == "choose":
        _choose(tab, step, title, session)
        return tab
    if step.opens == "popup":
        opened = tab.open_popup(tab.frame(step.at), spec_of(step.at), title, double=step.double)
        if step.until:
            opened.wait_for(step.until, title)
        return opened
    tab.click_spec(tab.frame(step.at), spec_of(step.at), title, need=step.settle, double=step.double)
    if step.until:
        tab.wait_for(step.until, title)
    return tab


def _choose(tab: Tab, step: ChooseStep, title: Text, session: Session) -> None:
    """Set the control, unless it shows the value already; what it shows afterwards is compared."""
    text = _meant(step.value, session)
    enter = Enter(at=step.at, how=step.how, settle=step.settle)
    spec = FieldSpec(value=text, enter=enter)
    item = make_item(str(title), spec, text=text, value=text, row={})
    typist = Typist(tab, session.site)
    typist.enter([item])
    frame = typist.frame(item)
    left = tab.probe([item.place], frame)[0] is not None  # the choice itself may lead to another page
    shown = None if left else tab.read([item.place], frame)[0]
    if shown is not None and not agrees(item, shown, session.site):
        raise ValueNotTaken(
            say(
                "{t}: เลือก “{v}” แล้ว แต่หน้าจอแสดง “{s}” ให้แก้ขั้น choose ในไฟล์ผัง",
                "{t}: “{v}” was chosen, but the page shows “{s}”. Mend the `choose` step in the mapping.",
                t=title,
                v=text,
                s=shown["text"],
            )
        )


def _meant(value: str, session: Session) -> str:
    """Put office and fiscal year of the config in, the year in the site's era."""
    who = session.who
    ahead = _BE_AHEAD if session.site.era == "CE" else 0
    year = str(who.fiscal_year - ahead) if who.fiscal_year else ""
    return value.replace("{office}", who.office).replace("{fiscal_year}", year)
