"""The back door, and each fault that a test may switch on."""

import http.client
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from practice_client import Client, P, save_income, save_journal, save_tax, save_voucher, tax_receipt

from bot.practice.faults import KINDS, BadFaultError, Faults
from bot.practice.menu import by_key
from bot.practice.server import Address, running

SEARCH = by_key("REC_TAX_ALLOT_SEARCH").url


def test_health_and_reset(client: Client) -> None:
    """The back door tells that the site is up, and reset brings the starting state back."""
    save_tax(client)
    assert client.door("health") == {"ok": True, "documents": 1}
    client.arm(kind="latency")
    client.door("reset", "POST")
    assert client.door("health")["documents"] == 0
    assert client.door("faults")["active"] == []
    assert client.get(SEARCH).status == 302
    client.sign_in()
    save_tax(client)
    assert client.documents()[0]["number"] == "RCPT-00386/67"
    assert client.documents()[0]["seq"] == 1


def test_documents_tell_who_and_when(client: Client) -> None:
    """The shape of a stored document."""
    save_tax(client)
    [stored] = client.documents()
    assert set(stored) == {"seq", "screen", "number", "status", "cancelled", "fields", "lines", "user", "at"}
    assert stored["user"] == "somsri"
    assert stored["at"].endswith("+07:00")


def test_requests_are_counted_by_screen_and_save(client: Client) -> None:
    """One save is one counted save, also when it is refused."""
    client.door("reset", "POST")
    client.sign_in()
    save_tax(client)
    save_tax(client, txtDetail="<b>")
    counts = {(c["method"], c["screen"], c["save"]): c["count"] for c in client.door("requests")}
    assert counts == {
        ("GET", "login", False): 1,
        ("POST", "login", False): 1,
        ("GET", "REC_TAX_ALLOT", False): 2,
        ("POST", "REC_TAX_ALLOT", True): 2,
    }


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "latency"},
        ["latency"],
        [{"kind": "unheard_of"}],
        [{"screen": "REC_TAX_ALLOT"}],
        [{"kind": "latency", "colour": "red"}],
        [{"kind": "latency", "times": -1}],
        [{"kind": "latency", "times": True}],
        [{"kind": "latency", "after": "1"}],
        [{"kind": "latency"}, {"kind": "unheard_of"}],
    ],
)
def test_a_fault_that_cannot_be_understood_arms_nothing(stranger: Client, asked: object) -> None:
    """The whole list is refused."""
    with pytest.raises(BadFaultError):
        Faults(0).arm(asked)
    assert "error" in stranger.door("faults", "POST", asked)
    assert stranger.door("faults")["active"] == []


def test_broken_json_is_refused_too(stranger: Client) -> None:
    """The answer is 400, not an error page."""
    assert stranger.request("POST", "_practice/faults", "{").status == 400


def test_the_kinds_are_listed_and_delete_clears(stranger: Client) -> None:
    """GET tells what there is."""
    assert set(stranger.door("faults")["kinds"]) == set(KINDS)
    stranger.arm(kind="alter", value="หมายเหตุ", screen="REC_TAX_ALLOT")
    assert stranger.door("faults")["active"][0]["value"] == "หมายเหตุ"
    assert stranger.door("faults", "DELETE")["active"] == []


def test_after_times_and_screen_choose_the_request() -> None:
    """A fault passes the first ones over, strikes as often as asked, on its screen only."""
    faults = Faults(0)
    faults.arm([{"kind": "alter", "screen": "A", "after": 1, "times": 2}])
    assert [bool(faults.take("alter", "A")) for _ in range(5)] == [False, True, True, False, False]
    faults.arm([{"kind": "alter", "screen": "A"}])
    assert not faults.take("alter", "B")
    assert not faults.take("latency", "A")


