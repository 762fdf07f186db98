"""Faults of ids, columns and digits; documents keyed beforehand; what the back door tells of faults."""

import re
from collections.abc import Callable

import pytest
from practice_client import Client, P, save_income, save_journal, save_tax, save_voucher, tax_receipt

from bot.practice.menu import by_key

TAX, SEARCH = by_key("REC_TAX_ALLOT").url, by_key("REC_TAX_ALLOT_SEARCH").url
INCOME = by_key("REC_ASSET_RENT_OUTSIDE").url


def found(client: Client) -> str:
    """Search for every receipt of tax and give the page."""
    return client.post(client.get(SEARCH), button=f"{P}search").text


def test_other_ids_but_the_same_names_and_captions(client: Client) -> None:
    """The ids of the controls end otherwise until the form is opened again; the form still works."""
    plain = client.get(TAX).text
    client.arm(kind="changed_ids")
    page = client.get(TAX)
    assert 'id="_ctl0__ctl0_txtPayer_txtMainX"' in page.text
    assert 'id="_ctl0__ctl0_lblTitle"' in page.text
    captions = re.compile(r'<td class="cap">.*?</td>')
    assert captions.findall(page.text) == captions.findall(plain)
    page = client.postback(page, f"{P}txtReceiveDate:txtMain", tax_receipt())
    assert 'id="_ctl0__ctl0_txtPayer_txtMainX"' in page.text
    assert client.post(page, button=f"{P}btnSave").status == 302
    assert client.documents()[0]["fields"]["ผู้ชำระเงิน"] == "กรมสรรพากร"
    assert "txtMainX" not in client.get(TAX).text


def test_other_ids_in_a_partial_answer(client: Client) -> None:
    """The panel that comes in place has the other ids too, and its length still fits."""
    client.arm(kind="changed_ids")
    page = client.get(INCOME)
    assert 'id="_ctl0__ctl0_UpdatePanel1"' in page.text
    answer = client.post(
        page, {"__EVENTTARGET": f"{P}ddlReceiveType:ddlMain"}, **{"X-MicrosoftAjax": "Delta=true"}
    )
    length, kind, ident, rest = answer.text.split("|", 3)
    assert (kind, ident, rest[int(length)]) == ("updatePanel", "_ctl0__ctl0_UpdatePanel1", "|")
    assert "txtPayer_txtMainX" in rest


def test_one_more_column_in_front(client: Client) -> None:
    """Heads and cells move by one, the pager and the count stay; a page without rows is not counted."""
    save_tax(client)
    client.arm(kind="extra_column", value="ปี & รุ่น")
    page = found(client)
    assert re.search(r'<tr class="head">\s*<th>ปี &amp; รุ่น</th>\s*<th>ลำดับ</th>', page)
    assert re.search(r'<tr class="odd">\s*<td>2567</td>\s*<td>1</td>', page)
    assert "<td>2567</td>" not in found(client)


@pytest.mark.parametrize("screen", ["REC_TAX_ALLOT", "REP_RECEIPT_DETAIL"])
def test_thai_digits_in_a_list(client: Client, screen: str) -> None:
    """Numbers, dates and amounts of the rows; links, references and criteria keep theirs."""
    save_tax(client, txtPayer="กอง '7'")
    client.arm(kind="thai_digits", screen=screen)
    page = found(client) if screen == "REC_TAX_ALLOT" else client.get(by_key(screen).url).text
    grid = page.split('id="_ctl0__ctl0_grd"')[1]
    for text in ("RCPT-๐๐๓๘๖/๖๗", "๕/๒/๒๕๖๗", "๑,๒๓๔.๕๐", "กอง &#39;๗&#39;"):
        assert text in grid
    assert "พบ 1 รายการ" in page
    if screen == "REC_TAX_ALLOT":
        link = re.search(r'href="(Default[^"]*control=view[^"]*)"', grid)
        assert link
        assert "RCPT-00386/67" in client.get(link[1].replace("&amp;", "&")).text


