"""Hazard 0: the browser itself posts twice when an answer is lost; our commits leave exactly once."""

from __future__ import annotations

import gzip
import time

import pytest
from little_server import Answer, Asked
from playwright.sync_api import Error
from site_making import make_planned, make_screen

from bot.errors import InDoubt, Refused, RequestStopped

pytestmark = pytest.mark.browser

FIELDS = "<label>Payer <input name=payer></label><label>Amount <input name=amount></label>"
HEAD = "<!doctype html><h1>New document</h1>"

FORM = f"{HEAD}<form method=post action=/save>{FIELDS}<button>Save</button></form>"
MULTIPART = f"{HEAD}<form method=post enctype=multipart/form-data action=/save>{FIELDS}<input type=file name=f><button>Save</button></form>"
POPUP = f"{HEAD}<form method=post action=/save target=_blank>{FIELDS}<button>Save</button></form>"
INNER = f"{HEAD}<iframe name=inner></iframe><form method=post action=/save target=inner>{FIELDS}<button>Save</button></form>"
SENDING = """<script>function send(e) { e.preventDefault(); const f = e.target;
  %s
  }</script>"""
FETCH = (
    f"{HEAD}<form onsubmit='send(event)'>{FIELDS}<button>Save</button></form><p id=out></p>"
    + SENDING
    % "fetch('/save', {method: 'POST', body: new FormData(f)}).then(r => r.text()).then(t => out.innerHTML = t, e => out.innerText = 'failed')"
)
JSON_FETCH = (
    f"{HEAD}<form onsubmit='send(event)'>{FIELDS}<button>Save</button></form><p id=out></p>"
    + SENDING
    % (
        "fetch('/save', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify(Object.fromEntries(new FormData(f)))})"
        ".then(r => r.text()).then(t => out.innerHTML = t, e => out.innerText = 'failed')"
    )
)
XHR = f"{HEAD}<form onsubmit='send(event)'>{FIELDS}<button>Save</button></form><p id=out></p>" + SENDING % (
    "const x = new XMLHttpRequest(); x.open('POST', '/save'); x.onload = () => out.innerHTML = x.responseText;"
    " x.send(new URLSearchParams(new FormData(f)));"
)
PAGES = {
    "form": FORM,
    "multipart": MULTIPART,
    "popup": POPUP,
    "iframe": INNER,
    "fetch": FETCH,
    "json": JSON_FETCH,
    "xhr": XHR,
}


def _serve(server, html, save):
    server.pages |= {"/": lambda _: "home", "/form": lambda _: html, "/save": save}


def _stored(asked: Asked) -> Answer:
    return Answer(f"Stored as D-1 for {asked.fields['payer']}")


def _dropped(_: Asked) -> Answer:
    return Answer(drop=True)


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_hazard_0_a_lost_answer_leaves_one_document_and_a_doubt(site_of, server, kind):
    """The server stores, then closes the line without a byte: one request arrived, and we say that we doubt."""
    _serve(server, PAGES[kind], _dropped)
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก", amount=None))
        with pytest.raises(InDoubt):
            site.commit(prepared)
    assert len(server.arrived) == 1


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_an_answer_reaches_the_page_through_the_single_shot_channel(site_of, server, kind):
    """Every way a page may post works through the channel, Thai text and all."""
    _serve(server, PAGES[kind], _stored)
    screen = make_screen(
        receipt={"success": [{"page": "Stored as"}], "number": {"pattern": r"Stored as (\S+)"}}
    )
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="กองคลัง 'ก'", amount=None))
        receipt = site.commit(prepared)
    assert (receipt.number, receipt.requests) == ("D-1", 1)
    assert [asked.fields["payer"] for asked in server.arrived] == ["กองคลัง 'ก'"]


def test_hazard_0_plain_playwright_posts_twice(browser, server):
    """The control experiment: the browser alone sends the form again on a reused connection."""
    _serve(server, FORM, _dropped)
    page = browser.new_page()
    page.goto(server.url + "form")
    page.get_by_text("Save").click(no_wait_after=True)
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        page.wait_for_url("chrome-error://**")
    page.close()
    assert len(server.arrived) == 2


def test_hazard_0_an_answer_lost_after_a_redirect_is_a_doubt_with_one_document(site_of, server):
    """Redirect after POST: the document is stored once; the page it leads to is lost."""
    _serve(server, FORM, lambda _: Answer("", 303, {"Location": "/done"}))
    server.pages["/done"] = _dropped
    screen = make_screen(commit={"at": {"text": "Save"}, "request": {"url": "save*"}, "timeout": 2})
    with site_of(screen, page_timeout=2) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก"))
        with pytest.raises(InDoubt):
            site.commit(prepared)
    assert len(server.arrived) == 1


