"""Faults of colleagues, hanging lines, refused posts and damaged forms, at the wire."""

import http.client

import pytest
from practice_client import Client, P, save_journal, save_tax, save_voucher, tax_receipt

from bot.practice.menu import by_key

TAX, SEARCH = by_key("REC_TAX_ALLOT").url, by_key("REC_TAX_ALLOT_SEARCH").url
VOUCHER = by_key("EXP_VOUCHER_BUDGET").url


def users(client: Client) -> list[str]:
    """Give who stored each document, in order of arrival."""
    return [document["user"] for document in client.documents()]


@pytest.mark.parametrize(("value", "ours"), [("", 1), ("after", 0)])
def test_a_colleague_stores_the_very_same(client: Client, value: str, ours: int) -> None:
    """Two equal documents of two users; only the number tells them apart."""
    client.arm(kind="colleague", value=value)
    save_tax(client)
    documents = client.documents()
    assert [d["user"] == "somsri" for d in documents] == [place == ours for place in (0, 1)]
    first, second = ({k: v for k, v in d["fields"].items() if k != "เลขที่ใบเสร็จ"} for d in documents)
    assert first == second


def test_a_colleague_stores_another_amount(client: Client) -> None:
    """The colleague's document takes the number before ours."""
    client.arm(kind="colleague_other")
    save_tax(client)
    amounts = [(d["user"] == "somsri", d["fields"]["จำนวนเงิน"]) for d in client.documents()]
    assert amounts == [(False, "1235.50"), (True, "1234.50")]


def test_a_crowd_of_the_same_day_and_amount_comes_before(client: Client) -> None:
    """The new document stands on page 7 of the search that finds it; the crowd spends no budget."""
    client.arm(kind="deep_list")
    save_tax(client)
    assert users(client) == ["revenue"] * 60 + ["somsri"]
    criteria = {f"{P}txtAmount:txtMain": "1234.50", f"{P}txtDateFrom:txtMain": "05/02/2567"}
    page = client.post(client.get(SEARCH), criteria, button=f"{P}search")
    assert "พบ 61 รายการ" in page.text
    assert "กรมสรรพากร" not in page.text.split("grd")[1]
    last = client.postback(page, f"{P}grd", argument="Page$7")
    assert "กรมสรรพากร" in last.text
    client.arm(kind="deep_list", value=2)
    save_voucher(client)
    assert "กค-0041/67" in client.documents()[-1]["number"]


def test_a_refusal_says_what_it_was_told(client: Client) -> None:
    """A good form comes back with the reason, and nothing is stored."""
    client.arm(kind="refuse", value="ปิดบัญชีแล้ว")
    assert "<li>ปิดบัญชีแล้ว</li>" in save_tax(client).text
    assert client.documents() == []
    assert save_tax(client).status == 302


def test_a_session_that_ends_at_the_save(client: Client) -> None:
    """The answer is the sign-in page, as after `redirect_after_save`, but nothing is stored."""
    client.arm(kind="session_ended_at_save")
    assert save_tax(client).headers["location"] == "/"
    assert client.documents() == []


@pytest.mark.parametrize(("value", "stored"), [("", 0), ("stored", 1)])
def test_a_line_that_hangs_is_cut_in_the_end(client: Client, value: str, stored: int) -> None:
    """Not a byte comes, then the line is closed."""
    client.arm(kind="hang", value=value, seconds=0)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        save_tax(client)
    assert len(client.documents()) == stored


def test_a_hanging_save_holds_no_other_request(client: Client) -> None:
    """The session may go on while the answer of one save does not come."""
    page = client.get(TAX)
    client.arm(kind="hang", value="stored", seconds=3600)
    waiting = client.begin_post(page, tax_receipt(), button=f"{P}btnSave")
    while not client.documents():
        pass
    assert client.get(SEARCH).status == 200
    waiting.close()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("viewstate", "Validation of viewstate MAC failed"),
        ("event_validation", "Invalid postback or callback"),
    ],
)
def test_a_post_may_meet_the_yellow_page(client: Client, kind: str, words: str) -> None:
    """Any post of the screen, a save or not, ends there; nothing is stored."""
    client.arm(kind=kind, screen="REC_TAX_ALLOT", times=2)
    page = client.get(TAX)
    for answer in (client.post(page, tax_receipt(), button=f"{P}btnSave"), client.post(client.get(SEARCH))):
        assert answer.status == 500
        assert words in answer.text
    assert client.documents() == []


def test_the_line_of_any_page_may_be_cut(client: Client) -> None:
    """A page that is merely looked at is lost without a byte, once."""
    client.arm(kind="line_cut", screen="REC_TAX_ALLOT")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        client.get(TAX)
    assert client.get(TAX).status == 200


def test_damaged_forms(client: Client) -> None:
    """Half a form; an alert while it loads; windows that do not open; captions or fields changed."""
    client.arm(kind="half_form")
    assert "</html>" not in client.get(TAX).text
    client.arm(kind="alert_while_loading", value="a</b>")
    assert r'alert("a\x3c/b>")' in client.get(TAX).text
    client.arm(kind="popup_blocked")
    assert "window.open = function" in client.get(VOUCHER).text
    client.arm(kind="changed_caption", value="ผู้ชำระเงิน=รับเงินจาก")
    page = client.get(TAX).text
    assert "รับเงินจาก" in page
    assert "ผู้ชำระเงิน" not in page
    client.arm(kind="missing_field", value="หมายเหตุ")
    assert "txtRemark" not in client.get(TAX).text
    assert "txtRemark" in client.get(TAX).text
    assert client.get(SEARCH).text.count("</html>") == 1


def test_what_struck_is_listed_in_order(client: Client) -> None:
    """A test can prove that a fault really happened."""
    client.arm(kind="refuse", screen="REC_TAX_ALLOT")
    client.arm(kind="latency", seconds=0)
    save_journal(client, [("010", "5", ""), ("021", "", "5")])
    save_tax(client)
    struck = client.door("faults")["struck"]
    assert struck == [
        {"kind": "latency", "screen": "ACC_GENERAL_JOURNAL"},
        {"kind": "refuse", "screen": "REC_TAX_ALLOT"},
    ]
    client.door("faults", "DELETE")
    assert client.door("faults")["struck"] == []


def test_the_dice_take_a_seed_at_the_back_door(client: Client) -> None:
    """The same seed brings the same strikes; what is no number is refused."""
    asked = [{"kind": "refuse", "probability": 0.5, "times": 9}]

    def strikes() -> list[str]:
        found = ["refused" if "<li>" in save_tax(client).text else "stored" for _ in range(6)]
        client.door("faults", "DELETE")
        return found

    client.door("faults?seed=3", "POST", asked)
    first = strikes()
    client.door("reset?seed=3", "POST")
    client.sign_in()
    client.door("faults", "POST", asked)
    assert strikes() == first
    assert "error" in client.door("reset?seed=x", "POST")
    assert "error" in client.door("faults?seed=x", "POST", [])
