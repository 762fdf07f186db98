"""Hazards of pages that post back, ask, open windows and frames, one test each."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from little_server import Answer
from old_forms import OldForms
from site_making import make_planned, make_screen, make_site

from bot.errors import (
    InDoubt,
    PageTrouble,
    Refused,
    RequestStopped,
    ScreenNotAsMapped,
    SessionLost,
    ValueNotTaken,
)

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><h1>New document</h1>"
SAVE = "<button type=button>Save</button>"
KIND = {"header": "Kind", "kind": "choice", "choices": {"of": ["Kind 1", "Kind 2"]}}


def _old_screen(settle: str = "postback", **parts: Any) -> Any:
    return make_screen(
        fields={
            "kind": {**KIND, "enter": {"at": {"caption": "Kind", "id": "kind"}, "settle": settle}},
            "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}, "settle": settle}},
            "amount": {
                "header": "Amount",
                "kind": "money",
                "enter": {"at": {"caption": "Amount", "id": "amount"}},
            },
        },
        commit={"at": {"text": "Save"}, "request": {"url": "form", "fields": {"btnSave": "*"}}, "timeout": 6},
        **parts,
    )


def _job(site: Any, planned: Any) -> Any:
    site.sign_in()
    return site.commit(site.prepare(planned))


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("settle", ["postback", "auto"])
def test_hazard_1_and_2_a_reload_after_each_field_loses_nothing(site_of, server, partial, settle):
    """List and text box post back with a slow answer; everything typed arrives, in full and partial postbacks."""
    office = OldForms(server, partial=partial)
    screen = _old_screen(settle)
    with site_of(screen, dialect="webforms") as site:
        receipt = _job(site, make_planned(screen, kind="Kind 2", payer="ผู้จ่าย", amount=Decimal("12.34")))
    assert receipt.number == "D-1"
    kept = {name: office.documents[0][f"ctl${name}"] for name in ("kind", "payer", "amount")}
    assert kept == {"kind": "2", "payer": "ผู้จ่าย", "amount": "12.34"}
    assert office.turns == 2


def test_hazard_1_a_value_that_a_reload_lost_is_typed_again(site_of, server):
    """The amount comes before the field whose reload drops it; the last reading finds and mends that."""
    office = OldForms(server, forgets_amount=1)
    screen = _old_screen(form=[{"do": "enter", "fields": ["kind", "amount", "payer"]}])
    office.forgets_amount = 0
    with site_of(screen, dialect="webforms") as site:
        site.sign_in()
        office.forgets_amount = 2
        receipt = site.commit(site.prepare(make_planned(screen, kind="Kind 1", payer="ก", amount=Decimal(5))))
    assert receipt.number == "D-1"
    assert office.documents[0]["ctl$amount"] == "5.00"


def test_hazard_3_the_old_page_never_counts_as_the_new_one(site_of, server):
    """A sign of success that shows before the click is a fault of the mapping, told before anything leaves."""
    OldForms(server)
    screen = _old_screen(receipt={"success": [{"page": "New document"}]})
    with site_of(screen, dialect="webforms") as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped, match=r"receipt\.success"):
            site.prepare(make_planned(screen, kind="Kind 1", payer="ก", amount=Decimal(5)))
    assert [asked for asked in server.arrived if "btnSave" in asked.fields] == []


def test_hazard_5_a_postback_that_never_comes_is_told(site_of, server):
    """Where the mapping says that a field reloads the page and nothing happens, the work does not go on."""
    server.pages |= {"/": lambda _: "home", "/form": lambda _: f"{HEAD}<label>Payer <input></label>"}
    screen = make_screen(
        fields={"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}, "settle": "postback"}}}
    )
    with site_of(screen, page_timeout=1) as site:
        site.sign_in()
        with pytest.raises(PageTrouble):
            site.prepare(make_planned(screen, payer="ก"))


def test_an_unknown_post_halts_and_never_leaves(site_of, server):
    """A field whose change sends something unknown: stopped at the network, named by method, path and fields."""
    html = f"{HEAD}<label>Payer <input name=payer onchange=\"fetch('/autosave', {{method: 'POST', body: 'draft=1'}})\"></label>"
    server.pages |= {"/": lambda _: "home", "/form": lambda _: html}
    screen = make_screen(fields={"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}})
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(RequestStopped, match="POST /autosave"):
            site.prepare(make_planned(screen, payer="ก"))
    assert server.arrived == []


def test_a_request_that_the_mapping_calls_safe_goes_on(site_of, server):
    """The same request, named in safe_requests, passes."""
    html = f"{HEAD}{SAVE}<label>Payer <input name=payer onchange=\"fetch('/check', {{method: 'POST', body: '{{}}'}})\"></label>"
    server.pages |= {"/": lambda _: "home", "/form": lambda _: html, "/check": lambda _: Answer("ok")}
    screen = make_screen(
        fields={"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}, "settle": "request"}}},
        safe_requests=[{"url": "/check"}],
    )
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, payer="ก")).typed == {"payer": "ก"}
    assert [asked.path for asked in server.arrived] == ["/check"]


# ---- session and errors

SIGN_IN = "<h1>Please sign in</h1>"


@pytest.mark.parametrize("when", ["open", "field"])
def test_hazard_10_a_lost_session_is_noticed_anywhere_before_the_commit(site_of, server, when):
    """The sign-in page instead of the form, or instead of the reloaded form."""
    office = OldForms(server)
    calls = []

    def serve(asked: Any) -> Any:
        calls.append(asked)
        return SIGN_IN if len(calls) > (0 if when == "open" else 1) else office.serve(asked)

    server.pages["/form"] = serve
    screen = _old_screen()
    site_mapping = make_site(signed_out=[{"page": "Please sign in"}])
    with site_of(screen, site=site_mapping, dialect="webforms") as site:
        site.sign_in()
        with pytest.raises(SessionLost):
            site.prepare(make_planned(screen, kind="Kind 1", payer="ก", amount=Decimal(5)))


def test_hazard_10_a_session_lost_at_the_commit_is_a_doubt(site_of, server):
    """The sign-in page as the answer to the commit says nothing about the document."""
    office = OldForms(server)
    server.pages["/form"] = lambda asked: SIGN_IN if "btnSave" in asked.fields else office.serve(asked)
    screen = _old_screen()
    with site_of(screen, site=make_site(signed_out=[{"page": "Please sign in"}]), dialect="webforms") as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, kind="Kind 1", payer="ก", amount=Decimal(5)))
        with pytest.raises(InDoubt):
            site.commit(prepared)


# ---- dialogs

ASKING = f"""{HEAD}<form method=post action=/save onsubmit="return confirm('Really store it?')">
<label>Payer <input name=payer></label><label>Amount <input name=amount></label><button>Save</button></form>"""


def _asking(**commit: Any) -> Any:
    return make_screen(commit={"at": {"text": "Save"}, "request": {"url": "save"}, "timeout": 5, **commit})


def test_hazard_11_a_known_question_is_answered_and_the_commit_leaves(site_of, server):
    """`confirm` before the commit, accepted by rule."""
    server.pages |= {"/": lambda _: "", "/form": lambda _: ASKING, "/save": lambda _: "Stored as D-1"}
    screen = _asking(dialogs=[{"says": "Really", "means": "asks"}])
    with site_of(screen) as site:
        assert _job(site, make_planned(screen, payer="ก")).number == "D-1"


def test_hazard_11_an_unknown_question_at_the_commit_is_dismissed_and_doubted(site_of, server):
    """Nothing leaves, and the text is told."""
    server.pages |= {"/": lambda _: "", "/form": lambda _: ASKING, "/save": lambda _: "Stored as D-1"}
    screen = _asking()
    with site_of(screen) as site, pytest.raises(InDoubt, match="Really store it"):
        _job(site, make_planned(screen, payer="ก"))
    assert server.arrived == []


def test_hazard_11_an_unknown_alert_while_filling_stops_the_work(site_of, server):
    """An alert that no rule knows: the screen is not as mapped."""
    html = f"{HEAD}<label>Payer <input onchange=\"alert('New rule from today')\"></label><label>Amount <input></label>"
    server.pages |= {"/": lambda _: "", "/form": lambda _: html}
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped, match="New rule from today"):
            site.prepare(make_planned(screen, payer="ก"))


def test_hazard_11_an_alert_while_the_next_page_loads_carries_the_number(site_of, server):
    """RegisterStartupScript alerts run while the page still loads; they count as the outcome."""
    answer = f"{ASKING}<script>alert('Stored as D-8')</script><p>more</p>"
    server.pages |= {"/": lambda _: "", "/form": lambda _: ASKING, "/save": lambda _: answer}
    screen = make_screen(
        commit={
            "at": {"text": "Save"},
            "request": {"url": "save"},
            "timeout": 5,
            "dialogs": [{"says": "Really", "means": "asks"}, {"says": "Stored as", "means": "success"}],
        },
        receipt={
            "success": [{"dialog": "Stored as"}],
            "number": {"from": "dialog", "pattern": r"Stored as (\S+)"},
        },
    )
    with site_of(screen) as site:
        assert _job(site, make_planned(screen, payer="ก")).number == "D-8"


def test_hazard_11_an_alert_may_be_the_refusal(site_of, server):
    """The site refuses by alert before anything is sent."""
    html = ASKING.replace("return confirm('Really store it?')", "alert('Amount is missing'); return false")
    server.pages |= {"/": lambda _: "", "/form": lambda _: html}
    screen = _asking(dialogs=[{"says": "missing", "means": "refusal"}])
    with site_of(screen) as site, pytest.raises(Refused, match="Amount is missing"):
        _job(site, make_planned(screen, payer="ก"))


def test_hazard_26_leaving_and_printing_do_not_get_in_the_way(site_of, server):
    """`beforeunload` on a half-filled form and `window.print` after the commit."""
    html = ASKING.replace("onsubmit=\"return confirm('Really store it?')\"", "") + (
        "<script>addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'x' })</script>"
    )
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: html,
        "/save": lambda _: "Stored as D-1<script>window.print()</script>",
    }
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        site.prepare(make_planned(screen, payer="left"))
        assert site.commit(site.prepare(make_planned(screen, payer="ก"))).number == "D-1"


# ---- selects, masks, dates


def test_hazard_14_options_that_differ_only_by_spaces_are_never_guessed(site_of, server):
    """Three captions equal but for spaces: the identical one is taken; without one, the value is not taken."""
    options = "<option value=''>-</option><option value=1>A  B</option><option value=2>A&nbsp; B</option><option value=3>AB</option>"
    html = f"{HEAD}{SAVE}<label>Kind <select name=kind>{options}</select></label>"
    server.pages |= {"/": lambda _: "", "/form": lambda _: html}
    screen = make_screen(
        fields={
            "kind": {"header": "Kind", "kind": "text", "enter": {"at": {"caption": "Kind"}, "how": "select"}}
        }
    )
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, kind="AB")).typed == {"kind": "AB"}
        with pytest.raises(ValueNotTaken, match="several options"):
            site.prepare(make_planned(screen, kind="A\u2003B"))


def test_hazard_14_a_dependent_list_is_awaited_by_its_content(site_of, server):
    """The second list is filled by a slow XHR; the option is waited for, not the time."""
    html = f"""{HEAD}{SAVE}<label>Kind <select onchange="setTimeout(() => {{ const x = new XMLHttpRequest(); x.open('GET', '/parts');
      x.onload = () => setTimeout(() => lots.innerHTML = x.responseText, 200); x.send(); }}, 300)">
      <option>-<option>Kind 1</select></label><label>Part <select id=lots disabled></select></label>
      <script>new MutationObserver(() => lots.disabled = !lots.options.length).observe(lots, {{childList: true}})</script>"""
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: html,
        "/parts": lambda _: "<option>-<option title='Part nine, the whole name'>Part ni...",
    }
    fields = {
        "kind": {**KIND, "enter": {"at": {"caption": "Kind"}}},
        "part": {"header": "Part", "enter": {"at": {"caption": "Part"}, "how": "select"}},
    }
    screen = make_screen(fields=fields)
    with site_of(screen) as site:
        site.sign_in()
        typed = site.prepare(make_planned(screen, kind="Kind 1", part="Part nine, the whole name")).typed
    assert typed == {"kind": "Kind 1", "part": "Part nine, the whole name"}


def test_hazard_14_a_missing_option_is_told_with_what_is_offered(site_of, server, monkeypatch):
    """The row's caption is not in the list: the value is not taken, and the list is shown to the person."""
    monkeypatch.setattr("bot.site.controls._PATIENCE", 0.3)
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: f"{HEAD}{SAVE}<label>Kind <select><option>-<option>Kind 7</select></label>",
    }
    screen = make_screen(fields={"kind": {**KIND, "enter": {"at": {"caption": "Kind"}}}})
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ValueNotTaken, match="Kind 7"):
            site.prepare(make_planned(screen, kind="Kind 1"))


