"""Signing in, the right office, recycling with the session kept, pictures without secrets, fitting."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from little_server import Answer
from site_making import make_planned, make_screen, make_site

from bot.errors import (
    MenuMissing,
    ScreenNotAsMapped,
    SessionLost,
    SignInNeeded,
    SignInRejected,
    SiteUnusable,
    WrongOffice,
)
from bot.site.sitting import Recycling

pytestmark = pytest.mark.browser

LOGIN = """<h1>Sign in</h1><form method=post action=/login><label>User <input name=u></label>
<label>Password <input type=password name=p></label><button>Go</button></form>%s"""
HOME = "<p>Welcome</p><p>Office: %s Year 2567</p><a href=/form>Documents</a>"
FORM = "<h1>New document</h1><p>Office: A Year 2567</p><label>Payer <input></label><label>Amount <input></label><button>Save</button>"


def _site(**more: Any) -> Any:
    return make_site(
        sign_in={
            "url": "login",
            "username": {"caption": "User"},
            "password": {"caption": "Password"},
            "submit": {"text": "Go"},
            "signed_in": [{"page": "Welcome"}],
            "rejected": [{"page": "wrong password"}],
        },
        identity={
            "office": {"from": "page", "pattern": r"Office: (\S+)"},
            "fiscal_year": {"from": "page", "pattern": r"Year (\d+)"},
        },
        signed_out=[{"page": "Sign in"}],
        no_right=[{"page": "no right"}],
        **more,
    )


def _serve(server: Any, office: str = "A") -> list[str]:
    kept: list[str] = []

    def login(asked: Any) -> Any:
        if asked.method == "GET":
            return LOGIN % ""
        kept.append(asked.fields["p"])
        if asked.fields["p"] != "secret-word":
            return LOGIN % "wrong password"
        return Answer("", 302, {"Location": "/home", "Set-Cookie": "sid=1; Path=/"})

    def inside(html: str) -> Any:
        return lambda asked: html if "sid=1" in asked.headers.get("Cookie", "") else LOGIN % ""

    server.pages |= {
        "/login": login,
        "/home": inside(HOME % office),
        "/": inside(HOME % office),
        "/form": inside(FORM),
    }
    return kept


OPTIONS = {"method": "form", "username": "somsri", "office": "A", "fiscal_year": 2567}


def test_the_form_is_filled_and_who_we_are_is_read(site_of: Any, server: Any) -> None:
    """User name, password from its source, and the identity that the page shows."""
    _serve(server)
    with site_of(make_screen(), site=_site(), **OPTIONS) as site:
        identity = site.sign_in()
    assert (identity.office, identity.fiscal_year) == ("A", "2567")
    assert server.arrived[0].fields == {"u": "somsri", "p": "secret-word"}


def test_another_office_stops_before_anything_is_typed(site_of: Any, server: Any) -> None:
    """The right password for the wrong office is still the wrong office."""
    _serve(server, office="B")
    with site_of(make_screen(), site=_site(), **OPTIONS) as site, pytest.raises(WrongOffice, match="“B”"):
        site.sign_in()


def test_a_wrong_password_is_told_and_appears_in_no_message(site_of: Any, server: Any) -> None:
    """SignInRejected with the site's words; the password is in neither text nor cause."""
    _serve(server)
    server.pages["/login"] = lambda _: LOGIN % "wrong password"
    with site_of(make_screen(), site=_site(), **OPTIONS) as site, pytest.raises(SignInRejected) as caught:
        site.sign_in()
    assert "secret-word" not in f"{caught.value}{caught.value.__cause__}"


def test_a_session_lost_right_after_signing_in_is_a_lost_session(site_of: Any, server: Any) -> None:
    """The page after the sign-in is the sign-in page again: the session is lost, the password is not wrong."""
    kept = _serve(server)
    server.pages["/home"] = lambda _: LOGIN % ""
    with site_of(make_screen(), site=_site(), **OPTIONS) as site:
        with pytest.raises(SessionLost, match="right after signing in"):
            site.sign_in()
        server.pages["/home"] = lambda asked: HOME % "A" if "sid=1" in asked.headers["Cookie"] else LOGIN % ""
        assert site.sign_in().office == "A"
        server.pages["/login"] = lambda asked: LOGIN % "" if asked.method == "GET" else _counted(kept, asked)
        server.pages["/home"] = lambda _: LOGIN % ""
        server.pages["/"] = lambda _: LOGIN % ""
        for _ in range(3):  # taken once, the password is right: whoever asks for it again may have it
            with pytest.raises(SessionLost):
                site.sign_in()
    assert len(kept) >= 3


def test_a_password_that_was_never_taken_is_sent_twice_at_most(site_of: Any, server: Any) -> None:
    """A site that shows the form again without a word may mean a wrong password: no account is locked."""
    sent: list[str] = []
    server.pages["/login"] = lambda asked: LOGIN % "" if asked.method == "GET" else _counted(sent, asked)
    with site_of(make_screen(), site=_site(), **OPTIONS) as site:
        with pytest.raises(SessionLost):
            site.sign_in()
        with pytest.raises(SignInRejected, match="2 times"):
            site.sign_in()
    assert sent == ["secret-word"] * 2


