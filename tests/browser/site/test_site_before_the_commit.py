"""What a page sends by itself: nothing that may store leaves before the commit, and each is told by name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from commit_kinds import BOXES, HEAD, Kind, Office, form, sending
from little_server import Answer, LittleServer
from site_making import make_planned

from bot.errors import InDoubt, RequestStopped, ScreenNotAsMapped

pytestmark = pytest.mark.browser

FETCH = "fetch('/save', json('POST')).then(told, failed)"
SCRIPT = "<script>%s</script>"
DRAFT = "fetch('/save', { method: 'POST', body: new URLSearchParams({ draft: 1, payer: 'x' }) })"
WIDE = {"url": "save*"}
NARROW = {"url": "save*", "fields": {"payer": "*"}}


def _office(server: LittleServer, page: str, **kind: Any) -> Office:
    return Office(server, server, Kind(page=page, **kind))


def _prepare(site: Any, office: Office) -> Any:
    screen = office.kind.screen()
    return site.prepare(make_planned(screen, payer="ก", amount=Decimal(5)))


@pytest.mark.parametrize(
    "attack",
    {
        "at load": SCRIPT % DRAFT,
        "at load, by its form": SCRIPT % "document.forms[0].submit()",
        "by a timer": SCRIPT % f"setInterval(() => {DRAFT}, 50)",
        "when a field is left": SCRIPT % f"f.elements.payer.onchange = () => {DRAFT}",
        "by a beacon when a field is left": SCRIPT
        % "f.elements.payer.onchange = () => navigator.sendBeacon('/save', 'x=1')",
    }.items(),
    ids=lambda item: item[0],
)
def test_what_looks_like_the_commit_before_its_time_is_stopped_and_told(site_of, server, attack):
    """Drafts and pages that save by themselves by the commit's own address: no document, and what to narrow."""
    page = HEAD + form() + "<script>const f = document.forms[0];</script>" + attack[1]
    office = _office(server, page)
    screen = office.kind.screen()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match=r"`commit.request` of the screen DOC.*POST /save.*narrow"):
            site.commit(_prepare(site, office))
    assert office.documents == []
    assert server.arrived == []


def test_enter_in_a_field_that_sends_the_form_stores_nothing(site_of, server):
    """A search box inside the form: Enter, which looks up the value, sends the form instead."""
    inside = BOXES + "<button>Save</button><button type=button id=find>...</button><p>Name <input id=q></p>"
    office = _office(
        server,
        HEAD + form(inside=inside) + "<table><tr><th>Name</th></tr><tr><td>ก</td></tr></table>",
        parts={
            "fields": {
                "payer": {
                    "header": "Payer",
                    "enter": {
                        "at": {"caption": "Payer"},
                        "how": "lookup",
                        "lookup": {
                            "open": {"id": "find"},
                            "opens": "page",
                            "search": {"id": "q"},
                            "table": {"columns": {"payer": "Name"}},
                            "pick": {"column": "Name"},
                        },
                    },
                }
            },
            "find": {
                "opens_at": {"url": "list"},
                "table": {"columns": {"number": "Number", "payer": "Payer"}},
            },
        },
    )
    screen = office.kind.screen()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="Before the commit was clicked"):
            site.prepare(make_planned(screen, payer="ก"))
    assert (office.documents, server.arrived) == ([], [])


LOOKUP = form(
    inside=BOXES + "<button name=look value=1>Look up</button><button name=keep value=1>Save</button>"
)
LOOKING = [
    {"do": "enter", "fields": ["payer"]},
    {"do": "click", "at": {"text": "Look up"}},
    {"do": "enter", "fields": ["amount"]},
]


def _look_or_save(office: Office, asked: Any) -> Answer:
    if "keep" in asked.fields:
        return office.save(asked)
    payer = f"<input name=payer value={asked.fields['payer']}>"
    return Answer(office.kind.page.replace("<input name=payer>", payer))


def test_a_look_up_button_that_shares_the_commits_address_is_told_until_the_commit_is_narrowed(
    site_of, server
):
    """With the address alone it looks like the commit; with the button's name each is what it is."""
    more = {"/save": _look_or_save}
    wide = _office(server, HEAD + LOOKUP, request=WIDE, parts={"form": LOOKING}, more=more)
    with site_of(wide.kind.screen()) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="fields: payer, amount, look"):
            _prepare(site, wide)
    assert (wide.documents, server.arrived) == ([], [])
    safe = [{"url": "save", "fields": {"look": "*"}}]
    narrow = {"url": "save", "fields": {"keep": "*"}}
    office = _office(
        server, HEAD + LOOKUP, request=narrow, parts={"form": LOOKING, "safe_requests": safe}, more=more
    )
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        assert site.commit(_prepare(site, office)).number == "D-1"
    assert office.documents == [("ก", "5.00")]