def test_hazard_16_a_mask_that_listens_to_keys_gets_keys(site_of, server):
    """`how: type` presses key by key; the rendered value is compared by amount."""
    html = f"""{HEAD}{SAVE}<label>Amount <input name=amount onkeypress="this.dataset.keys = (this.dataset.keys || '') + event.key"
      onblur="this.value = Number(this.dataset.keys || 0).toLocaleString('en-US', {{minimumFractionDigits: 2}})"></label>"""
    server.pages |= {"/": lambda _: "", "/form": lambda _: html}
    screen = make_screen(
        fields={
            "amount": {
                "header": "Amount",
                "kind": "money",
                "enter": {"at": {"caption": "Amount"}, "how": "type"},
            }
        },
        key=["amount"],
    )
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, amount=Decimal("1234.5"))).typed == {"amount": "1,234.50"}


def test_a_native_date_control_takes_the_day_whatever_the_format(site_of, server):
    """`<input type=date>` is given and read as ISO, though the site writes Buddhist years elsewhere."""
    from datetime import date

    server.pages |= {"/": lambda _: "", "/form": lambda _: f"{HEAD}{SAVE}<label>Day <input type=date></label>"}
    screen = make_screen(
        fields={"day": {"header": "Day", "kind": "date", "enter": {"at": {"caption": "Day"}}}}, key=["day"]
    )
    with site_of(screen, site=make_site(era="BE")) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, day=date(2024, 2, 29))).typed == {"day": "2024-02-29"}


