"""Search screens, registers and look-ups: criteria, a paged grid and its count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from starlette.responses import Response

from bot.practice.forms import State
from bot.practice.kinds import shown_money
from bot.practice.pages import redirect
from bot.practice.rules import Reading
from bot.practice.site import Site
from bot.practice.viewstate import offered
from bot.practice.visit import Visit, refuse_events
from bot.practice.webforms import PREFIX, Control

PAGE_SIZE = 10
GRID = f"{PREFIX}grd"
SEARCH, CLEAR = f"{PREFIX}search", f"{PREFIX}btnClear"
DATES = (
    Control(key="txtDateFrom", caption="ตั้งแต่วันที่", size=12),
    Control(key="txtDateTo", caption="ถึงวันที่", size=12),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Criteria:
    """What was asked for; a blank asks for nothing."""

    first: date | None = None
    last: date | None = None
    amount: Decimal | None = None
    number: str = ""
    party: str = ""

    @property
    def first_day(self) -> str:
        """Give the first day as ISO text, or a blank."""
        return self.first.isoformat() if self.first else ""

    @property
    def last_day(self) -> str:
        """Give the last day as ISO text, or a blank."""
        return self.last.isoformat() if self.last else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a grid; `link` hangs on the cell of the listing's link column."""

    cells: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a list found: how many rows, how to read some of them, and sums over all of them by column.

    `read` takes how many rows to skip and how many to give.
    """

    count: int
    read: Callable[[int, int], list[Row]]
    totals: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list screen: what may be asked for, what is shown, and where the rows come from.

    `looked` is told after the rows of a page were read.
    """

    criteria: tuple[Control, ...]
    columns: tuple[str, ...]
    find: Callable[[Criteria], Found]
    looked: Callable[[], None] = field(default=lambda: None)
    money: frozenset[str] = frozenset()
    link_column: int = 1
    at_once: bool = True
    button: str = "แสดงรายงาน"
    template: str = "list.html"


def all_of(rows: list[Row], totals: Mapping[str, Decimal] | None = None) -> Found:
    """Give what was found when all rows are at hand."""
    return Found(count=len(rows), read=lambda skip, limit: rows[skip : skip + limit], totals=totals or {})


_NOTHING = all_of([])


def listing_page(site: Site, visit: Visit, listing: Listing) -> Response:
    """Answer one request for a list screen."""
    state: State = {"page": "1", "shown": "1" if listing.at_once else ""}
    if visit.posted is not None:
        if visit.posted.pressed("btnClear"):
            return redirect(visit.url)
        state, marks = site.envelope.open(visit)
        refuse_events(visit, marks)
        state = _turned(listing, state, visit)
    return _draw(site, visit, listing, state)


def _turned(listing: Listing, state: State, visit: Visit) -> State:
    values, posted = visit.values(), visit.posted
    if posted and posted.target == GRID and posted.argument.startswith("Page$"):
        page = posted.argument.removeprefix("Page$")
        return {**state, "page": page if page.isdecimal() else "1"}
    typed = {control.key: values.get(control.name, "").strip() for control in listing.criteria}
    return {**state, **typed, "page": "1", "shown": "1"}


def _draw(site: Site, visit: Visit, listing: Listing, state: State) -> Response:
    read = Reading(state, site.catalogue.fiscal_year)
    criteria = _criteria(read, state)
    shown = bool(state["shown"]) and not read.problems
    found = listing.find(criteria) if shown else _NOTHING
    pages = max(1, -(-found.count // PAGE_SIZE))
    page = min(max(1, int(state["page"])), pages)
    rows = found.read((page - 1) * PAGE_SIZE, PAGE_SIZE)
    if shown:
        listing.looked()
    hidden = site.envelope.close(visit, state, offered((SEARCH, CLEAR, GRID), ()))
    return site.pages.show(
        listing.template,
        visit=visit,
        listing=listing,
        state=state,
        problems=read.problems,
        shown=shown,
        count=found.count,
        rows=rows,
        page=page,
        pages=_pager(page, pages),
        totals=[(caption, shown_money(total)) for caption, total in found.totals.items()],
        hidden=hidden,
        grid=GRID,
        search=SEARCH,
        clear=CLEAR,
    )


def _criteria(read: Reading, state: State) -> Criteria:
    return Criteria(
        first=read.day("txtDateFrom", "ตั้งแต่วันที่", required=False, in_year=False),
        last=read.day("txtDateTo", "ถึงวันที่", required=False, in_year=False),
        amount=read.money("txtAmount", "จำนวนเงิน") if state.get("txtAmount") else None,
        number=state.get("txtNumber", ""),
        party=state.get("txtParty", ""),
    )


def _pager(page: int, pages: int) -> list[tuple[str, int]]:
    # A DataGrid shows ten page numbers at a time, with "..." to the group before and after.
    first = (page - 1) // PAGE_SIZE * PAGE_SIZE + 1
    last = min(first + PAGE_SIZE - 1, pages)
    links = [(str(number), number) for number in range(first, last + 1)]
    before = [("...", first - 1)] if first > 1 else []
    after = [("...", last + 1)] if last < pages else []
    return before + links + after if pages > 1 else []