@pytest.mark.parametrize("address", ["/docs/7/delete", "/docs?action=delete&id=7", "/DeleteDoc?id=7"])
def test_a_link_that_deletes_by_get_is_stopped_and_told(site_of, server, address):
    """A mapping that clicks the wrong link: the address says what it does, and it never leaves."""
    page = f"{HEAD}<a class=button href='{address}'>Next</a>{form()}"
    way = {"url": "form", "steps": [{"do": "click", "at": {"text": "Next"}}]}
    office = _office(server, page, parts={"opens_at": way})
    server.pages |= {address.partition("?")[0]: lambda _: "gone"}
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="says that it deletes"):
            _prepare(site, office)
    assert address.partition("?")[0] not in server.got


@pytest.mark.parametrize("event", ["pagehide", "visibilitychange"])
@pytest.mark.parametrize("how", ["navigator.sendBeacon('/draft', 'x=1')", DRAFT.replace("/save", "/draft")])
def test_a_draft_that_is_kept_on_leaving_never_leaves(site_of, server, event, how):
    """The browser sends such requests past every interception; the page is not given the chance."""
    how = how.replace("method: 'POST'", "method: 'POST', keepalive: true")
    page = sending(FETCH) + SCRIPT % f"addEventListener('{event}', () => {how}, true)"
    office = _office(server, page)
    screen = office.kind.screen()
    with site_of(screen) as site:
        site.sign_in()
        _prepare(site, office)
        site.search(make_planned(screen, payer="ก").entry)
    assert server.arrived == []


def test_what_the_browser_fetches_unasked_and_the_guard_cannot_see_is_shut(tab_of, server):
    """Shared workers, postponed requests and the like are not there for any page or frame."""
    server.pages["/"] = lambda _: "<iframe></iframe>"
    tab = tab_of()
    tab.goto(server.url)
    names = ["SharedWorker", "fetchLater", "WebTransport"]
    for frame in tab.page.frames:
        assert frame.evaluate("(names) => names.filter((name) => name in window)", names) == []


@pytest.mark.parametrize("preview", [True, False])
def test_a_commit_that_the_mapping_describes_wrongly_is_told_with_what_was_seen(
    site_of, server, monkeypatch, preview
):
    """Nothing matched after the click: what left instead is named, here one that the mapping calls safe."""
    monkeypatch.setattr("bot.site.committing._NOTHING_LEFT", 0.5)
    page = sending("fetch('/check', json('POST')).then(told, failed)")
    office = _office(server, page, request=NARROW, parts={"safe_requests": [{"url": "check"}]})
    server.pages["/check"] = lambda _: Answer("hm")
    screen = office.kind.screen()
    with site_of(screen) as site:
        site.sign_in()
        if preview:
            with pytest.raises(ScreenNotAsMapped, match=r"POST /check \(payer, amount\)"):
                site.preview(make_planned(screen, payer="ก", amount=Decimal(5)))
        else:
            prepared = _prepare(site, office)
            with pytest.raises(
                InDoubt, match=r"POST /check \(payer, amount\).*mend `commit.request`"
            ) as caught:
                site.commit(prepared)
            assert caught.value.requests == 0


@pytest.mark.parametrize("preview", [True, False])
def test_a_commit_by_get_that_the_mapping_does_not_know_is_stopped_and_told(site_of, server, preview):
    """The mapping says POST, the form goes by GET: nothing is stored, and the words say what to write."""
    office = _office(server, HEAD + form("method=get action=/save"))
    screen = office.kind.screen()
    with site_of(screen) as site:
        site.sign_in()
        go = site.preview if preview else lambda planned: site.commit(site.prepare(planned))
        with pytest.raises(RequestStopped, match="with method: GET"):
            go(make_planned(screen, payer="ก", amount=Decimal(5)))
    assert office.documents == []


def test_a_body_that_the_browser_does_not_show_is_never_sent_on_empty(site_of, server):
    """What cannot be seen cannot be sent once: stopped, instead of a document without its values."""
    page = sending(
        "const x = new Request('/save', { ...json('POST'), duplex: 'half', body: new Blob(['{}']).stream() });"
        "fetch(x).then(told, failed)"
    )
    office = _office(server, page)
    with site_of(office.kind.screen()) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="POST /save"):
            site.commit(_prepare(site, office))
    assert office.documents == []