def test_a_control_that_cuts_the_text_is_a_value_not_taken(site_of, server):
    """Maxlength swallows the rest without a word; the reading notices."""
    server.pages |= {"/": lambda _: "", "/form": lambda _: f"{HEAD}<label>Payer <input maxlength=4></label>"}
    screen = make_screen(fields={"payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}}})
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ValueNotTaken, match="abcd"):
            site.prepare(make_planned(screen, payer="abcdefgh"))


def test_a_blank_cell_must_find_a_blank_control(site_of, server):
    """A default that stands in the form is told, not stored; `clear` empties it, `leave` leaves it."""
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: f"{HEAD}{SAVE}<label>Payer <input value=default></label>",
    }
    for when, expected in (("clear", {"payer": ""}), ("leave", {}), ("expect_blank", None)):
        enter = {"at": {"caption": "Payer"}, "when_blank": when}
        screen = make_screen(fields={"payer": {"header": "Payer", "enter": enter}})
        with site_of(screen) as site:
            site.sign_in()
            if expected is None:
                with pytest.raises(ValueNotTaken, match="default"):
                    site.prepare(make_planned(screen))
            else:
                assert site.prepare(make_planned(screen)).typed == expected


# ---- frames and windows


def test_hazard_13_a_screen_inside_frames_is_filled_and_committed(site_of, server):
    """A frameset with a menu frame that drives the main frame, and an inner frame with the form."""
    inner = ASKING.replace("onsubmit=\"return confirm('Really store it?')\"", "")
    server.pages |= {
        "/": lambda _: (
            "<frameset cols='20%,80%'><frame name=menu src=/menu><frame name=main src=/blank></frameset>"
        ),
        "/menu": lambda _: "<a href=/outer target=main>Documents</a>",
        "/blank": lambda _: "choose",
        "/outer": lambda _: "<p>outer</p><iframe id=inner src=/inner width=600 height=300></iframe>",
        "/inner": lambda _: inner,
        "/save": lambda _: "Stored as D-5",
    }
    screen = make_screen(opens_at={"menu": ["Documents"], "frame": ["frame[name=main]", "#inner"]})
    with site_of(screen) as site:
        assert _job(site, make_planned(screen, payer="ก", amount=Decimal(2))).number == "D-5"
    assert server.arrived[0].fields == {"payer": "ก", "amount": "2.00"}


