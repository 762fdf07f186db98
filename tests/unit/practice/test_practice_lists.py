"""Search twins, detail pages, cancelling, registers and the payee look-up."""

import re

import pytest
from practice_client import Client, P, Page, open_voucher, save_income, save_journal, save_tax, save_voucher

from bot.practice.catalogue import load
from bot.practice.menu import by_key
from bot.practice.server import Address

GRID = f"{P}grd"


def rows(page: Page) -> list[list[str]]:
    """Give the grid's cells without its header and pager."""
    grid = re.search(r'<table class="grid" id="_ctl0__ctl0_grd".*?</table>', page.text, re.DOTALL)
    if grid is None:
        return []
    lines = re.findall(r'<tr class="(?:odd|even)">(.*?)</tr>', grid.group(), re.DOTALL)
    return [[re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<td.*?>(.*?)</td>", line)] for line in lines]


def search(client: Client, screen: str, **criteria: str) -> Page:
    page = client.get(by_key(screen).url)
    return client.post(
        page, {f"{P}{key}:txtMain": text for key, text in criteria.items()}, button=f"{P}search"
    )


def detail(client: Client, screen: str) -> Page:
    link = re.search(r'href="(Default\.aspx[^"]*control=view[^"]*)"', search(client, screen).text)
    assert link
    return client.get(link.group(1).replace("&amp;", "&"))


def test_nothing_is_listed_before_the_search(client: Client) -> None:
    """A search screen opens with its criteria only."""
    save_tax(client)
    assert "lblCount" not in client.get(by_key("REC_TAX_ALLOT_SEARCH").url).text


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({}, 3),
        ({"txtDateFrom": "06/02/2567"}, 2),
        ({"txtDateTo": "6/2/2567"}, 2),
        ({"txtDateFrom": "06/02/2567", "txtDateTo": "06/02/2567"}, 1),
        ({"txtNumber": "00387"}, 1),
        ({"txtParty": "สรรพสามิต"}, 1),
        ({"txtAmount": "1234.50"}, 2),
        ({"txtAmount": "1234.50", "txtParty": "สรรพสามิต"}, 0),
    ],
)
def test_each_criterion_narrows_the_search(client: Client, criteria: dict[str, str], found: int) -> None:
    """Date range, number, payer and amount are joined by and; the count says how many."""
    save_tax(client)
    save_tax(client, txtReceiveDate="06/02/2567", txtPayer="กรมสรรพสามิต", txtAmount="50")
    save_tax(client, txtReceiveDate="07/02/2567")
    save_income(client)
    page = search(client, "REC_TAX_ALLOT_SEARCH", **criteria)
    assert f"พบ {found} รายการ" in page.text
    assert len(rows(page)) == found


def test_a_bad_criterion_is_told(client: Client) -> None:
    """A wrong date is refused instead of being left out."""
    assert "ตั้งแต่วันที่ไม่ถูกต้อง" in search(client, "REC_TAX_ALLOT_SEARCH", txtDateFrom="2024-02-05").text


def test_ten_rows_make_a_page(client: Client) -> None:
    """The pager posts back; the second page holds the rest, and criteria stay."""
    for _ in range(12):
        save_tax(client)
    page = search(client, "REC_TAX_ALLOT_SEARCH", txtParty="กรม")
    assert len(rows(page)) == 10
    assert "javascript:__doPostBack('_ctl0$_ctl0$grd','Page$2')" in page.text
    second = client.postback(page, GRID, argument="Page$2")
    assert [row[1] for row in rows(second)] == ["RCPT-00396/67", "RCPT-00397/67"]
    assert second.fields[f"{P}txtParty:txtMain"] == "กรม"
    assert len(rows(client.postback(page, GRID, argument="Page$99"))) == 2
    assert client.post(page, button=f"{P}btnClear").status == 302


def test_lists_show_unpadded_dates_and_commas(client: Client) -> None:
    """A row carries d/m/yyyy, thousands commas and the status."""
    save_tax(client)
    kind = load().allocated_taxes[1].caption
    assert rows(search(client, "REC_TAX_ALLOT_SEARCH")) == [
        ["1", "RCPT-00386/67", "5/2/2567", "กรมสรรพากร", kind, "1,234.50", "จัดทำ"]
    ]


def test_the_detail_page_shows_every_field(client: Client) -> None:
    """All stored fields stand there by their caption, a journal voucher's lines as a table."""
    save_journal(client, [("010", "1500", ""), ("021", "", "1500")])
    page = detail(client, "ACC_GENERAL_JOURNAL_SEARCH")
    [stored] = client.documents()
    for caption in stored["fields"]:
        assert f'<td class="cap">{caption} :</td>' in page.text
    assert "29/2/2567" in page.text
    assert page.text.count("1,500.00") == 4
    assert "ลูกหนี้" not in page.text


