"""Registers that add up, and how little of the database a page reads."""

import sqlite3
from pathlib import Path

import pytest
from practice_client import Client, P, save_income, save_journal, save_tax, save_voucher
from test_practice_lists import rows, search

from bot.practice.catalogue import load
from bot.practice.listing import PAGE_SIZE, Criteria
from bot.practice.listings import listing_for
from bot.practice.menu import by_key
from bot.practice.server import running
from bot.practice.site import open_site
from bot.practice.store import Draft, Numbering, Store

TAXES = load().allocated_taxes


def cancel_first(client: Client, place: str) -> None:
    """Cancel the first document of this search screen."""
    page = search(client, place).text
    link = page.split('href="Default.aspx')[-1].split('"')[0].replace("&amp;", "&")
    shown = client.get(f"Default.aspx{link}")
    client.post(shown, {f"{P}txtReason:txtMain": "ผิด"}, button=f"{P}btnCancelDocument")


def test_the_revenue_register_adds_up_days_and_types(client: Client) -> None:
    """One row for each day and type, with its first and last number and what came in so far."""
    for day, kind in (("05", 1), ("05", 2), ("05", 1), ("06", 1)):
        save_tax(
            client, txtReceiveDate=f"{day}/02/2567", ddlRecTypeName=TAXES[kind].value, txtAmount="1000.25"
        )
    save_income(client, txtReceiveDate="05/02/2567")
    page = client.get(by_key("REP_REVENUE_REGISTER").url)
    found = rows(page)
    taxes = [row for row in found if row[1] == "ภาษีจัดสรร"]
    first, second = TAXES[1].caption, TAXES[2].caption
    assert sorted(taxes) == sorted(
        [
            ["5/2/2567", "ภาษีจัดสรร", first, "RCPT-00386/67 ถึง RCPT-00388/67", "2", "2,000.50", "2,000.50"],
            ["5/2/2567", "ภาษีจัดสรร", second, "RCPT-00387/67", "1", "1,000.25", "1,000.25"],
            ["6/2/2567", "ภาษีจัดสรร", first, "RCPT-00389/67", "1", "1,000.25", "3,000.75"],
        ]
    )
    [other] = [row for row in found if row[1] == "รายได้จากทรัพย์สิน"]
    assert other[3:] == ["RCPT-00390/67", "1", "1,234.50", "1,234.50"]
    assert "รวมจำนวนเงิน <b>5,235.50</b>" in page.text
    assert "พบ 4 รายการ" in page.text


def test_a_range_of_days_keeps_what_came_in_before(client: Client) -> None:
    """The sum of the range is the range's, the running sum is the year's."""
    for day in ("05", "06", "07"):
        save_tax(client, txtReceiveDate=f"{day}/02/2567")
    page = search(client, "REP_REVENUE_REGISTER", txtDateFrom="06/02/2567", txtDateTo="06/02/2567")
    assert [row[5:] for row in rows(page)] == [["1,234.50", "2,469.00"]]
    assert "รวมจำนวนเงิน <b>1,234.50</b>" in page.text


@pytest.mark.parametrize("screen", ["REP_REVENUE_REGISTER", "REP_LEDGER", "REP_TRIAL_BALANCE"])
def test_cancelled_and_late_documents_are_not_added_up(client: Client, screen: str) -> None:
    """A cancelled one never again; a late one from the second look on."""
    save_tax(client)
    cancel_first(client, "REC_TAX_ALLOT_SEARCH")
    assert rows(client.get(by_key(screen).url)) == []
    client.arm(kind="late_list")
    save_tax(client)
    assert rows(client.get(by_key(screen).url)) == []
    assert rows(client.get(by_key(screen).url)) != []


def test_an_altered_amount_is_what_the_register_adds_up(client: Client) -> None:
    """What is stored counts, not what was sent."""
    client.arm(kind="alter")
    save_tax(client)
    assert rows(client.get(by_key("REP_REVENUE_REGISTER").url))[0][5] == "1,235.50"


