"""The made-up office's scratch site: clerks key rows there day by day; its numbers become the old ones."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.practice.kinds import read_date, read_money
from bot.practice.made_up import Row, Value
from bot.practice.paper import APPROVED, Field
from bot.practice.paper import Value as Holds
from bot.practice.papers import PAPERS
from bot.practice.papers.depositing import RECEIPTS
from bot.practice.site import Site
from bot.practice.store import Document, Draft
from bot.practice.typing_in import typed_into_paper, typed_into_screen

OLD_NUMBER = "เลขที่เดิม"
BY_HAND = date(2024, 7, 7)
EVENING = 3
_SATURDAY, _BOOK = 5, 50
_FIRST_BOOK = 8
Step = Callable[[], None]


@dataclass(kw_only=True, slots=True)
class OfficeDays:
    """What was keyed, by screen, as rows of a workbook; and what is still to be done on later days."""

    site: Site
    last: date
    today: date
    entries: int
    received: bool = False
    sheets: dict[str, list[tuple[Row, list[Row]]]] = field(default_factory=dict)
    made: int = 0
    promised: int = 0
    _names: dict[str, str] = field(default_factory=dict)
    _due: list[tuple[date, int, Step, int]] = field(default_factory=list)
    _order: int = 0
    _by_hand: int = 0

    def key_in(self, screen: str, row: Row, lines: Sequence[Row] = ()) -> Document | None:
        """Key a row; gives nothing when the site refuses it."""
        entry, user = self.site.screens[screen], self.site.catalogue.users[0]
        paper = PAPERS.get(screen)
        if paper:
            state = typed_into_paper(self.site.world, paper, row, lines, user)
        else:
            state = typed_into_screen(entry, row, lines, user)
        draft = entry.check(state)
        if not isinstance(draft, Draft):
            return None
        document = self.site.store.add(draft, user.username)
        self.made += 1
        self.received = self.received or screen in RECEIPTS
        self._names[document.number] = name = self._old_number(screen, document.number)
        self.sheets.setdefault(screen, []).append(self._row(screen, document, name, row, lines))
        return document

    def expected(self) -> int:
        """Give how many documents there are, are promised, or come of this evening."""
        return self.made + self.promised + (EVENING if self.received else 0)

    def room(self) -> int:
        """Give how many more documents may be begun; the evening of a day without receipts is kept free."""
        return self.entries - self.expected() - (0 if self.received else EVENING)

    def approve(self, document: Document) -> Document:
        """Let the other person approve."""
        self.site.store.turn(document, APPROVED, "approver")
        return self.site.store.numbered(document.number) or document

    def later(self, days: int, step: Step, *, chain: int) -> None:
        """Do a step some days later, on a working day of the period; `chain` documents come of it."""
        day = self.today + timedelta(days=days)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
        self.promised += chain
        self._order += 1
        heapq.heappush(self._due, (min(day, self.last), self._order, step, chain))

    def do_what_is_due(self) -> None:
        """Do every step whose day has come."""
        while self._due and self._due[0][0] <= self.today:
            _, _, step, chain = heapq.heappop(self._due)
            self.promised -= chain
            step()

    def _old_number(self, screen: str, number: str) -> str:
        """Give the number in the lost system, or from 7 July on the one of the paper."""
        if self.today < BY_HAND:
            return number
        if screen not in RECEIPTS:
            return f"มือ {number}"
        book, page = divmod(self._by_hand, _BOOK)
        self._by_hand += 1
        return f"{_FIRST_BOOK + book}-{page + 1:02d}"

    def _row(
        self, screen: str, document: Document, name: str, row: Row, lines: Sequence[Row]
    ) -> tuple[Row, list[Row]]:
        paper = PAPERS.get(screen)
        if paper is None:
            note = (
                {"หมายเหตุ": f"ใบเสร็จเล่มที่-เลขที่ {name}"}
                if screen in RECEIPTS and name != document.number
                else {}
            )
            return {OLD_NUMBER: name, **row, **note}, list(lines)
        head = {OLD_NUMBER: name, **self._values(paper.fields(), document.fields)}
        if screen in RECEIPTS and name != document.number:
            head["เล่มที่/เลขที่ (ใบเสร็จเขียนมือ)"] = name
        columns = list(paper.grid.columns) if paper.grid else []
        return head, [self._values(columns, line) for line in document.lines]

    def _values(self, fields: list[Field], texts: Mapping[str, str]) -> Row:
        found: Row = {}
        for one in fields:
            text = texts[one.caption]
            found[one.caption] = self._names.get(text, text) if one.refers else _cell(one, text)
        return found


def _cell(one: Field, text: str) -> Value:
    """Give a stored text as a workbook's cell; an optional amount of nothing is a blank."""
    if one.value is Holds.DATE:
        return read_date(text) or ""
    if one.value is Holds.MONEY:
        amount = read_money(text)
        return "" if amount is None or (not amount and not one.required and not one.show) else amount
    return int(text) if one.value is Holds.COUNT and text.isdecimal() else text