def test_cookies_redirects_and_compression_survive_the_channel(site_of, server):
    """A packed answer with a cookie and a redirect works as it does without us."""
    packed = gzip.compress("<p>Stored as D-9 แล้ว</p>".encode())
    _serve(server, FORM, lambda _: Answer("", 302, {"Location": "/done", "Set-Cookie": "seen=yes; HttpOnly"}))
    cookies = []

    def done(asked: Asked) -> Answer:
        cookies.append(asked.headers.get("Cookie"))
        return Answer(raw=packed, headers={"Content-Encoding": "gzip"})

    server.pages["/done"] = done
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        receipt = site.commit(site.prepare(make_planned(screen, payer="ก")))
    assert (receipt.number, cookies) == ("D-9", ["seen=yes"])


def test_a_packed_answer_to_the_commit_itself_is_read(site_of, server):
    """The answer to the commit may be compressed and name its own charset."""
    packed = gzip.compress("<p>Stored as D-7 แล้ว</p>".encode("cp874"))
    _serve(
        server,
        FORM,
        lambda _: Answer(
            raw=packed, headers={"Content-Encoding": "gzip"}, kind="text/html; charset=windows-874"
        ),
    )
    screen = make_screen(receipt={"success": [{"page": "แล้ว"}], "number": {"pattern": r"Stored as (\S+)"}})
    with site_of(screen) as site:
        site.sign_in()
        assert site.commit(site.prepare(make_planned(screen, payer="ก"))).number == "D-7"


def test_a_307_asks_for_the_same_request_elsewhere_and_is_followed_once(site_of, server):
    """A server that moves its POSTs gets each once at either address."""
    _serve(server, FORM, lambda _: Answer("", 307, {"Location": "/save/"}))
    server.pages["/save/"] = _stored
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        assert site.commit(site.prepare(make_planned(screen, payer="ก"))).number == "D-1"
    assert [asked.path for asked in server.arrived] == ["/save", "/save/"]


def test_a_double_click_handler_cannot_commit_twice(site_of, server):
    """A page that sends its request twice by itself gets one through; the other is stopped and counted."""
    twice = FETCH.replace(
        "fetch('/save'", "fetch('/save', {method: 'POST', body: 'x=1'}).catch(() => 0); fetch('/save'"
    )
    _serve(server, twice, lambda _: Answer("Stored as D-3"))
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก"))
        with pytest.raises(InDoubt):
            site.commit(prepared)
    assert len(server.arrived) == 1


def test_a_visible_refusal_is_no_doubt(site_of, server):
    """The site says no on the same screen: Refused with the site's own words."""
    _serve(server, FORM, lambda _: Answer(f"{FORM}<p>Refused: over budget</p>"))
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก"))
        with pytest.raises(Refused, match="over budget"):
            site.commit(prepared)


def test_an_error_page_after_the_commit_is_a_doubt(site_of, server):
    """HTTP 500 after the request left says nothing about what was stored."""
    _serve(server, FORM, lambda _: Answer("Server Error", 500))
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก"))
        with pytest.raises(InDoubt):
            site.commit(prepared)


@pytest.mark.parametrize(("status", "silent"), [(504, True), (500, False)])
def test_what_a_gateway_says_is_no_answer_of_the_site(site_of, server, status, silent):
    """It gave up waiting: the site may store the document yet, and is given as long again."""

    def gave_up(_: Asked) -> Answer:
        time.sleep(0.4)
        return Answer("Gateway", status)

    _serve(server, FORM, gave_up)
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก"))
        with pytest.raises(InDoubt) as lost:
            site.commit(prepared)
    assert (lost.value.unanswered >= 0.4) is silent


def test_a_commit_that_sends_another_request_than_mapped_is_stopped(site_of, server):
    """The click sends something the mapping does not know as the commit: nothing leaves, and it is named."""
    _serve(server, FORM.replace("action=/save", "action=/other"), _stored)
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก"))
        with pytest.raises(RequestStopped, match="POST /other"):
            site.commit(prepared)
    assert server.arrived == []


def test_client_side_validation_that_sends_nothing_is_a_doubt_that_says_so(site_of, server, monkeypatch):
    """No request, no visible refusal: in doubt, and the text tells that nothing left."""
    monkeypatch.setattr("bot.site.committing._NOTHING_LEFT", 0.5)
    _serve(server, FORM.replace("<form ", "<form onsubmit='return false' "), _stored)
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก"))
        with pytest.raises(InDoubt) as caught:
            site.commit(prepared)
    assert "no request left" in caught.value.text.en
    assert server.arrived == []