def test_thai_digits_on_the_page_of_a_document(client: Client) -> None:
    """Its fields, also those of its lines; the hidden state stays whole."""
    save_journal(client, [("010", "1500", ""), ("021", "", "1500")])
    place = by_key("ACC_GENERAL_JOURNAL_SEARCH")
    page = client.post(client.get(place.url), button=f"{P}search")
    link = re.search(r'href="(Default[^"]*control=view[^"]*)"', page.text)
    assert link
    client.arm(kind="thai_digits")
    shown = client.get(link[1].replace("&amp;", "&"))
    assert shown.text.count("๑,๕๐๐.๐๐") == 4
    assert "๒๙/๒/๒๕๖๗" in shown.text
    assert client.post(shown, {f"{P}txtReason:txtMain": "ผิด"}, button=f"{P}btnCancelDocument").status == 200
    assert client.documents()[0]["cancelled"]


@pytest.mark.parametrize(
    "save",
    [
        save_tax,
        save_income,
        save_voucher,
        lambda client: save_journal(client, [("010", "1", ""), ("021", "", "1")]),
    ],
)
def test_a_colleague_keyed_it_before_anyone_looked(client: Client, save: Callable[[Client], object]) -> None:
    """What GET gives, POST takes back: the same document by someone else, under the next numbers."""
    save(client)
    wanted = [{**document, "user": ""} for document in client.documents()]
    client.door("reset", "POST")
    client.sign_in()
    [stored] = client.door("documents", "POST", wanted)
    varying = ("at", "user")
    assert {k: v for k, v in stored.items() if k not in varying} == {
        k: v for k, v in wanted[0].items() if k not in varying
    }
    assert stored["user"] == "revenue"
    save(client)
    assert [document["user"] for document in client.documents()] == ["revenue", "somsri"]
    numbers = [document["number"] for document in client.documents()]
    assert numbers[0] < numbers[1]


def test_a_voucher_keyed_beforehand_spends_its_budget(client: Client) -> None:
    """The line is recognised by its five captions."""
    save_voucher(client)
    client.door("documents", "POST", client.documents())
    save_voucher(client)
    balances = [document["fields"]["งบประมาณคงเหลือ"] for document in client.documents()]
    assert balances == ["420000.00", "420000.00", "417860.00"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        [7],
        [{"screen": "REC_TAX_ALLOT", "fields": {}}],
        [{"screen": "X", "fields": {}}],
        [{"screen": "REC_TAX_ALLOT", "fields": {"วันที่รับเงิน": "x", "จำนวนเงิน": "1.00"}}],
    ],
)
def test_documents_that_cannot_be_understood_are_refused(client: Client, asked: object) -> None:
    """Nothing is stored, not even the good ones of the list."""
    save_tax(client)
    if isinstance(asked, list):
        asked = [*client.documents(), *asked]
    assert "error" in client.door("documents", "POST", asked)
    assert len(client.documents()) == 1


def test_a_spent_fault_still_tells_how_often_it_struck(client: Client) -> None:
    """`active` forgets it, `armed` does not, until all are cleared."""
    client.arm(kind="refuse")
    client.arm(kind="latency", seconds=0, after=9)
    save_tax(client)
    told = client.door("faults")
    assert [fault["kind"] for fault in told["active"]] == ["latency"]
    assert [(fault["kind"], fault["struck"]) for fault in told["armed"]] == [("refuse", 1), ("latency", 0)]
    assert client.door("faults", "DELETE")["armed"] == []


@pytest.mark.parametrize("asked", [{"seed": "3"}, {"seed": True}, {"seed": 3, "more": 1}, [3], {}])
def test_a_reset_takes_a_seed_in_its_body(client: Client, asked: object) -> None:
    """A whole number and nothing else; a bad one resets nothing."""
    save_tax(client)
    assert "error" in client.door("reset", "POST", asked)
    assert len(client.documents()) == 1
    assert client.door("reset", "POST", {"seed": 3}) == {"ok": True}
    assert client.documents() == []


def test_the_seed_of_a_reset_decides_the_dice(client: Client) -> None:
    """In the body as in the address: the same seed, the same strikes; another seed, others."""

    def strikes(**seed: int) -> list[int]:
        client.door("reset", "POST", seed)
        client.sign_in()
        client.arm(kind="latency", seconds=0, value="all", probability=0.5, times=1000)
        for _ in range(30):
            client.get(TAX)
        [fault] = client.door("faults")["armed"]
        return [fault["struck"], *(len(entry["screen"]) for entry in client.door("faults")["struck"])]

    assert strikes(seed=5) == strikes(seed=5)
    assert len({strikes(seed=seed)[0] for seed in range(6)}) > 1