def test_cancelling_keeps_the_number_and_gives_the_budget_back(client: Client) -> None:
    """A reason is required; then the status changes, once, and the balance is whole again."""
    save_voucher(client)
    page = detail(client, "EXP_VOUCHER_BUDGET_SEARCH")
    button = f"{P}btnCancelDocument"
    assert "กรุณาระบุเหตุผลที่ยกเลิก" in client.post(page, button=button).text
    done = client.post(page, {f"{P}txtReason:txtMain": "คีย์ซ้ำ"}, button=button)
    assert "ยกเลิกเอกสารเรียบร้อยแล้ว เลขที่ กค-0039/67" in done.text
    assert "ไม่สามารถยกเลิกเอกสารนี้ได้" in client.post(page, {f"{P}txtReason:txtMain": "อีก"}, button=button).text
    [stored] = client.documents()
    assert (stored["status"], stored["cancelled"], stored["number"]) == ("ยกเลิก", True, "กค-0039/67")
    assert ">420,000.00</span>" in open_voucher(client).text
    save_voucher(client)
    assert client.documents()[1]["number"] == "กค-0040/67"


def test_a_viewer_sees_but_cannot_cancel(client: Client, address: Address) -> None:
    """The approver's detail page has no cancel button, and a forged one is refused."""
    save_tax(client)
    viewer = Client(address)
    viewer.sign_in(next(user for user in address.users if user.role == "viewer"))
    page = detail(viewer, "REC_TAX_ALLOT_SEARCH")
    assert "btnCancelDocument" not in page.text
    assert "ไม่สามารถยกเลิก" in viewer.post(page, {f"{P}txtReason:txtMain": "x"}).text
    assert not client.documents()[0]["cancelled"]


def test_an_unknown_document_is_told(client: Client) -> None:
    """A detail link that leads nowhere says so."""
    url = by_key("REC_TAX_ALLOT_SEARCH").url.replace("control=list", "control=view")
    assert "ไม่พบเอกสารที่ระบุ" in client.get(f"{url}&id=X").text


@pytest.fixture
def filled(client: Client) -> Client:
    save_tax(client, rdoPayType="3", ddlBank=load().banks[1].value)
    save_income(client)
    save_voucher(client)
    save_journal(client, [("010", "100", ""), ("021", "", "100")])
    return client


def test_registers_show_what_was_saved(filled: Client) -> None:
    """Receipts and vouchers stand in their registers, in a date range too."""
    receipts = rows(filled.get(by_key("REP_RECEIPT_DETAIL").url))
    assert [row[4] for row in receipts] == ["ภาษีจัดสรร", "รายได้จากทรัพย์สิน"]
    assert receipts[0][9].endswith("701-6-00028-9")
    assert len(rows(filled.get(by_key("REP_REVENUE_REGISTER").url))) == 2
    [voucher] = rows(filled.get(by_key("REP_VOUCHER_REGISTER").url))
    assert voucher[1:4] == ["กค-0039/67", "คร-00231/67", "5/2/2567"]
    assert rows(search(filled, "REP_RECEIPT_DETAIL", txtDateFrom="06/02/2567")) == []


def test_the_ledger_balances(filled: Client) -> None:
    """Every document posts both sides; an account can be picked; the trial balance agrees."""
    ledger = filled.get(by_key("REP_LEDGER").url)
    debit, credit = re.findall(r"รวม(?:เดบิต|เครดิต) <b>(.*?)</b>", ledger.text)
    assert debit == credit == "3,639.00"
    assert {row[0] for row in rows(search(filled, "REP_LEDGER", txtNumber="010"))} == {"010"}
    debit, credit = re.findall(
        r"รวม(?:เดบิต|เครดิต) <b>(.*?)</b>", filled.get(by_key("REP_TRIAL_BALANCE").url).text
    )
    assert debit == credit


def test_the_budget_report_shows_what_is_left(filled: Client) -> None:
    """The voucher's gross is gone from its line."""
    item = load().budget[0].item
    [row] = rows(search(filled, "REP_BUDGET_BALANCE", txtParty=item))
    assert row[5:] == ["420,000.00", "1,070.00", "418,930.00"]


def test_payees_are_found_by_name_or_tax_id(client: Client) -> None:
    """Two people may share a name; the tax id tells them apart."""
    found = rows(search(client, "POP_PAYEE", txtParty="นายสมศักดิ์"))
    assert [row[1] for row in found] == ["3760162562738", "3760194912009"]
    assert len(rows(search(client, "POP_PAYEE", txtParty="3760194912009"))) == 1


def test_the_pager_shows_ten_numbers_at_a_time(client: Client) -> None:
    """The ledger of many lines leads on with dots, and back."""
    lines = [("010", "1", "")] * 60 + [("021", "", "60")]
    save_journal(client, lines)
    save_journal(client, lines)
    page = client.get(by_key("REP_LEDGER").url)
    assert "Page$11" in page.text
    assert "Page$12" not in page.text
    page = client.postback(page, GRID, argument="Page$11")
    assert "Page$10" in page.text
    assert "Page$13" in page.text


def test_the_about_page_says_that_it_is_a_practice_copy(client: Client) -> None:
    """Nobody should take the site for the real one."""
    assert "จำลอง" in client.get(by_key("ADM_ABOUT").url).text
