"""The decision table of the network guard, row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.planning.grammar import RequestPattern
from bot.site.dialect import manners_of
from bot.site.judgement import Fate, Moment, Rules, decide
from bot.site.traffic import Sent

SITE = "http://site.go.th/"


def _pattern(**parts: object) -> RequestPattern:
    return RequestPattern.model_validate(parts)


RULES = Rules(
    site=SITE,
    commits={
        "A": _pattern(url="save*", fields={"btnSave": "*"}),
        "B": _pattern(url="save*", fields={"btnPost": "*"}),
    },
    safe=(_pattern(url="search"),),
    safe_on={"A": (_pattern(url="lookup"),)},
    dropped=(_pattern(url="stats"),),
    caused_by=manners_of("webforms").caused_by,
)


def _sent(url: str, body: bytes = b"", method: str = "POST", **more: object) -> Sent:
    made = Sent(method, url if "://" in url else SITE + url, body, "application/x-www-form-urlencoded")
    return replace(made, **more)


COMMIT = _sent("save", b"btnSave=1")


@pytest.mark.parametrize(
    ("moment", "fate"),
    [
        (Moment(screen="A"), Fate.HOLD),
        (Moment(screen="A", armed="A"), Fate.COMMIT),
        (Moment(screen="A", armed="B"), Fate.HOLD),
        (Moment(screen="A", armed="A", spent=True), Fate.HOLD),
        (Moment(screen="A", signing_in="person"), Fate.HOLD),
        (Moment(screen="A", pressed=frozenset({"btnSave"})), Fate.HOLD),
    ],
)
def test_a_commit_leaves_only_when_armed_for_its_screen_and_only_once(moment: Moment, fate: Fate) -> None:
    """No other rule lets a commit through: not signing in, not the button just used."""
    assert decide(COMMIT, RULES, moment) is fate


def test_a_commit_by_get_is_a_commit() -> None:
    """The method does not make it harmless when a mapping says that it stores."""
    rules = replace(RULES, commits={"A": _pattern(method="GET", url="add*")})
    assert decide(_sent("add?x=1", method="GET"), rules, Moment()) is Fate.HOLD


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_goes_on(method: str) -> None:
    """A plain reading passes, also from elsewhere."""
    assert decide(_sent("http://cdn.example/x", method=method), RULES, Moment()) is Fate.GO_ON


@pytest.mark.parametrize(
    ("sent", "moment", "fate"),
    [
        (_sent("search"), Moment(), Fate.GO_ON),
        (_sent("lookup"), Moment(screen="A"), Fate.GO_ON),
        (_sent("lookup"), Moment(screen="B"), Fate.STOP),
        (_sent("login"), Moment(signing_in="form"), Fate.GO_ON),
        (_sent("login"), Moment(), Fate.STOP),
        (
            _sent("http://idp.example/login", page="http://idp.example/form"),
            Moment(signing_in="form"),
            Fate.GO_ON,
        ),
        (_sent("http://idp.example/login", page=SITE), Moment(signing_in="form"), Fate.DROP),
        (_sent("http://idp.example/login", page=SITE), Moment(signing_in="person"), Fate.GO_ON),
        (_sent("stats"), Moment(), Fate.DROP),
        (_sent("beacon", kind="ping"), Moment(), Fate.DROP),
        (_sent("http://tracker.example/x"), Moment(), Fate.DROP),
        (_sent("other"), Moment(), Fate.STOP),
        (_sent("other", method="DELETE"), Moment(screen="A"), Fate.STOP),
    ],
)
def test_everything_else_must_be_known(sent: Sent, moment: Moment, fate: Fate) -> None:
    """Safe by mapping, part of signing in, dropped, elsewhere, or stopped."""
    assert decide(sent, RULES, moment) is fate


STATE = b"__VIEWSTATE=x&"


@pytest.mark.parametrize(
    ("body", "used", "pressed", "fate"),
    [
        (STATE + b"__EVENTTARGET=a%24ddl&a%3Addl=1", {"a:ddl"}, (), Fate.GO_ON),
        (STATE + b"__EVENTTARGET=a%24rbl%241", {"a$rbl"}, (), Fate.GO_ON),
        (STATE + b"__EVENTTARGET=&a%24txt=1", {"a$txt"}, (), Fate.STOP),
        (STATE + b"__EVENTTARGET=a%24other&a%24txt=1", {"a$txt"}, (), Fate.STOP),
        (STATE + b"a%24btnAdd=Add", (), {"a$btnAdd"}, Fate.GO_ON),
        (STATE + b"a%24img.x=1&a%24img.y=2", (), {"a$img"}, Fate.GO_ON),
        (STATE + b"__EVENTTARGET=a%24grd&__EVENTARGUMENT=Page%242", (), {"a$grd"}, Fate.GO_ON),
        (STATE + b"__CALLBACKID=a%24cb", {"a_cb"}, (), Fate.GO_ON),
        (b"a%24btnAdd=Add", (), {"a$btnAdd"}, Fate.STOP),
    ],
)
def test_a_postback_must_name_the_control_in_use(
    body: bytes, used: object, pressed: object, fate: Fate
) -> None:
    """WebForms tells which control posted; a field that merely travels along does not count."""
    moment = Moment(used=frozenset(used), pressed=frozenset(pressed))
    assert decide(_sent("page.aspx", body), RULES, moment) is fate


def test_a_plain_application_names_nothing() -> None:
    """Without a dialect the same postback is stopped."""
    rules = replace(RULES, caused_by=manners_of("plain").caused_by)
    moment = Moment(used=frozenset({"a:ddl"}))
    assert decide(_sent("page", STATE + b"__EVENTTARGET=a%24ddl"), rules, moment) is Fate.STOP