LOOKUP_FORM = f"""{HEAD}<form method=post action=/save><table><tr><td>Payer</td><td><input name=payer id=payer readonly>
<button type=button onclick="window.open('/find', 'find', 'width=500,height=400')">...</button></td></tr>
<tr><td>Amount</td><td><input name=amount></td></tr></table><button>Save</button></form>"""


def _finder(asked: Any) -> str:
    wanted, start = asked.query.get("q", ""), int(asked.query.get("p", "1"))
    names = [name for name in (f"Payer {n}" for n in range(1, 24)) if wanted in name]
    shown = names[(start - 1) * 10 : start * 10]
    rows = "".join(
        f"<tr><td>{name}</td><td>{len(name)}</td><td><a href=# onclick=\"opener.document.getElementById('payer').value='{name}'; window.close()\">pick</a></td></tr>"
        for name in shown
    )
    links = " ".join(
        f"<b>{n}</b>" if n == start else f"<a href='/find?q={wanted}&p={n}'>{n}</a>"
        for n in range(1, (len(names) + 9) // 10 + 1)
    )
    return f"""<form action=/find><label>Name <input name=q value="{wanted}"></label><button>Go</button></form>
    <p>found {len(names)}</p><table><tr><th>Name</th><th>Length</th><th>Choose</th></tr>{rows}</table><div id=pages>{links}</div>"""


def _lookup(**parts: Any) -> Any:
    return {
        "open": {"text": "..."},
        "search": {"caption": "Name"},
        "submit": {"text": "Go"},
        "table": {
            "columns": {"payer": "Name"},
            "count": r"found (\d+)",
            "pages": {"numbers": {"css": "#pages"}},
        },
        "pick": {"column": "Choose", "css": "a"},
        **parts,
    }


@pytest.mark.parametrize("wanted", ["Payer 1", "Payer 19"])
def test_hazard_12_a_look_up_window_is_searched_read_to_its_end_and_picked_from(site_of, server, wanted):
    """The window's list has several pages; exactly the equal row is picked, and the form shows it."""
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: LOOKUP_FORM,
        "/find": _finder,
        "/save": lambda a: f"Stored as {a.fields['payer'][-2:]}",
    }
    fields = {
        "payer": {
            "header": "Payer",
            "enter": {"at": {"caption": "Payer"}, "how": "lookup", "lookup": _lookup()},
        }
    }
    screen = make_screen(fields=fields)
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, payer=wanted)).typed == {"payer": wanted}


