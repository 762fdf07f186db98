"""One click, one request: every way in which a page can store, judged by what the server stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from commit_kinds import KINDS, OPEN_LINE, OTHER_TIME, SOCKET, SOCKET_AGAIN, Kind, Line, Office, sending
from fakes.clock import FakeClock
from fakes.ledger import FakeLedger
from fakes.plans import make_plan
from little_server import LittleServer
from site_making import make_mappings, make_planned

from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, PlannedEntry, Receipt
from bot.engine.judging import MappingJudge
from bot.engine.pacing import Pacing
from bot.engine.ports import Ports
from bot.engine.runner import Orders, Runner
from bot.errors import InDoubt, RequestStopped, ScreenNotAsMapped
from bot.planning.grammar import Mapping

pytestmark = pytest.mark.browser

PAYER, AMOUNT = "กองคลัง 'ก' & บุตร", "1234.50"


@pytest.fixture(scope="session")
def other_server() -> Iterator[LittleServer]:
    server = LittleServer()
    yield server
    server.close()


@pytest.fixture
def office_of(server: LittleServer, other_server: LittleServer) -> Callable[[Kind], Office]:
    other_server.clear()
    return lambda kind: Office(server, other_server, kind)


def _planned(screen: Mapping) -> PlannedEntry:
    return make_planned(screen, payer=PAYER, amount=Decimal(AMOUNT))


class _Ledger(FakeLedger):
    """Keeps every receipt whole."""

    receipts: tuple[Receipt, ...] = ()

    def posted(self, key: EntryKey, receipt: Receipt) -> None:
        super().posted(key, receipt)
        self.receipts = (*self.receipts, receipt)

    def found(self, key: EntryKey, receipt: Receipt, **how: str) -> None:
        super().found(key, receipt, **how)
        self.receipts = (*self.receipts, receipt)


def _run(site: Any, screen: Mapping) -> tuple[tuple[str, str, int], list[tuple[str, Any]]]:
    """Work one entry as a run does, recovery and all; gives its one receipt and what was told."""
    planned, clock = _planned(screen), FakeClock()
    ledger: Any = _Ledger(clock)
    ports = Ports(site=site, ledger=ledger, judge=MappingJudge(make_mappings(screen)), clock=clock)
    plan = replace(make_plan(), entries=(planned,))
    told: list[tuple[str, Any]] = []
    Runner(ports, pacing=Pacing(), progress=lambda *what: told.append(what)).run(plan, Orders(operator="x"))
    assert len(ledger.receipts) == 1, told
    (receipt,) = ledger.receipts
    assert ledger.status_of(planned.entry.key) is Status.POSTED, told
    return (receipt.how, receipt.number, receipt.requests), told


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_commit_stores_nothing_in_a_preview_and_once_in_a_run(site_of, office_of, name):
    """Previewed: pressed, shown and held. Run: it arrives once, whole, and its number is known."""
    office, screen = office_of(KINDS[name]), KINDS[name].screen()
    with site_of(screen) as site:
        site.sign_in()
        request = site.preview(_planned(screen)).request
        assert office.documents == []
        receipt, told = _run(site, screen)
    assert request["method"] == screen.commit.request.method
    assert PAYER in request.values() or PAYER in str(request)
    assert office.documents == [(PAYER, AMOUNT)]
    assert receipt == ("shown", "D-1", 1), told


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_commit_whose_answer_is_lost_stores_once(site_of, office_of, name):
    """Stored, and the line dropped without a word: a doubt, settled by looking; never sent again."""
    office, screen = office_of(KINDS[name]), KINDS[name].screen()
    office.lose = True
    with site_of(screen) as site:
        receipt, told = _run(site, screen)
    assert office.documents == [(PAYER, AMOUNT)]
    assert receipt[:2] == ("found", "D-1"), told


@pytest.fixture
def line_of(office_of) -> Iterator[Callable[..., tuple[Office, Line, Kind]]]:
    """Give an office whose page stores over a web socket, the socket, and its kind, mapped by `parts`."""
    lines = []

    def make(page: str = "", **parts: Any) -> tuple[Office, Line, Kind]:
        kind = Kind(
            page=page or sending(SOCKET) + OPEN_LINE,
            request={"method": "WEBSOCKET", "url": "line", "fields": {"do": "save"}},
            parts={"safe_requests": [{"method": "WEBSOCKET", "url": "line", "body": "hello"}], **parts},
        )
        office = office_of(kind)
        line = Line(office)
        lines.append(line)
        object.__setattr__(kind, "page", kind.page.replace("PORT", str(line.port)))
        return office, line, kind

    yield make
    for line in lines:
        line.close()


@pytest.mark.parametrize("lose", [False, True])
def test_a_commit_over_a_web_socket_leaves_once(site_of, line_of, lose):
    """Its message is known by what it says; a preview holds it, a lost line is a doubt that is settled."""
    office, line, kind = line_of()
    screen = kind.screen()
    with site_of(screen) as site:
        site.sign_in()
        request = site.preview(_planned(screen)).request
        assert (office.documents, request["do"], request["payer"]) == ([], "save", PAYER)
        office.lose = lose
        receipt, told = _run(site, screen)
    assert office.documents == [(PAYER, AMOUNT)]
    assert receipt[:2] == ("found" if lose else "shown", "D-1"), told
    assert set(line.heard) - {'{"do": "hello"}'} == {line.heard[-1]}


def test_a_page_that_sends_its_message_again_on_a_new_line_stores_once(site_of, line_of):
    """Libraries that keep a web socket open send what was not answered once more; the second never leaves."""
    office, line, kind = line_of(sending(SOCKET_AGAIN) + OPEN_LINE)
    screen = kind.screen()
    office.lose = True
    with site_of(screen) as site:
        receipt, told = _run(site, screen)
    assert office.documents == [(PAYER, AMOUNT)]
    assert receipt[:2] == ("found", "D-1"), told
    assert sum("save" in message for message in line.heard) == 1


def test_a_copy_of_the_commit_that_comes_after_the_click_was_over_is_held_without_a_word(site_of, office_of):
    """The page sends once more what was lost, when we are at something else already: no commit of any other."""
    again = "window.again = () => fetch('/save', json('POST')); again().then(told, failed)"
    office = office_of(Kind(page=sending(again)))
    office.lose = True
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        with pytest.raises(InDoubt):
            site.commit(site.prepare(_planned(office.kind.screen())))
        site._sitting.page.evaluate("again().catch(() => 0)")
        site._guard.check()
    assert office.documents == [(PAYER, AMOUNT)]


def test_a_web_socket_that_no_mapping_names_is_closed_and_told(site_of, line_of, monkeypatch):
    """In a preview and in a run alike: nothing is stored, and the words say what to write."""
    monkeypatch.setattr("bot.site.committing._NOTHING_LEFT", 0.5)
    office, line, kind = line_of(safe_requests=[])
    screen = replace(kind, request={"url": "save"}).screen()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped, match="web sockets that were closed: /line"):
            site.preview(_planned(screen))
        prepared = site.prepare(_planned(screen))
        with pytest.raises(InDoubt, match="method: WEBSOCKET"):
            site.commit(prepared)
    assert (office.documents, line.heard) == ([], [])


def test_a_message_that_no_mapping_knows_is_stopped_and_told(site_of, line_of):
    """The line is open for other messages; the one at the click is none of them and never leaves."""
    wide = [{"method": "WEBSOCKET", "url": "line"}]
    office, line, kind = line_of(safe_requests=wide)
    screen = replace(kind, request={"url": "save"}).screen()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="over a web socket"):
            site.preview(_planned(screen))
    assert (office.documents, line.heard) == ([], ['{"do": "hello"}'])


def test_a_second_commit_that_differs_from_the_first_is_held_and_its_failure_is_no_refusal(
    site_of, office_of
):
    """The page shows the failure of the stopped one as a refusal: a doubt, and the document is found."""
    office = office_of(Kind(page=sending(OTHER_TIME)))
    screen = office.kind.screen()
    with site_of(screen) as site:
        receipt, told = _run(site, screen)
    assert office.documents == [(PAYER, AMOUNT)]
    assert receipt[1:] == ("D-1", 1), told
