"""Whoever is not the person at this computer gets nothing, and hostile text stays text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fakes.plans import some_entries
from made_up_desk import BASE, HOST, PAGES, PORT, STREAM, Reader, fill, hostile, open_desk
from starlette.routing import Route

from bot.console.app import make_app
from bot.console.desk import Desk
from bot.console.guarding import LARGEST_FORM
from bot.domain.model import Entry

OTHER = "http://evil.example"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{7*7}}"
ADDRESSES = (*PAGES, STREAM, "/workbook/annotated")


def test_every_address_is_attacked(desk: Desk) -> None:
    """A page that is new to the console is new to these attacks too; the door itself has its own."""
    routes = [one for one in make_app(desk, port=PORT).routes if isinstance(one, Route)]
    read = {one.path for one in routes if "GET" in (one.methods or ()) and "{" not in one.path}
    assert read == {*ADDRESSES, "/enter"}


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", ""]
)
def test_another_host_name_is_refused(reader: Reader, path: str, host: str) -> None:
    """A name that only points to this computer (DNS rebinding) is refused even with a session."""
    answer = reader.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "elaas_console" not in answer.text


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_a_session_there_is_nothing(desk: Desk, entries: tuple[Entry, ...], path: str) -> None:
    """No cookie, and a made-up one, get the same refusal."""
    reader = Reader(desk)
    assert reader.get(path).status_code == 403
    reader.client.cookies.set(f"elaas_console_{PORT}", "x" * 43, domain="127.0.0.1")
    answer = reader.get(path)
    assert answer.status_code == 403
    assert "อบต.ตัวอย่าง" not in answer.text


def test_a_token_works_once_and_not_when_guessed(desk: Desk) -> None:
    """The second use of a token, a blank one and a wrong one are refused."""
    reader, token = Reader(desk), desk.keys.token()
    assert reader.get("/enter", params={"token": token}).status_code == 303
    for wrong in (token, "", "x" * 43, "ก"):
        assert Reader(desk).get("/enter", params={"token": wrong}).status_code == 403


def test_the_sessions_cookie_is_not_for_scripts_nor_for_other_sites(desk: Desk) -> None:
    """HttpOnly and SameSite=Strict, under a name of this port."""
    answer = Reader(desk).get("/enter", params={"token": desk.keys.token()})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"elaas_console_{PORT}=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


@pytest.mark.parametrize("origin", [OTHER, "null", "https://" + HOST, f"http://localhost:{PORT + 1}", None])
def test_a_form_of_another_page_is_refused(reader: Reader, origin: str | None) -> None:
    """Another origin, a sandboxed one and none at all change nothing, even with session and mark."""
    mark = reader.mark
    headers = {"Origin": origin} if origin else {}
    answer = reader.client.post("/language", data={"language": "en", "mark": mark}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_another_origin_may_not_read_either(reader: Reader) -> None:
    """A request that names a foreign origin is refused for reading too."""
    assert reader.get("/", headers={"Origin": OTHER}).status_code == 403
    assert reader.get("/", headers={"Origin": BASE}).status_code == 200


@pytest.mark.parametrize("mark", ["", "0" * 64, "é"])
def test_a_form_without_the_sessions_mark_is_refused(reader: Reader, mark: str) -> None:
    """No mark, a wrong one, and the mark of another session change nothing."""
    other = Reader(reader.desk).enter().mark
    for wrong in (mark, other):
        answer = reader.post("/language", {"language": "en"}, mark=wrong)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_a_form_of_too_many_bytes_is_refused(reader: Reader) -> None:
    """By its announced length, and by what really comes when the length is not announced."""
    body = b"x" * (LARGEST_FORM + 1)
    kind = {"Origin": BASE, "Content-Type": "application/x-www-form-urlencoded"}
    assert reader.client.post("/language", content=body, headers=kind).status_code == 413
    chunks = (body[at : at + 1024] for at in range(0, len(body), 1024))
    assert reader.client.post("/language", content=chunks, headers=kind).status_code == 413


def test_every_answer_forbids_foreign_content(reader: Reader) -> None:
    """The policy allows our own files only: no inline script, no frame, no form elsewhere."""
    for path in (*PAGES, "/static/console.css", "/nothing", "/evidence/x"):
        headers = reader.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert reader.get("/").headers["cache-control"] == "no-store"


def test_no_page_has_inline_script_or_style(reader: Reader, entries: tuple[Entry, ...]) -> None:
    """What the policy would stop is not there to begin with."""
    for path in (*PAGES, *(f"/entries/{entry.key}" for entry in entries)):
        page = reader.page(path)
        assert " style=" not in page
        assert "javascript:" not in page
        assert page.count("<script") == page.count('<script src="/static/console.js" defer></script>') == 1
        assert not [word for word in page.split() if word.startswith("on") and "=" in word]


def test_markup_from_workbook_and_site_stays_text(tmp_path: Path) -> None:
    """Sheet names, values, numbers, messages: whatever they hold is shown, never obeyed."""
    entries = [hostile(entry, MARKUP) for entry in some_entries(8)]
    with open_desk(tmp_path) as desk:
        fill(desk.store, entries)
        reader = Reader(desk).enter()
        for path in ("/", "/entries", "/people", "/events", *(f"/entries/{e.key}" for e in entries)):
            page = reader.page(path)
            assert "<script>alert" not in page
            assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in reader.page(f"/entries/{entries[0].key}")
        assert "{{7*7}}" in reader.page(f"/entries/{entries[0].key}")


def test_hostile_filters_stay_text(reader: Reader) -> None:
    """What stands in the address is shown escaped, and means nothing to the database."""
    page = reader.page('/entries?text="><script>alert(1)</script>&screen=%27%20OR%201=1--&day=<b>')
    assert "<script>alert" not in page
    assert "พบ 0 รายการ" in page


@pytest.mark.parametrize(
    "path",
    [
        "../ledger.sqlite3",
        "..%2fledger.sqlite3",
        "%2e%2e/ledger.sqlite3",
        "....//ledger.sqlite3",
        "abc/..%5c..%5cledger.sqlite3",
        "/etc/passwd",
        "//etc/passwd",
        "C:/Windows/win.ini",
        "abc/%00.jpg",
        "abc/.hidden.jpg",
        "abc/away.jpg",
        "abc/notes.html",
        "abc",
        "",
    ],
)
def test_no_path_leads_out_of_the_evidence(reader: Reader, path: str) -> None:
    """Dots, separators of any system, drives, links and other kinds of files: nothing but pictures inside."""
    root = reader.desk.settings.evidence.dir
    (root / "abc").mkdir(parents=True, exist_ok=True)
    (root / "abc" / "notes.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    (root / "abc" / ".hidden.jpg").write_bytes(b"x")
    (root.parent / "secret.jpg").write_bytes(b"secret")
    if os.name != "nt" and not (root / "abc" / "away.jpg").exists():
        (root / "abc" / "away.jpg").symlink_to(root.parent / "secret.jpg")
    answer = reader.get(f"/evidence/{path}")
    assert answer.status_code in (404, 303, 307)
    assert b"secret" not in answer.content


def test_a_picture_is_given_as_a_picture(reader: Reader) -> None:
    """The one thing that the evidence gives out, with its own type and nothing guessed."""
    folder = reader.desk.settings.evidence.dir / "abc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "01-filled.jpg").write_bytes(b"\xff\xd8picture")
    answer = reader.get("/evidence/abc/01-filled.jpg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"]
)
def test_no_form_leads_to_another_site(reader: Reader, address: str) -> None:
    """The way back after a form is an address of ours, whatever the form says."""
    answer = reader.post("/language", {"language": "en", "back": address})
    assert answer.headers["location"] == "/"


def test_the_password_is_shown_nowhere(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The console says whether a password is known; it never has it on a page."""
    monkeypatch.setenv("ELAAS_BOT_PASSWORD", "Sesame-998877")
    for path in PAGES:
        assert "Sesame-998877" not in reader.page(path)