def test_hazard_12_a_look_up_without_an_equal_row_takes_nothing(site_of, server):
    """A name that only contains the text is not equal: the value is not taken."""
    server.pages |= {"/": lambda _: "", "/form": lambda _: LOOKUP_FORM, "/find": _finder}
    fields = {
        "payer": {
            "header": "Payer",
            "enter": {"at": {"caption": "Payer"}, "how": "lookup", "lookup": _lookup()},
        }
    }
    screen = make_screen(fields=fields)
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ValueNotTaken, match="finds 0"):
            site.prepare(make_planned(screen, payer="Payer"))


SELECT2 = f"""{HEAD}{SAVE}<label>Kind</label><select id=kind style="display:none"><option><option value=1>Kind 1<option value=2>Kind 12</select>
<span id=box tabindex=0 onclick="list.hidden = false; q.focus()">choose</span>
<div id=list hidden><input id=q oninput="setTimeout(() => fetch('/kinds?q=' + q.value).then(r => r.text()).then(t => out.innerHTML = t), 200)">
<ul id=out><li class=opt>Kind old</li></ul></div>
<script>out.onclick = e => {{ const t = e.target.textContent; box.textContent = t; list.hidden = true;
kind.value = t == 'Kind 1' ? 1 : 2; }}</script>"""