def _counted(kept: list[str], asked: Any) -> str:
    kept.append(asked.fields["p"])
    return LOGIN % ""


def test_a_person_is_asked_and_has_only_so_long(site_of: Any, server: Any, monkeypatch: Any) -> None:
    """Nobody comes: SignInNeeded."""
    _serve(server)
    monkeypatch.setattr("bot.site.screens.visible", lambda options: options)
    options = {**OPTIONS, "method": "person", "wait_minutes": 0.01}
    with site_of(make_screen(), site=_site(), **options) as site, pytest.raises(SignInNeeded):
        site.sign_in()


def test_a_menu_that_is_not_there_is_a_missing_right(site_of: Any, server: Any, monkeypatch: Any) -> None:
    """The caption is named; a page that says so itself counts too."""
    monkeypatch.setattr("bot.site.opening._MENU_PATIENCE", 0.3)
    _serve(server)
    planned = make_planned(make_screen(), payer="x")
    with site_of(make_screen(opens_at={"menu": ["Vouchers"]}), site=_site(), **OPTIONS) as site:
        site.sign_in()
        with pytest.raises(MenuMissing, match="Vouchers"):
            site.prepare(planned)
    with site_of(make_screen(opens_at={"menu": ["Documents"]}), site=_site(), **OPTIONS) as site:
        site.sign_in()
        assert site.prepare(planned).typed == {"payer": "x", "amount": ""}
        server.pages["/form"] = lambda _: "no right"
        with pytest.raises(MenuMissing, match="no right"):
            site.prepare(planned)


def test_hazard_19_contexts_are_made_anew_and_the_session_goes_on(site_of: Any, server: Any) -> None:
    """Cookies and session storage are carried over; no second sign-in."""
    kept = _serve(server)
    server.pages["/form"] = lambda _: (
        FORM
        + "<script>sessionStorage.n = Number(sessionStorage.n || 0) + 1</script><p>visit <b id=v></b></p><script>v.textContent = sessionStorage.n</script>"
    )
    screen = make_screen()
    with site_of(screen, site=_site(), recycling=Recycling(context_after=2), **OPTIONS) as site:
        site.sign_in()
        seen = []
        for _ in range(5):
            site.prepare(make_planned(screen, payer="x", amount=Decimal(1)))
            seen.append(site._form.tab.page.inner_text("#v"))
            site.rest()
    assert seen == ["1", "2", "3", "4", "5"]
    assert len(kept) == 1


def test_a_closed_window_is_opened_again(site_of: Any, server: Any) -> None:
    """Somebody closes the window between two entries: the next one opens another."""
    _serve(server)
    screen = make_screen()
    with site_of(screen, site=_site(), **OPTIONS) as site:
        site.sign_in()
        site._sitting.page.close()
        assert site.prepare(make_planned(screen, payer="x")).typed["payer"] == "x"


def test_an_unreachable_site_is_said_so(site_of: Any, server: Any) -> None:
    """No server at all is neither a fault of the row nor of the mapping."""
    with site_of(make_screen(), url="http://127.0.0.1:9/") as site, pytest.raises(SiteUnusable):
        site.sign_in()


def test_failures_leave_a_picture_and_attempts_are_numbered(
    site_of: Any, server: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    """Each attempt of an entry has its own files."""
    _serve(server)
    monkeypatch.setattr("bot.site.opening._SCREEN_PATIENCE", 0.3)
    screen = make_screen(recognised_by=[{"page": "Another screen"}])
    with site_of(screen, site=_site(), **OPTIONS) as site:
        site.sign_in()
        for _ in range(2):
            with pytest.raises(ScreenNotAsMapped) as caught:
                site.prepare(make_planned(screen, payer="x"))
    assert [Path(one).name for one in caught.value.evidence] == ["02-failure.jpg"]
    assert sorted(path.name for path in (tmp_path / "evidence").rglob("*.jpg")) == [
        "01-failure.jpg",
        "02-failure.jpg",
    ]


def test_a_mapping_is_checked_place_by_place_and_a_page_can_be_learnt(site_of: Any, server: Any) -> None:
    """Nothing is typed or sent; wrong places are named by their path, values are not told."""
    _serve(server)
    server.pages["/form"] = lambda _: FORM.replace("<input>", "<input value=hidden-value>", 1)
    server.pages["/list"] = lambda _: "<table><tr><th>Number</th><th>Payer</th><th>Amount</th></tr></table>"
    fields = {
        "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
        "amount": {"header": "Amount", "kind": "money", "enter": {"at": {"caption": "Sum"}}},
    }
    with site_of(make_screen(fields=fields), site=_site(), **OPTIONS) as site:
        site.sign_in()
        sent = len(server.arrived)
        wrong = [one.place for one in site.check_mapping("DOC") if not one.ok]
        learnt = site.learn(url="form")
    assert wrong == ["fields.amount.enter.at"]
    assert [control["captions"][0] for control in learnt["frames"][0]["controls"]] == ["Payer", "Amount"]
    assert "hidden-value" not in str(learnt)
    assert len(server.arrived) == sent
