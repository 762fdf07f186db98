"""What only the answer tells, what is clicked away, and what stands in shadow roots."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from little_server import Answer, Asked, LittleServer
from site_making import make_planned, make_screen, make_site

from bot.errors import InDoubt, Refused, ScreenNotAsMapped

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><meta charset=utf-8><h1>New document</h1>"
FETCHING = f"""{HEAD}<label>Payer <input id=p></label><label>Amount <input id=a></label><button onclick="store()">Save</button>
<p id=out></p><script>function store() {{ fetch('/save', {{method: 'POST', headers: {{'Content-Type': 'application/json'}},
body: JSON.stringify({{payer: p.value}})}}).then(() => {{ out.textContent = 'thank you' }}) }}</script>"""
BY_ANSWER = {
    "receipt": {
        "success": [{"answered": 201, "answer": '"state":"จ่ายแล้ว"'}],
        "number": {"from": "answer", "pattern": '"no":"([^"]+)"'},
    },
    "refusals": [{"answered": 422}],
}


def _json(status: int, value: object) -> Callable[[Asked], Answer]:
    return lambda _: Answer(json.dumps(value, indent=2), status, kind="application/json")


def _commit(site_of: Callable[..., object], screen: object) -> object:
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="A", amount=Decimal(5)))
        return site.commit(prepared)


def test_an_answer_of_json_is_a_receipt(site_of: Callable[..., object], server: LittleServer) -> None:
    """A page that says nothing of use: status, words in any script, and the number are in the answer."""
    stored = {"state": "จ่ายแล้ว", "no": "D-7", "token": "s3cret"}
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: FETCHING, "/save": _json(201, stored)}
    receipt = _commit(site_of, make_screen(**BY_ANSWER))
    assert receipt.number == "D-7"
    assert receipt.message == 'HTTP 201 · "state":"จ่ายแล้ว"'


@pytest.mark.parametrize("body", [{"errors": {"amount": "too high"}}, {"message": "too high"}, "too high"])
def test_an_answer_is_a_refusal_with_its_words(
    site_of: Callable[..., object], server: LittleServer, body: object
) -> None:
    """The messages of the answer are told, and nothing else of it."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: FETCHING, "/save": _json(422, body)}
    with pytest.raises(Refused, match="HTTP 422" + (".*too high" if isinstance(body, dict) else "")):
        _commit(site_of, make_screen(**BY_ANSWER))


def test_another_answer_is_a_doubt(site_of: Callable[..., object], server: LittleServer) -> None:
    """The right status with other words proves nothing."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: FETCHING, "/save": _json(201, {"state": "draft"})}
    screen = make_screen(**BY_ANSWER, commit={"at": {"text": "Save"}, "request": {"url": "save*"}, "timeout": 1})
    with pytest.raises(InDoubt):
        _commit(site_of, screen)


BANNER = """<div id=banner style="position:fixed;inset:0;background:#ccc" {hidden}><button onclick="banner.remove()">No thanks</button></div>"""
LATE = "<script>setTimeout(() => { banner.hidden = false }, 300)</script>"
FORM = f"{HEAD}<form method=post action=/save><label>Payer <input name=payer></label><label>Amount <input name=amount></label><button>Save</button></form>"


@pytest.mark.parametrize("banner", [BANNER.format(hidden=""), BANNER.format(hidden="hidden") + LATE], ids=["at once", "late"])
def test_what_covers_the_page_is_clicked_away(
    site_of: Callable[..., object], server: LittleServer, banner: str
) -> None:
    """A notice is closed whenever it comes; without `dismiss` the covered button is told with the remedy."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: FORM + banner, "/save": lambda _: "Stored as D-1"}
    screen = make_screen()
    planned = make_planned(screen, payer="A", amount=Decimal(5))
    with site_of(screen, site=make_site(dismiss=[{"text": "No thanks"}])) as site:
        site.sign_in()
        prepared = site.prepare(planned)
        site._tab().page.wait_for_timeout(400)
        assert site.commit(prepared).number == "D-1"


def test_a_notice_that_no_rule_knows_is_told(site_of: Callable[..., object], server: LittleServer) -> None:
    """The message names `dismiss`."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: FORM + BANNER.format(hidden="")}
    screen = make_screen()
    with site_of(screen, page_timeout=1.5) as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped, match=r"`dismiss` in site\.yaml"):
            site.prepare(make_planned(screen, payer="A", amount=Decimal(5)))


SHADOW = f"""{HEAD}<script>
customElements.define('my-box', class extends HTMLElement {{ connectedCallback() {{
  this.attachShadow({{mode: this.getAttribute('mode') || 'open'}}).innerHTML = '<input>'; }} }});
customElements.define('my-toast', class extends HTMLElement {{ connectedCallback() {{
  this.root = this.attachShadow({{mode: 'closed'}}); this.root.innerHTML = '<p></p>'; }}
  say(text) {{ this.root.querySelector('p').textContent = text; setTimeout(() => {{ this.root.querySelector('p').textContent = '' }}, 700) }} }});
</script><div><label>Payer</label><my-box></my-box></div><div><span>Amount</span><my-box mode=closed></my-box></div><my-toast id=t></my-toast>
<button onclick="fetch('/save', {{method: 'POST', body: 'x=1'}}).then(() => t.say('Stored as D-3'))">Save</button>"""


def test_boxes_and_notices_in_shadow_roots(site_of: Callable[..., object], server: LittleServer) -> None:
    """A caption outside belongs to the box inside; a notice inside is read, though it vanishes."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: SHADOW, "/save": lambda _: "ok"}
    fields: Mapping[str, object] = {
        "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
        "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount"}}},
    }
    receipt = _commit(site_of, make_screen(fields=fields))
    assert receipt.number == "D-3"