def test_hazard_15_a_combo_box_is_driven_and_its_hidden_list_proves_the_choice(site_of, server):
    """Open, type, wait for the option by content, click the equal one; the hidden select shows it."""
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: SELECT2,
        "/kinds": lambda _: (time.sleep(0.2), "<li class=opt>Kind 12</li><li class=opt>Kind 1</li>")[1],
    }
    enter = {
        "at": {"id": "kind"},
        "how": "suggest",
        "suggest": {
            "open": {"id": "box"},
            "search": {"id": "q"},
            "option": "#out li.opt",
            "shows": {"id": "kind"},
        },
    }
    screen = make_screen(fields={"kind": {**KIND, "enter": enter}}, key=["kind"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, kind="Kind 1")).typed == {"kind": "Kind 1"}


def test_hazard_17_a_download_after_the_commit_is_no_new_page(site_of, server):
    """A commit answered with a file: the page stays; success shows by the sign of that page."""
    html = ASKING.replace(
        "onsubmit=\"return confirm('Really store it?')\"",
        "onsubmit=\"setTimeout(() => out.innerText = 'Stored as D-6', 300)\"",
    )
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: html + "<p id=out></p>",
        "/save": lambda _: Answer(
            raw=b"%PDF-1.4",
            kind="application/pdf",
            headers={"Content-Disposition": "attachment; filename=a.pdf"},
        ),
    }
    screen = make_screen()
    with site_of(screen) as site:
        assert _job(site, make_planned(screen, payer="ก")).number == "D-6"


def test_a_form_of_several_pages_is_read_before_each_page_is_left(site_of, server):
    """Two pages before the commit: `expect` proves the second, values of the first are proven when it is left."""
    second = "<h1>Page two</h1><form method=post action=/save><label>Amount <input name=amount></label><button>Save</button></form>"
    server.pages |= {
        "/": lambda _: "",
        "/form": lambda _: (
            f"{HEAD}<form action=/two><label>Payer <input name=payer></label><button>Next</button></form>"
        ),
        "/two": lambda _: second,
        "/save": lambda _: "Stored as D-2",
    }
    screen = make_screen(
        form=[
            {"do": "enter", "fields": ["payer"]},
            {"do": "click", "at": {"text": "Next"}},
            {"do": "expect", "signs": [{"page": "Page two"}]},
            {"do": "enter", "fields": ["amount"]},
        ]
    )
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, payer="ก", amount=Decimal(3)))
        assert prepared.typed == {"payer": "ก", "amount": "3.00"}
        assert site.commit(prepared).number == "D-2"
