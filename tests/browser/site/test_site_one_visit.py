"""Plain controls go in together, in one visit to the page; the guard knows their names beforehand."""

from __future__ import annotations

import itertools

import pytest
from little_server import Asked
from site_making import make_planned, make_screen, make_site

from bot.errors import SessionLost
from bot.site.controls import Typist

pytestmark = pytest.mark.browser

STATES = itertools.count()
HEAD = "<!doctype html><h1>New document</h1><button type=button>Save</button>"
KIND = {"header": "Kind", "kind": "choice", "choices": {"of": ["Kind 1", "Kind 2"]}}
POSTING = 'onclick="setTimeout(() => { f.__EVENTTARGET.value = this.name; f.submit(); }, 0)"'
CHANGING = POSTING.replace("onclick", "onchange")


def _form(controls: str) -> str:
    return f"""{HEAD}<form id=f method=post action=/form>
    <input type=hidden name=__VIEWSTATE value={next(STATES)}>
    <input type=hidden name=__EVENTTARGET>{controls}</form>"""


def test_native_buttons_go_in_with_the_texts_around_them(site_of, server, monkeypatch):
    """A radio group and a check box between two texts: one visit, no pointer, handlers run."""
    html = f"""{HEAD}<label>Payer <input name=payer></label>
    <label><input type=radio name=kind>Kind 1</label><label><input type=radio name=kind id=k2>Kind 2</label>
    <label>Paid <input type=checkbox onchange="note.textContent = 'told'"></label>
    <label>Amount <input name=amount></label><p id=note></p>"""
    server.pages |= {"/": lambda _: "", "/form": lambda _: html}
    monkeypatch.setattr(Typist, "_alone", lambda *_: pytest.fail("a control of its own"))
    screen = make_screen(
        fields={
            "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
            "kind": {**KIND, "enter": {"at": {"name": "kind"}, "how": "radio"}},
            "paid": {"header": "Paid", "kind": "yesno", "enter": {"at": {"caption": "Paid"}}},
            "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Amount"}}},
            "note": {"header": "Note", "computed": {"id": "note"}},
        }
    )
    with site_of(screen) as site:
        site.sign_in()
        planned = make_planned(screen, payer="ก", kind="Kind 2", paid=True, amount=5, note="told")
        assert site.prepare(planned).typed == {
            "payer": "ก", "kind": "Kind 2", "paid": "true", "amount": "5.00", "note": "told",
        }  # fmt: skip


def test_a_choice_that_is_no_native_button_is_left_to_the_pointer(site_of, server):
    """`role=radio` listens to the pointer; it is pressed there, and what follows goes in as before."""
    html = f"""{HEAD}<div role=radiogroup aria-label=Kind>
    <span role=radio onmousedown="b.ariaChecked = true">Kind 1</span><span role=radio id=b
     onmousedown="this.setAttribute('aria-checked', 'true')">Kind 2</span></div><label>Payer <input></label>"""
    server.pages |= {"/": lambda _: "", "/form": lambda _: html}
    screen = make_screen(
        fields={
            "kind": {**KIND, "enter": {"at": {"caption": "Kind"}, "how": "radio"}},
            "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
        }
    )
    with site_of(screen) as site:
        site.sign_in()
        planned = make_planned(screen, kind="Kind 2", payer="ก")
        assert site.prepare(planned).typed == {"kind": "Kind 2", "payer": "ก"}


def test_a_radio_button_that_posts_back_is_known_to_the_guard(site_of, server):
    """The postback names the button that was chosen; it passes, and the choice stands afterwards."""

    def serve(asked: Asked) -> str:
        chosen = asked.fields.get("ctl$kind", "")
        radios = "".join(
            f"<label><input type=radio name=ctl$kind value={n} {'checked' * (chosen == str(n))} {POSTING}>"
            f"Kind {n}</label>"
            for n in (1, 2)
        )
        return _form(f"{radios}<label>Payer <input name=payer></label>")

    server.pages |= {"/": lambda _: "", "/form": serve}
    enter = {"at": {"name": "ctl$kind"}, "how": "radio", "settle": "postback"}
    screen = make_screen(
        fields={
            "kind": {**KIND, "enter": enter},
            "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
        }
    )
    with site_of(screen, dialect="webforms") as site:
        site.sign_in()
        planned = make_planned(screen, kind="Kind 2", payer="ก")
        assert site.prepare(planned).typed == {"kind": "Kind 2", "payer": "ก"}
    assert [asked.fields["__EVENTTARGET"] for asked in server.arrived] == ["ctl$kind"]


def test_controls_that_are_renamed_by_every_reload_are_asked_for_their_names_again(site_of, server):
    """Two boxes post back, under another name each time; no request of theirs is stopped."""
    turns: list[Asked] = []

    def serve(asked: Asked) -> str:
        turns.append(asked)
        n = len(turns)
        old = {name.partition("-")[0]: value for name, value in asked.fields.items()}
        boxes = "".join(
            f"<label>{caption} <input name={caption}-{n} value='{old.get(caption, '')}' {CHANGING}></label>"
            for caption in ("Payer", "Amount")
        )
        return _form(boxes)

    server.pages |= {"/": lambda _: "", "/form": serve}
    screen = make_screen(
        fields={
            "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}, "settle": "postback"}},
            "amount": {
                "header": "Amount",
                "kind": "money",
                "enter": {"at": {"caption": "Amount"}, "settle": "postback"},
            },
        }
    )
    with site_of(screen, dialect="webforms") as site:
        site.sign_in()
        planned = make_planned(screen, payer="ก", amount=5)
        assert site.prepare(planned).typed == {"payer": "ก", "amount": "5.00"}
    assert [asked.fields["__EVENTTARGET"] for asked in turns[1:]] == ["Payer-1", "Amount-2"]


def test_a_session_lost_on_the_way_to_a_screen_is_no_fault_of_the_mapping(site_of, server):
    """The address shows the sign-in page; the step that follows there is not looked for in vain."""
    server.pages |= {"/": lambda _: "home", "/way": lambda _: "<h1>Please sign in</h1>"}
    screen = make_screen(opens_at={"url": "way", "steps": [{"do": "click", "at": {"text": "Next"}}]})
    signed_out = [{"page": "Please sign in"}]
    with site_of(screen, site=make_site(signed_out=signed_out)) as site:
        site.sign_in()
        with pytest.raises(SessionLost):
            site.prepare(make_planned(screen, payer="ก"))