def test_the_dice_are_seeded() -> None:
    """The same seed strikes in the same places."""

    def strikes(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.arm([{"kind": "alter", "probability": 0.5, "times": 1000}])
        return [bool(faults.take("alter", "")) for _ in range(40)]

    assert strikes(1) == strikes(1) != strikes(2)
    assert 0 < sum(strikes(1)) < 40


def test_maintenance_by_the_clock() -> None:
    """With seconds it lasts until they are over."""
    faults = Faults(0)
    faults.arm([{"kind": "maintenance", "seconds": 5}])
    assert [bool(faults.take("maintenance", "", now=now)) for now in (0.0, 4.0, 6.0, 7.0)] == [
        True,
        True,
        False,
        False,
    ]
    assert faults.active() == []


def test_maintenance_by_count(client: Client) -> None:
    """Every page answers 503, then all is well again."""
    client.arm(kind="maintenance", times=2)
    assert [client.get(SEARCH).status for _ in range(3)] == [503, 503, 200]


def test_session_faults_send_to_the_sign_in_page(client: Client) -> None:
    """The page after tells why."""
    client.arm(kind="session_expired", screen="REC_TAX_ALLOT")
    assert client.get(by_key("REP_LEDGER").url).status == 200
    assert client.get(by_key("REC_TAX_ALLOT").url).headers["location"] == "/"
    assert "หมดเวลาการใช้งาน" in client.get("/").text
    client.sign_in()
    client.arm(kind="no_session_other_login")
    assert client.get(SEARCH).status == 302
    assert "มีการเข้าสู่ระบบจากที่อื่น" in client.get("/").text


def test_a_session_lost_at_the_save_stores_nothing(client: Client) -> None:
    """The post of a lost session is not a save."""
    page = client.get(by_key("REC_TAX_ALLOT").url)
    client.arm(kind="session_expired")
    assert client.post(page, tax_receipt(), button=f"{P}btnSave").headers["location"] == "/"
    assert client.documents() == []


@pytest.mark.parametrize(("kind", "stored"), [("error_before_save", 0), ("error_after_save", 1)])
def test_a_server_error_before_or_after_the_save(client: Client, kind: str, stored: int) -> None:
    """Both look the same to the browser."""
    client.arm(kind=kind)
    answer = save_tax(client)
    assert answer.status == 500
    assert "Server Error in" in answer.text
    assert len(client.documents()) == stored


@pytest.mark.parametrize(("kind", "stored"), [("answer_lost_before_save", 0), ("answer_lost", 1)])
@pytest.mark.parametrize("save", [save_tax, save_income, save_voucher])
def test_the_line_is_cut_without_a_byte(
    client: Client, kind: str, stored: int, save: Callable[[Client], object]
) -> None:
    """The client sees a closed connection, whatever was stored."""
    client.arm(kind=kind)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        save(client)
    assert len(client.documents()) == stored


def test_only_good_saves_are_counted(client: Client) -> None:
    """A refused form does not use up a fault."""
    client.arm(kind="error_after_save")
    assert save_tax(client, txtAmount="").status == 200
    assert save_tax(client).status == 500


@pytest.mark.parametrize(
    ("value", "caption", "wanted"),
    [
        ("", "จำนวนเงิน", "1235.50"),
        ("ผู้ชำระเงิน", "ผู้ชำระเงิน", "กรมสรรพากร*"),
        ("วันที่รับเงิน", "วันที่รับเงิน", "06/02/2567"),
    ],
)
def test_altered_field(client: Client, value: str, caption: str, wanted: str) -> None:
    """One field is stored otherwise than typed; the rest as typed."""
    client.arm(kind="alter", value=value)
    save_tax(client)
    save_tax(client)
    altered, honest = (d["fields"] for d in client.documents())
    assert altered[caption] == wanted
    assert {c for c in honest if honest[c] != altered[c]} == {caption, "เลขที่ใบเสร็จ"}


def test_altered_journal_line(client: Client) -> None:
    """The first line's amount, or a named column, differs."""
    lines = [("010", "5", ""), ("021", "", "5")]
    client.arm(kind="alter")
    save_journal(client, lines)
    client.arm(kind="alter", value="ชื่อบัญชี")
    save_journal(client, lines)
    first, second = (d["lines"][0] for d in client.documents())
    assert first["เดบิต"] == "6.00"
    assert second["ชื่อบัญชี"] == "เงินสด*"
    assert second["เดบิต"] == "5.00"


def test_redirect_after_save(client: Client) -> None:
    """Stored, but the answer is the sign-in page."""
    client.arm(kind="redirect_after_save")
    assert save_tax(client).headers["location"] == "/"
    assert len(client.documents()) == 1


def test_wrong_number(client: Client) -> None:
    """The screen announces a number that is not the document's."""
    client.arm(kind="wrong_number")
    assert "กค-0040/67" in save_voucher(client).text
    assert client.documents()[0]["number"] == "กค-0039/67"


def test_saved_twice_and_number_gap(client: Client) -> None:
    """Two documents of one save; and numbers left out."""
    client.arm(kind="saved_twice")
    save_tax(client)
    client.arm(kind="number_gap", value=3)
    save_tax(client)
    client.arm(kind="number_gap")
    save_tax(client)
    assert [d["number"][5:10] for d in client.documents()] == ["00386", "00387", "00391", "00393"]


@pytest.mark.parametrize("save", [save_tax, save_income])
def test_half_page_and_unknown_alert(client: Client, save: Callable[[Client], object]) -> None:
    """Stored, but the page breaks off; or an alert of unknown wording takes the message's place."""
    client.arm(kind="half_page")
    page = save(client)
    assert "</html>" not in page.text
    client.arm(kind="unknown_alert", value="x y")
    page = save(client)
    assert 'alert("x y")' in page.text
    assert "เรียบร้อย" not in page.text
    assert len(client.documents()) == 2


def test_late_list(client: Client) -> None:
    """A new document is missing from the next searches, then it is there."""
    client.arm(kind="late_list", value=2)
    save_tax(client)
    page = client.get(SEARCH)
    found = ["พบ 1 รายการ" in client.post(page, button=f"{P}search").text for _ in range(4)]
    assert found == [False, False, True, True]


def test_latency_waits_with_the_answer(client: Client) -> None:
    """The answer of a save, or of every page, is held back; zero seconds keep this test quick."""
    client.arm(kind="latency", seconds=0)
    client.arm(kind="latency", seconds=0, value="all", screen="REP_LEDGER")
    assert client.get(by_key("REP_LEDGER").url).status == 200
    assert save_tax(client).status == 302
    assert client.door("faults")["active"] == []


def test_what_is_stored_outlives_the_process(tmp_path: Path) -> None:
    """With a data folder the documents are on disk, and the numbers run on after a restart."""
    for number in ("RCPT-00386/67", "RCPT-00387/67"):
        with running(data=tmp_path) as address:
            client = Client(address)
            client.sign_in()
            save_tax(client)
            assert client.documents()[-1]["number"] == number
    stored = sqlite3.connect(tmp_path / "practice.sqlite3")
    try:
        assert stored.execute("SELECT COUNT(*) FROM documents").fetchone() == (2,)
        assert stored.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    finally:
        stored.close()


def test_the_address_names_the_users(address: Address) -> None:
    """The first user may use every screen that the bot keys."""
    assert address.users[0].role == "all"
    assert address.backdoor == f"{address.url}/_practice"
    assert address.url.startswith("http://127.0.0.1:")
