"""What a page asks for by GET after the click may be a commit that no mapping knows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from commit_kinds import NO_NUMBER, THANKS, Kind, Office, sending
from little_server import Answer
from site_making import make_planned

from bot.errors import BotError, Refused, RequestStopped

pytestmark = pytest.mark.browser

PAYER, AMOUNT = "กองคลัง", Decimal("1234.50")
POST = "fetch('/save', json('POST')).then(told, failed)"
ELSEWHERE = {"url": "elsewhere"}
BY_GET = {
    "fetch": "fetch('/keep?' + query()).then(told, failed)",
    "xhr": "const x = new XMLHttpRequest(); x.open('GET', '/keep?' + query()); x.onload = () => show(x.responseText);"
    " x.send()",
    "values as JSON": "fetch('/keep?all=' + encodeURIComponent(JSON.stringify(doc()))).then(told, failed)",
    "values in the path": "fetch('/keep/' + encodeURIComponent(doc().payer) + '/1').then(told, failed)",
    "script": "const s = document.createElement('script'); s.src = '/keep?' + query(); document.body.append(s)",
    "picture": "new Image().src = '/keep?' + query()",
    "no value, but a word that says it": "fetch('/doc?do=save&id=7').then(told, failed)",
    "no value, but a name that says it": "fetch('/SaveDoc.ashx?id=7').then(told, failed)",
    "navigation": "location.href = '/keep?' + query()",
}


def _planned(office: Office) -> Any:
    return make_planned(office.kind.screen(), payer=PAYER, amount=AMOUNT)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever waits for the commit waits for as long as it takes: no test rests on a time."""
    monkeypatch.setattr("bot.site.guard._LEAVING_PATIENCE", 600.0)


@pytest.mark.parametrize("how", BY_GET.values(), ids=BY_GET)
def test_a_commit_by_get_that_no_mapping_knows_never_leaves(site_of, server, monkeypatch, how):
    """In a preview it is told what to write; in a run nothing is stored and nothing is believed."""
    monkeypatch.setattr("bot.site.guard._LEAVING_PATIENCE", 0.2)
    office = Office(server, server, Kind(page=sending(how), request=ELSEWHERE))
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="method: GET"):
            site.preview(_planned(office))
        monkeypatch.setattr("bot.site.committing._NOTHING_LEFT", 0.5)
        prepared = site.prepare(_planned(office))
        with pytest.raises(BotError):
            site.commit(prepared)
    assert set(server.got) <= {"/", "/form", "/favicon.ico"}
    assert office.documents == []


def _looking(how: str) -> Kind:
    """Give a page that looks up, by GET, what was typed, at the click; `how` is more of it."""
    return Kind(page=sending(f"fetch('/check?' + query()).then(() => {POST})") + how)


AS_TYPED = "<script>f.onchange = () => fetch('/check?' + query());</script>"


def test_a_look_up_that_was_asked_for_while_typing_passes_at_the_click_too(site_of, server, patient):
    """The page looks the same thing up again before it stores: it did so before, and stored nothing then."""
    office = Office(server, server, _looking(AS_TYPED))
    server.pages["/check"] = lambda _: "fine"
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        assert site.commit(site.prepare(_planned(office))).number == "D-1"
    assert office.documents == [(PAYER, "1234.50")]


def test_a_look_up_at_the_click_that_the_mapping_calls_safe_passes(site_of, server, patient):
    """One line of the mapping is enough; the preview of the test above says which."""
    safe = {"safe_requests": [{"method": "GET", "url": "check"}]}
    office = Office(server, server, replace(_looking(""), parts=safe))
    server.pages["/check"] = lambda _: "fine"
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        assert site.commit(site.prepare(_planned(office))).number == "D-1"
    assert office.documents == [(PAYER, "1234.50")]


def test_a_token_fetched_at_the_click_is_no_commit(site_of, server, patient):
    """A GET that carries nothing of what was typed passes at once: the commit may wait for it."""
    office = Office(server, server, Kind(page=sending(f"fetch('/token').then(() => {POST})")))
    server.pages["/token"] = lambda _: Answer("1")
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        assert site.commit(site.prepare(_planned(office))).number == "D-1"


@pytest.mark.parametrize("goes", [THANKS, "fetch('/log?' + query())"], ids=["page", "script"])
def test_what_a_page_does_after_its_commit_may_be_seen_before_it(site_of, server, patient, goes):
    """The page asks for its next one first and stores then: that one waits until the commit has left."""
    late = f"{goes}; setTimeout(() => fetch('/save', json('POST', {{ keepalive: true }})).then(told, failed), 50)"
    parts = NO_NUMBER if goes == THANKS else {}
    office = Office(server, server, Kind(page=sending(late), parts=parts))
    server.pages |= {"/thanks": lambda _: "<p>Thank you</p>", "/log": lambda _: "kept"}
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        assert site.preview(_planned(office)).request["payer"] == PAYER
        assert not site._guard._leaving
        assert not {"/thanks", "/log"} & set(server.got)
        receipt = site.commit(site.prepare(_planned(office)))
    assert (receipt.how, receipt.requests) == ("shown", 1)
    assert office.documents == [(PAYER, "1234.50")]
    assert {"/thanks", "/log"} & set(server.got)


def test_what_waits_for_a_commit_does_not_outlive_the_click(site_of, server, patient):
    """Refused on the spot by the page's own script: what waited never leaves, and is not told of the next."""
    office = Office(server, server, Kind(page=sending("show('Refused: blank'); new Image().src = '/log?' + query()")))
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        with pytest.raises(Refused, match="blank"):
            site.commit(site.prepare(_planned(office)))
        assert site.prepare(_planned(office)).typed["payer"] == PAYER
    assert "/log" not in server.got
