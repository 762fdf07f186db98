"""Reports of the site, read whole: opened, asked for their days, proven, every row of every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from bot.errors import PageTrouble
from bot.language import say
from bot.planning.cells import write
from bot.planning.grammar import FieldSpec, Parameter, Report
from bot.site.controls import Typist
from bot.site.items import Item, make_item
from bot.site.narrowing import Narrowing
from bot.site.opening import open_at, prove_screen
from bot.site.screens import PlaywrightSite
from bot.site.tables import TableReader

if TYPE_CHECKING:
    from bot.planning.grammar import SiteMapping
    from bot.site.session import Session
    from bot.site.tab import Tab


class ReportingSite(PlaywrightSite):
    """The site as the books need it, too: besides its screens it reads reports."""

    def read_report(self, report: Report, first: date, last: date) -> tuple[Mapping[str, str], ...]:
        """Give every row of a report from one day to another: text as shown, by column name.

        PageTrouble when the list may have rows that were not read: half a report proves nothing.
        """
        self._leave()
        with self._translated():
            self._become(report.role)
            self._guard.enter_screen(None)
            self._dialogs.rules((), self._mappings.site.dialogs)
            return _rows(self._tab(), report, (first, last), self._mappings.site, self._session)


def _rows(
    home: Tab, report: Report, days: tuple[date, date], site: SiteMapping, session: Session
) -> tuple[Mapping[str, str], ...]:
    title = report.title.text
    tab = open_at(home, report.opens_at, session, title, report.recognised_by)
    prove_screen(tab, report.recognised_by, session, title)
    items = [_item(str(n), one, days, site) for n, one in enumerate(report.parameters)]
    reader = TableReader(tab, report.table, what=title, search=True)
    Narrowing(tab, report, lambda: reader).search(Typist(tab, site), items, title)
    prove_screen(tab, report.recognised_by, session, title)
    rows = tuple(row.texts for row in reader.read_all())
    if reader.gap is not None:
        raise PageTrouble(
            say("อ่านรายงาน {r} ไม่ครบ: {w}", "The report {r} was not read whole: {w}", r=title, w=reader.gap)
        )
    return rows


def _item(name: str, asked: Parameter, days: tuple[date, date], site: SiteMapping) -> Item:
    """Make the control of one parameter, with the day or text that goes into it."""
    if asked.day is None:
        spec = FieldSpec(header="-", enter=asked.enter)
        return make_item(name, spec, text=asked.value, value=asked.value, row={})
    day = days[0] if asked.day == "first" else days[1]
    spec = FieldSpec(header="-", kind="date", enter=asked.enter)
    return make_item(name, spec, text=write(day, spec, asked.enter, site), value=day, row={})