def test_ledger_and_trial_balance_by_days(client: Client) -> None:
    """Both follow the range; the ledger goes account by account, then day by day."""
    save_tax(client, txtReceiveDate="07/02/2567")
    save_tax(client, txtReceiveDate="05/02/2567")
    save_voucher(client)
    save_journal(client, [("010", "100", ""), ("021", "", "100")])
    ledger = rows(client.get(by_key("REP_LEDGER").url))
    cash = [row[2] for row in ledger if row[0] == "010"]
    assert cash == ["5/2/2567", "7/2/2567", "29/2/2567"]
    assert [row[0] for row in ledger] == sorted(row[0] for row in ledger)
    late = search(client, "REP_LEDGER", txtDateFrom="29/02/2567")
    assert {row[3] for row in rows(late)} == {"JV-0018/67"}
    balance = search(client, "REP_TRIAL_BALANCE", txtDateFrom="29/02/2567")
    assert [row[:1] + row[2:] for row in rows(balance)] == [["010", "100.00", ""], ["021", "", "100.00"]]


def test_a_page_reads_only_its_own_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is stored, no list of documents takes more rows from the database than it shows."""
    site = open_site(tmp_path / "practice.sqlite3")
    numbering = Numbering(caption="เลขที่ใบเสร็จ", series="RCPT", pattern="RCPT-{:05d}/67")
    draft = Draft(
        screen="REC_TAX_ALLOT",
        numbers=(numbering,),
        fields={
            "วันที่รับเงิน": "05/02/2567",
            "ผู้ชำระเงิน": "กรม",
            "ประเภทรายรับ": TAXES[1].caption,
            "จำนวนเงิน": "1.00",
            "บัญชีธนาคาร": "",
        },
        day="2024-02-05",
        party="กรม",
        satang=100,
    )
    for _ in range(10 * PAGE_SIZE):
        site.store.add(draft, "somsri")
    honest, taken = Store.read, []

    def counting(store: Store, question: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        answer = honest(store, question, values)
        taken.append(len(answer))
        return answer

    monkeypatch.setattr(Store, "read", counting)
    for key in (
        "REC_TAX_ALLOT_SEARCH",
        "REP_RECEIPT_DETAIL",
        "REP_REVENUE_REGISTER",
        "REP_LEDGER",
        "REP_TRIAL_BALANCE",
    ):
        taken.clear()
        found = listing_for(site, by_key(key)).find(Criteria())
        assert len(found.read(0, PAGE_SIZE)) <= PAGE_SIZE
        assert max(taken) <= PAGE_SIZE
        assert found.count in (100, 200, 2, 1)
    site.store.close()


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("COUNT(*) FROM documents WHERE screen IN ('A') AND day >= '1' AND day <= '2'", "documents_by_day"),
        ("seq FROM documents WHERE hidden_from > 0", "documents_late"),
        ("seq FROM documents WHERE status = 'x'", "documents_by_status"),
        ("SUM(debit) FROM postings WHERE account = '010' AND day >= '1'", "postings_by_account"),
        ("MIN(number), SUM(amount) FROM revenue GROUP BY day, category, kind", "revenue_by_day"),
    ],
)
def test_questions_of_lists_use_an_index(tmp_path: Path, question: str, index: str) -> None:
    """No list walks all documents to find those of a day, or the late and the cancelled ones."""
    site = open_site(tmp_path / "practice.sqlite3")
    plan = [row["detail"] for row in site.store.read(f"EXPLAIN QUERY PLAN SELECT {question}", ())]
    assert any(f"INDEX {index}" in step for step in plan), plan
    site.store.close()


def test_books_are_made_for_documents_of_an_older_site(tmp_path: Path) -> None:
    """A data folder from before the books existed shows the same registers."""
    with running(data=tmp_path) as address:
        client = Client(address)
        client.sign_in()
        save_tax(client)
        ledger = rows(client.get(by_key("REP_LEDGER").url))
    older = sqlite3.connect(tmp_path / "practice.sqlite3")
    with older:
        older.execute("DROP TABLE postings")
        older.execute("DROP TABLE revenue")
    older.close()
    with running(data=tmp_path) as address:
        client = Client(address)
        client.sign_in()
        assert rows(client.get(by_key("REP_LEDGER").url)) == ledger != []
        assert len(rows(client.get(by_key("REP_REVENUE_REGISTER").url))) == 1
