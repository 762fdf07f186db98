"""Requests as the network sees them: fields, patterns, secrets."""

from __future__ import annotations

import pytest

from bot.planning.grammar import RequestPattern
from bot.site.judgement import Fate
from bot.site.stopped import Stopped, error_of, words_of
from bot.site.traffic import (
    Sent,
    ends_with,
    kept_fields,
    kept_request,
    meant,
    posted_fields,
    same_site,
    told_path,
    wild,
)

FORM = "application/x-www-form-urlencoded"


def _sent(
    body: bytes = b"", kind: str = FORM, url: str = "http://h/app/save.aspx?m=1", method: str = "POST"
) -> Sent:
    return Sent(method, url, body=body, content_type=kind)


def test_fields_of_a_form_a_multipart_form_and_json_are_read_alike() -> None:
    """Whatever the encoding, a pattern sees names and values."""
    multipart = (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xe0\xb8\x81\r\n'
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="p.pdf"\r\n'
        b"Content-Type: a/b\r\n\r\n1\r\n--x--\r\n"
    )
    assert posted_fields(b"a=%E0%B8%81&f=p.pdf", FORM) == (("a", "ก"), ("f", "p.pdf"))
    assert posted_fields(multipart, "multipart/form-data; boundary=x") == (("a", "ก"), ("f", "p.pdf"))
    json = '{"a": "ก", "lines": [{"amount": 1.50, "ok": true, "none": null}]}'.encode()
    assert posted_fields(json, "application/json") == (
        ("a", "ก"),
        ("lines[0].amount", "1.50"),
        ("lines[0].ok", "true"),
        ("lines[0].none", "null"),
    )
    assert posted_fields(b'{"a": 1}', "text/plain;charset=UTF-8") == (("a", "1"),)


def test_a_form_posted_in_windows_874_is_read() -> None:
    """Old Thai pages do not post UTF-8; a body that is neither is still shown, with marks for the wrong."""
    assert posted_fields(b"a=%A1%D2%C3&b=1", FORM) == (("a", "การ"), ("b", "1"))
    assert posted_fields(b"a=%FF%FE", FORM) == (("a", "��"),)


@pytest.mark.parametrize("body", [b"", b"\x00\x01", b"{broken"])
def test_a_body_that_is_no_form_has_no_fields(body: bytes) -> None:
    """Binary and broken bodies are not guessed at."""
    assert posted_fields(body, "application/octet-stream") == ()
    assert posted_fields(body, "application/json") == ()


@pytest.mark.parametrize(
    ("name", "ending", "fits"),
    [
        ("_ctl0:_ctl0:btnSave", "btnSave", True),
        ("a$btnSave", "btnSave", True),
        ("btnSave", "btnSave", True),
        ("mybtnSave", "btnSave", False),
        ("d[amount]", "amount", True),
        ("lines-0-account", "account", True),
        ("d[amount]", "d[amount]", True),
        ("amount", "d[amount]", False),
    ],
)
def test_a_field_is_named_whole_or_by_its_ending_after_a_separator(
    name: str, ending: str, fits: bool
) -> None:
    """`btnSave` is not the ending of `mybtnSave`."""
    assert ends_with(name, ending) is fits


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("save*", "save.aspx?x=1", True),
        ("save", "save2", False),
        ("*", "", True),
        ("a[1]?", "a[1]?", True),
        ("a?", "ab", False),
    ],
)
def test_only_the_star_is_a_wildcard(pattern: str, text: str, fits: bool) -> None:
    """Question marks and brackets of addresses stand for themselves."""
    assert wild(pattern, text) is fits


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({}, True),
        ({"url": "*/save.aspx*"}, True),
        ({"url": "app/save.aspx"}, True),
        ({"url": "/save.aspx"}, False),
        ({"method": "GET"}, False),
        ({"fields": {"btnSave": "*"}}, True),
        ({"fields": {"btnSave": "no"}}, False),
        ({"fields": {"m": "1"}}, True),
        ({"fields": {"other": "*"}}, False),
        ({"body": "btnSave=Sa"}, True),
        ({"body": "^nothing"}, False),
        ({"url": "http://h/app/save.aspx?m=1"}, True),
    ],
)
def test_everything_that_a_pattern_gives_must_hold(given: dict[str, object], fits: bool) -> None:
    """Method, address, fields of query and body, and the body's text."""
    sent = _sent(b"ctl%24btnSave=Save")
    assert meant(RequestPattern.model_validate(given), sent) is fits


def test_secrets_and_machine_state_are_not_kept() -> None:
    """Passwords, tokens and view state never reach the evidence; twins of a name are told together."""
    sent = _sent(b"txtPassword=geheim&__VIEWSTATE=abc&csrfmiddlewaretoken=t&a=1&a=2&long=" + b"x" * 900)
    kept = kept_fields(sent)
    assert {kept["txtPassword"], kept["__VIEWSTATE"], kept["csrfmiddlewaretoken"]} == {"•••"}
    assert (kept["a"], kept["m"], len(kept["long"])) == ("1, 2", "1", 500)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.go.th/x", "https://a.go.th:8443/y", True),
        ("http://app.b.go.th", "http://api.b.go.th", True),
        ("http://a.go.th", "http://b.com", False),
        ("http://127.0.0.1", "http://127.0.0.2", False),
    ],
)
def test_one_organisation_is_one_site(one: str, other: str, same: bool) -> None:
    """An interface on a neighbouring host belongs to the site; an address in numbers only equals itself."""
    assert same_site(one, other) is same


@pytest.mark.parametrize("fate", [Fate.STOP, Fate.EARLY, Fate.ERASE, Fate.LEAVE])
def test_no_secret_of_an_address_is_told_or_kept(fate: Fate) -> None:
    """Tokens and passwords stand in queries, too; what else stands there is needed to mend a mapping."""
    sent = Sent("GET", "http://h/a/save.aspx?do=save&csrf_token=abc&%50assword=x%26y&pin", navigation=True)
    shown = "/a/save.aspx?do=save&csrf_token=•••&%50assword=•••&pin"
    assert told_path(sent.url) == shown
    error = error_of(Stopped(sent=sent, fate=fate))
    assert shown in error.text.en
    assert shown in error.text.th
    assert words_of([sent]).startswith(f"GET {shown} (")
    assert kept_request(sent)["url"] == shown
    assert told_path("http://h/a?") == told_path("http://h/a") == "/a"


def test_a_field_called_url_does_not_take_the_place_of_the_address() -> None:
    """Of the held request a person must see where it would have gone."""
    kept = kept_request(_sent(b"url=elsewhere&method=DELETE&a=1"))
    assert kept == {"m": "1", "a": "1", "method": "POST", "url": "/app/save.aspx?m=1"}
