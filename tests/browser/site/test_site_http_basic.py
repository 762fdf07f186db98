"""Sites whose server asks for user name and password by itself: HTTP Basic, and the ways that it is not."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from little_server import Answer, Asked, LittleServer, Page
from loguru import logger
from site_making import make_planned, make_screen, make_site

from bot.errors import InDoubt, SessionLost, SignInRejected, SiteUnusable
from bot.site.http_sign_in import browser_origin

pytestmark = pytest.mark.browser

HOME = "<p>Welcome somsri</p>"
FORM = """<h1>New document</h1><form method=post action=/save><label>Payer <input name=payer></label>
<label>Amount <input name=amount></label><button>Save</button></form>"""
SITE = make_site(
    sign_in={"method": "http", "signed_in": [{"page": "Welcome"}]},
    identity={"user": {"from": "page", "pattern": r"Welcome (\S+)"}},
)
OPTIONS = {"method": "form", "username": "somsri"}
RIGHT = "Basic " + b64encode(b"somsri:secret-word").decode()


def _key(asked: Asked) -> str | None:
    return next((text for name, text in asked.headers.items() if name.lower() == "authorization"), None)


def _locked(page: Page, key: str = RIGHT, asks: str = 'Basic realm="books"') -> Page:
    def opened(asked: Asked) -> Answer | str:
        if _key(asked) != key:
            return Answer("<h1>401</h1>", 401, {"WWW-Authenticate": asks})
        return page(asked)

    return opened


def _serve(server: LittleServer, **lock: str) -> None:
    pages: dict[str, Page] = {
        "/": lambda _: HOME,
        "/form": lambda _: FORM,
        "/save": lambda _: "Stored as D-1",
    }
    server.pages |= {path: _locked(page, **lock) for path, page in pages.items()}


def test_the_commit_carries_the_password_at_once(site_of: Callable[..., Any], server: LittleServer) -> None:
    """One POST arrives, and it carries the password: it was not refused first and sent again."""
    _serve(server)
    screen = make_screen()
    with site_of(screen, site=SITE, **OPTIONS) as site:
        assert site.sign_in().user == "somsri"
        prepared = site.prepare(make_planned(screen, site=SITE, payer="A", amount=Decimal("1.50")))
        receipt = site.commit(prepared)
    assert receipt.number == "D-1"
    assert [(one.path, _key(one)) for one in server.arrived] == [("/save", RIGHT)]


def test_a_commit_that_is_refused_is_not_sent_again(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """A 401 to the commit (the password was changed meanwhile) is an answer, and no reason to send it twice.

    It says that nobody is signed in, whatever the mapping takes for a refusal: the document is looked up.
    """
    _serve(server)
    server.pages["/save"] = _locked(lambda _: "Stored as D-1", key="Basic other")
    screen = make_screen(refusals=[{"answered": 401}])
    with site_of(screen, site=SITE, **OPTIONS) as site:
        site.sign_in()
        prepared = site.prepare(make_planned(screen, site=SITE, payer="A", amount=Decimal("1.50")))
        with pytest.raises(InDoubt, match="The session has ended"):
            site.commit(prepared)
    assert len(server.arrived) == 1


def test_a_wrong_password_is_told_and_tried_once(
    site_of: Callable[..., Any], server: LittleServer, tmp_path: Path
) -> None:
    """SignInRejected tells 401 and who; the password is in no message, no log and no file of evidence."""
    _serve(server, key="Basic other")
    kept: list[str] = []
    sink = logger.add(lambda line: kept.append(str(line)), level="DEBUG")
    with site_of(make_screen(), site=SITE, **OPTIONS) as site, pytest.raises(SignInRejected) as caught:
        site.sign_in()
    logger.remove(sink)
    assert "401" in str(caught.value)
    assert "somsri" in str(caught.value)
    files = "".join(path.read_text(errors="ignore") for path in tmp_path.rglob("*") if path.is_file())
    told = f"{caught.value}{caught.value.__cause__}{kept}{files}"
    assert "secret-word" not in told
    assert RIGHT.split()[1] not in told


def test_a_way_that_commits_do_not_know_is_told_before_anything_is_typed(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """The browser is let in by Digest, the commit would not be: nothing is begun, and the way is named."""

    def home(asked: Asked) -> Answer | str:
        if (_key(asked) or "").startswith("Digest "):
            return HOME
        ask = 'Digest realm="books", nonce="abc", qop="auth", algorithm=MD5'
        return Answer("<h1>401</h1>", 401, {"WWW-Authenticate": ask})

    server.pages["/"] = home
    with (
        site_of(make_screen(), site=SITE, **OPTIONS) as site,
        pytest.raises(SiteUnusable, match=r"HTTP 401: Digest.*Basic"),
    ):
        site.sign_in()


def test_a_password_that_is_not_taken_any_more_is_a_lost_session(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """In the middle of the work a 401 is the end of the session, and signing in again tells the rest."""
    _serve(server)
    screen = make_screen()
    with site_of(screen, site=SITE, **OPTIONS) as site:
        site.sign_in()
        server.pages |= {path: _locked(lambda _: HOME, key="Basic other") for path in ("/", "/form")}
        with pytest.raises(SessionLost, match="401"):
            site.prepare(make_planned(screen, site=SITE, payer="A", amount=Decimal(1)))
        with pytest.raises(SignInRejected):
            site.sign_in()


def test_the_password_goes_to_the_site_alone(site_of: Callable[..., Any], server: LittleServer) -> None:
    """Another server that the page draws from and that asks too gets no password."""
    other = LittleServer()
    told: list[str | None] = []

    def greedy(asked: Asked) -> Answer:
        told.append(_key(asked))
        return Answer("", 401, {"WWW-Authenticate": 'Basic realm="give"'})

    other.pages["/data"] = greedy
    _serve(server)
    server.pages["/"] = _locked(
        lambda _: (
            f"<p>x</p><script>fetch('{other.url}data').finally(() => {{"
            " document.body.innerHTML = '<p>Welcome somsri</p>' })</script>"
        )
    )
    with site_of(make_screen(), site=SITE, **OPTIONS) as site:
        site.sign_in()
    other.close()
    assert told == [None]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://Books.example:80/app", "http://books.example"),
        ("https://books.example:8443/", "https://books.example:8443"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_an_origin_is_written_as_browsers_do(url: str, origin: str) -> None:
    """Else the password would never be given."""
    assert browser_origin(url) == origin
