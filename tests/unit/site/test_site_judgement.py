"""The decision table of the network guard, row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.planning.grammar import RequestPattern
from bot.site.batches import calls_of
from bot.site.dialect import manners_of
from bot.site.judgement import SOCKET, Fate, Moment, Rules, decide, opens_socket
from bot.site.stopped import names_of
from bot.site.traffic import Sent, carries, shape_of

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
        (Moment(screen="A"), Fate.EARLY),
        (Moment(screen="A", armed="A"), Fate.COMMIT),
        (Moment(screen="A", armed="B"), Fate.EARLY),
        (Moment(screen="A", armed="A", spent=True), Fate.HOLD),
        (Moment(screen="A", armed="A", preview=True), Fate.HOLD),
        (Moment(screen="A", signing_in="person"), Fate.EARLY),
        (Moment(screen="A", pressed=frozenset({"btnSave"})), Fate.EARLY),
    ],
)
def test_a_commit_leaves_only_when_armed_for_its_screen_and_only_once(moment: Moment, fate: Fate) -> None:
    """No other rule lets a commit through: not signing in, not the button just used."""
    assert decide(COMMIT, RULES, moment) is fate


def test_a_commit_by_get_is_a_commit() -> None:
    """The method does not make it harmless when a mapping says that it stores."""
    rules = replace(RULES, commits={"A": _pattern(method="GET", url="add*")})
    assert decide(_sent("add?x=1", method="GET"), rules, Moment()) is Fate.EARLY


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_goes_on(method: str) -> None:
    """A plain reading passes, also from elsewhere."""
    assert decide(_sent("http://cdn.example/x", method=method), RULES, Moment()) is Fate.GO_ON


@pytest.mark.parametrize(
    ("url", "fate"),
    [
        ("docs/7/delete", Fate.ERASE),
        ("DeleteDoc.aspx?id=7", Fate.ERASE),
        ("docs?action=delete&id=7", Fate.ERASE),
        ("docs?remove=7", Fate.ERASE),
        ("delete/allowed", Fate.GO_ON),
        ("deleted?show=removed", Fate.GO_ON),
        ("docs?q=delete", Fate.GO_ON),
    ],
)
def test_an_address_that_says_that_it_deletes_is_stopped(url: str, fate: Fate) -> None:
    """The end of the path or the action decides; a word searched for does not."""
    assert decide(_sent(url, method="GET"), RULES, Moment()) is fate
    allowing = replace(RULES, safe=(_pattern(method="GET", url="*"),))
    assert decide(_sent(url, method="GET"), allowing, Moment()) is Fate.GO_ON


@pytest.mark.parametrize(
    ("moment", "page", "fate"),
    [
        (Moment(armed="A"), SITE, Fate.LEAVE),
        (Moment(armed="A", preview=True), SITE, Fate.LEAVE),
        (Moment(armed="A", spent=True), SITE, Fate.GO_ON),
        (Moment(armed="A"), "about:blank", Fate.GO_ON),
        (Moment(), SITE, Fate.GO_ON),
    ],
)
def test_a_page_that_goes_elsewhere_before_the_commit_left_is_stopped(
    moment: Moment, page: str, fate: Fate
) -> None:
    """A click that leads on may be a commit by GET that no mapping knows; new windows may open."""
    assert decide(_sent("add?x=1", method="GET", navigation=True, page=page), RULES, moment) is fate


@pytest.mark.parametrize(
    ("body", "fate"),
    [
        (b"__VIEWSTATE=x&__CALLBACKID=a%24grid&__CALLBACKPARAM=new", Fate.GO_ON),
        (b"__VIEWSTATE=x&__EVENTTARGET=a%24grid&__EVENTARGUMENT=Page%242", Fate.GO_ON),
        (b"__VIEWSTATE=x&__CALLBACKID=a%24other", Fate.STOP),
        (b"__VIEWSTATE=x&a%24grid=state", Fate.STOP),
    ],
)
def test_a_grid_takes_the_events_of_its_parts(body: bytes, fate: Fate) -> None:
    """What is pressed in a grid makes the grid call back; that its state is posted too proves nothing."""
    moment = Moment(screen="A", pressed=frozenset({"@a_grid"}))
    assert decide(_sent("list", body), RULES, moment) is fate
    typing = Moment(screen="A", used=frozenset({"@a_grid"}))
    assert decide(_sent("list", body), RULES, typing) is fate


TYPED = frozenset({"กองคลง", "123450"})


@pytest.mark.parametrize(
    ("url", "fate"),
    [
        ("keep?who=กองคลัง", Fate.LEAVE),
        ("keep?sum=1,234.50", Fate.LEAVE),
        ("keep/กองคลัง", Fate.LEAVE),
        ('keep?all={"who": "กองคลัง"}', Fate.LEAVE),
        ("keep?do=save", Fate.LEAVE),
        ("SaveDoc.aspx?id=7", Fate.LEAVE),
        ("getSaveToken", Fate.GO_ON),
        ("news?page=12", Fate.GO_ON),
        ("find?who=กองคลัง&page=2", Fate.GO_ON),
        ("find?who=กองช่าง", Fate.GO_ON),
        ("find?do=keep&who=กองคลัง", Fate.LEAVE),
    ],
)
def test_a_scripts_get_with_what_was_typed_waits_for_the_commit(url: str, fate: Fate) -> None:
    """Unless the page asked for the like before the click; numbers and parts of what was typed may differ."""
    before = ("find?who=กอง&page=1", "find?do=look&who=กองคลัง")
    asked = frozenset(shape_of(SITE + one, TYPED) for one in before)
    moment = Moment(armed="A", typed=TYPED, asked=asked)
    sent = _sent(url, method="GET", kind="fetch", page=SITE)
    assert decide(sent, RULES, moment) is fate
    assert decide(sent, RULES, replace(moment, spent=True)) is Fate.GO_ON
    assert decide(sent, RULES, replace(moment, armed=None)) is Fate.GO_ON
    assert decide(sent, replace(RULES, safe=(_pattern(method="GET", url="*"),)), moment) is Fate.GO_ON
    assert decide(replace(sent, url="http://other.example/" + url), RULES, moment) is Fate.GO_ON


@pytest.mark.parametrize(
    ("url", "carried"), [("x?a=5&b=01", True), ("x?a=5", False), ("x?a=5&b=5", False), ("x", False)]
)
def test_one_short_value_is_an_accident_and_two_are_none(url: str, carried: bool) -> None:
    """Two different short values, or one that is long enough to tell."""
    assert carries(SITE + url, frozenset({"5", "01"})) is carried


MESSAGE = _sent("line", b'{"do": "note"}', SOCKET, kind="websocket")


def test_messages_over_a_web_socket_are_judged_one_by_one() -> None:
    """The commit among them is known by its text; while it is clicked an address alone makes none safe."""
    commit = _pattern(method=SOCKET, url="line", fields={"do": "save"})
    rules = replace(RULES, commits={"A": commit})
    save = replace(MESSAGE, body=b'{"do": "save"}', content_type="")
    note = replace(MESSAGE, content_type="")
    assert opens_socket(SITE + "line", rules, None)
    assert not opens_socket(SITE + "other", rules, None)
    assert decide(save, rules, Moment(armed="A")) is Fate.COMMIT
    assert decide(save, rules, Moment(armed="A", spent=True)) is Fate.HOLD
    assert decide(save, rules, Moment()) is Fate.EARLY
    assert decide(note, rules, Moment()) is Fate.STOP
    wide = replace(rules, safe=(_pattern(method=SOCKET, url="line"),))
    assert decide(note, wide, Moment()) is Fate.GO_ON
    assert decide(note, wide, Moment(armed="A")) is Fate.STOP
    named = replace(rules, safe=(_pattern(method=SOCKET, url="line", body="note"),))
    assert decide(note, named, Moment(armed="A")) is Fate.GO_ON


def _click(node: int, event: str = "click") -> Sent:
    body = f'{{"rpc":[{{"type":"event","node":{node},"event":"{event}"}}]}}'.encode()
    return replace(_sent("?r=ui", body), content_type="application/json")


BY_CLICK = Rules(
    site=SITE,
    commits={"A": _pattern(url="*r=ui", body='"event":"click"')},
    by_click=frozenset({"A"}),
    safe_on={"A": (_pattern(url="*r=ui", body='"event":"(click|change)"'),)},
)


@pytest.mark.parametrize(
    ("moment", "fate"),
    [
        (Moment(screen="A"), Fate.GO_ON),
        (Moment(screen="B"), Fate.EARLY),  # there nobody said that clicks are safe
        (Moment(screen="A", armed="A"), Fate.COMMIT),
        (Moment(screen="A", armed="A", spent=True), Fate.HOLD),
        (Moment(screen="A", armed="A", preview=True), Fate.HOLD),
        (Moment(screen="A", preview=True), Fate.EARLY),
        (Moment(screen="A", spent=True), Fate.EARLY),  # the page itself may try once more, in other words
        (Moment(screen="B", armed="B"), Fate.EARLY),
    ],
)
def test_where_all_clicks_look_alike_the_moment_tells_the_commit(moment: Moment, fate: Fate) -> None:
    """Other clicks leave when named as safe, and none once the commit was clicked."""
    assert decide(_click(7), BY_CLICK, moment) is fate
    assert decide(_click(7), replace(BY_CLICK, by_click=frozenset()), Moment(screen="A")) is Fate.EARLY
    assert decide(_click(7, "change"), BY_CLICK, Moment(screen="A", armed="A")) is Fate.GO_ON


def _batch(*calls: str) -> Sent:
    told = ", ".join(f'{{"action":"Doc","method":"{call}","data":[{{"a":"]"}}]}}' for call in calls)
    return replace(_sent("router", f"[{told}]".encode()), content_type="application/json")


@pytest.mark.parametrize("pattern", [{"fields": {"method": "list"}}, {"body": '"method":"list"'}])
def test_a_batch_is_safe_only_when_each_of_its_calls_is(pattern: dict[str, object]) -> None:
    """One harmless call takes no other along; a commit among others is the commit."""
    save = _pattern(url="router", fields={"action": "Doc", "method": "save"})
    rules = Rules(site=SITE, commits={"A": save}, safe=(_pattern(url="router", **pattern),))
    assert decide(_batch("list", "list"), rules, Moment(screen="A")) is Fate.GO_ON
    assert decide(_batch("list", "erase"), rules, Moment(screen="A")) is Fate.STOP
    assert decide(_batch("list", "save"), rules, Moment(screen="A")) is Fate.EARLY
    assert decide(_batch("list", "save"), rules, Moment(screen="A", armed="A")) is Fate.COMMIT
    elsewhere = _pattern(url="router", fields={"action": "Other", "method": "save"})
    other = replace(rules, commits={"A": elsewhere})
    mixed = replace(_batch("save", "list"), body=_batch("save", "list").body.replace(b'"Doc"', b'"Other"', 1))
    assert decide(mixed, other, Moment(screen="A", armed="A")) is Fate.COMMIT
    split = replace(mixed, body=_batch("list", "save").body.replace(b'"Doc"', b'"Other"', 1))
    assert decide(split, other, Moment(screen="A", armed="A")) is Fate.STOP


@pytest.mark.parametrize("body", ["[1, 2]", "[", "[{]", "[{}]"])
def test_a_list_that_is_no_batch_is_one_request(body: str) -> None:
    """Then the pattern is held against the whole."""
    sent = _sent("router", body.encode())
    assert calls_of(sent) == (sent,)


def test_what_is_stopped_is_told_by_what_it_does() -> None:
    """Where all goes to one address, the names of its fields alone would not tell one call from another."""
    told = names_of(_batch("list", "erase"))
    assert told.startswith("[0].action=Doc, [0].method=list, [1].action=Doc, [1].method=erase, [0].data[0].a")


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
