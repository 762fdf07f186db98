"""Each screen is worked on by the user of its role; nobody is thrown out by another."""

from __future__ import annotations

from typing import Any

import pytest
from little_server import Answer
from site_making import make_planned, make_screen, make_site

from bot.errors import MenuMissing
from bot.site.options import Profile

pytestmark = pytest.mark.browser

LOGIN = """<h1>Sign in</h1><form method=post action=/login><label>User <input name=u></label>
<label>Password <input type=password name=p></label><button>Go</button></form>"""
FORM = "<h1>New document</h1><p>Welcome %s</p><label>Payer <input></label><label>Amount <input></label><button>Save</button>"
SITE = make_site(
    sign_in={
        "url": "login",
        "username": {"caption": "User"},
        "password": {"caption": "Password"},
        "submit": {"text": "Go"},
        "signed_in": [{"page": "Welcome"}],
    },
    signed_out=[{"page": "Sign in"}],
    no_right=[{"page": "not for you"}],
)
RECEIPT = make_screen(screen="RECEIPT", role="revenue")
VOUCHER = make_screen(screen="VOUCHER", role="expenditure", sheet="v")
SLIP = make_screen(screen="SLIP", role="deposit", sheet="s")
OTHER = make_screen(screen="OTHER", sheet="o")


def serve(server: Any) -> list[tuple[str, str]]:
    """Serve a form that greets the user of the session; gives who signed in with which password."""
    came: list[tuple[str, str]] = []

    def login(asked: Any) -> Any:
        if asked.method == "GET":
            return LOGIN
        came.append((asked.fields["u"], asked.fields["p"]))
        return Answer("", 302, {"Location": "/form", "Set-Cookie": f"who={asked.fields['u']}; Path=/"})

    def form(asked: Any) -> str:
        _, _, who = asked.headers.get("Cookie", "").partition("who=")
        return FORM % who if who else LOGIN

    server.pages |= {"/login": login, "/form": form, "/": form}
    return came


def roles() -> dict[str, Profile]:
    """Give two users for three roles."""
    cashier = Profile(username="cashier", password=lambda: "c-word")
    return {
        "revenue": cashier,
        "deposit": cashier,
        "expenditure": Profile(username="payer", password=lambda: "p-word"),
    }


def test_each_role_has_its_own_session(site_of: Any, server: Any) -> None:
    """The work goes from user to user and back; each signed in once, with their own password."""
    came = serve(server)
    options = {"method": "form", "username": "head", "roles": roles()}
    with site_of(RECEIPT, VOUCHER, SLIP, OTHER, site=SITE, **options) as site:
        site.sign_in()
        greeted = []
        for screen in (RECEIPT, VOUCHER, SLIP, OTHER, RECEIPT, VOUCHER):
            site.prepare(make_planned(screen, payer="x"))
            greeted.append(site._form.tab.page.inner_text("p"))
            site.rest()
    assert greeted == [
        f"Welcome {who}" for who in ("cashier", "payer", "cashier", "head", "cashier", "payer")
    ]
    assert came == [("head", "secret-word"), ("cashier", "c-word"), ("payer", "p-word")]


def test_without_a_main_user_the_first_role_begins(site_of: Any, server: Any) -> None:
    """Where every screen has a role no further user is needed; a screen without one takes whoever is in."""
    came = serve(server)
    with site_of(VOUCHER, OTHER, site=SITE, method="form", roles=roles()) as site:
        site.sign_in()
        site.prepare(make_planned(VOUCHER, payer="x"))
        site.prepare(make_planned(OTHER, payer="x"))
        assert site._form.tab.page.inner_text("p") == "Welcome payer"
    assert [who for who, _ in came] == ["cashier", "payer"]


def test_a_missing_right_names_role_and_screen(site_of: Any, server: Any) -> None:
    """Who lacks which screen in which role is told, with what the site says."""
    serve(server)
    server.pages["/secret"] = lambda _: "this is not for you"
    secret = make_screen(role="revenue", title={"th": "ใบเสร็จ", "en": "Receipt"}, opens_at={"url": "secret"})
    with site_of(secret, site=SITE, method="form", username="head", roles=roles()) as site:
        site.sign_in()
        with pytest.raises(MenuMissing) as caught:
            site.prepare(make_planned(secret, payer="x"))
    assert "user cashier (role revenue) has no right to the screen Receipt" in caught.value.text.en
    assert "not for you" in caught.value.text.en


def test_a_lost_browser_loses_every_session(site_of: Any, server: Any) -> None:
    """After a new browser each user signs in again when their screen comes."""
    came = serve(server)
    with site_of(RECEIPT, OTHER, site=SITE, method="form", username="head", roles=roles()) as site:
        site.sign_in()
        site.prepare(make_planned(RECEIPT, payer="x"))
        site._sitting._close_browser()
        site._sitting._start_browser()
        site._sitting._start_context(None, None)
        site.sign_in()
        site.prepare(make_planned(RECEIPT, payer="x"))
    assert [who for who, _ in came] == ["head", "cashier", "cashier"]
