"""Declared papers at the back door, under faults, and with another office's lists."""

import csv
import shutil
from pathlib import Path

import pytest
from office_life import CHEQUE, Office
from paper_client import control, key_in, open_filled, opened, refused, shown_on
from practice_client import Client, P
from test_papers_money_lent import BRANCHES
from test_papers_receiving import RECEIPTS, trial
from test_practice_lists import search

from bot.practice.catalogue import DATA, load
from bot.practice.menu import by_key
from bot.practice.server import Address, running


def test_papers_are_handed_in_beforehand(client: Client, address: Address) -> None:
    """What GET gives POST takes again: the next numbers, status, the same postings and references."""
    office = Office(client, address)
    office.cheque(office.voucher())
    key_in(client, "REC_TAX", RECEIPTS["REC_TAX"])
    before, stored = trial(client), client.documents()
    client.door("reset", "POST")
    client.sign_in()
    again = client.door("documents", "POST", stored)
    assert [document["number"] for document in again] == [document["number"] for document in stored]
    assert [document["status"] for document in again] == [document["status"] for document in stored]
    assert trial(client) == before
    voucher = next(d["number"] for d in again if d["screen"] == "EXP_VOUCHER_CONTRACT")
    found = refused(client, "EXP_CHEQUE", CHEQUE, [{"txtVoucher": voucher}])
    assert any("ถูกใช้แล้ว" in reason for reason in found)


@pytest.mark.parametrize(
    ("fault", "stored"),
    [("answer_lost_before_save", 0), ("error_after_save", 1), ("saved_twice", 2), ("colleague_other", 2)],
)
def test_faults_strike_papers_too(client: Client, fault: str, stored: int) -> None:
    """A paper is lost, kept or doubled as the documents of the first screens are."""
    page = open_filled(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"])
    client.arm(kind=fault)
    try:
        client.post(page, button=f"{P}btnSave")
    except OSError:
        assert fault.startswith("answer_lost")
    assert len(client.documents()) == stored


def test_an_altered_paper_is_what_the_books_take(client: Client) -> None:
    """The altered amount is posted, shown and read back."""
    client.arm(kind="alter", value="รวมจำนวนเงิน", screen="REC_DEPOSIT_SLIP")
    client.arm(kind="alter", screen="REC_DEPOSIT")
    number = key_in(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"])
    assert shown_on(opened(client, number))["จำนวนเงิน"] == "501.00"
    assert trial(client)["900"] == ("", "501.00")


def test_a_saved_voucher_is_frozen_with_its_numbers(client: Client) -> None:
    """The page after saving cannot be typed into and offers a new form only."""
    page = open_filled(client, "EXP_VOUCHER_RESERVE", BRANCHES["EXP_VOUCHER_RESERVE"])
    page = client.post(page, button=f"{P}btnSave")
    assert 'id="_ctl0__ctl0_lblNumber" class="shown">สป-0065/67<' in page.text
    assert 'id="_ctl0__ctl0_lblTreasuryNo" class="shown">คร-00231/67<' in page.text
    assert 'id="_ctl0__ctl0_txtNet_lblMain" class="shown money">5,000.00<' in page.text
    assert 'disabled="disabled"' in page.text
    assert client.post(page, button=f"{P}btnNew").status == 302


def test_papers_in_place_answer_in_place(client: Client) -> None:
    """A receiving screen in an UpdatePanel saves without a page of its own."""
    page = open_filled(client, "REC_GRANT_GENERAL", RECEIPTS["REC_GRANT_GENERAL"])
    answer = client.post(page, button=f"{P}btnSave", **{"X-MicrosoftAjax": "Delta=true"})
    assert "updatePanel|_ctl0__ctl0_UpdatePanel1" in answer.text
    assert "บันทึกข้อมูลเรียบร้อยแล้ว เลขที่ใบเสร็จ RCPT-00386/67" in answer.text
    assert client.documents()[0]["fields"]["จำนวนเงิน"] == "70000.25"


def test_a_bad_value_is_noted_beside_its_box(client: Client) -> None:
    """Dates, amounts and unknown numbers are told at the postback already."""
    page = client.get(by_key("REC_DEPOSIT_SLIP").url)
    name = control(page, "grdLine:_ctl2:txtReceipt")
    assert "ไม่พบเลขที่ใบเสร็จ RCPT-1" in client.postback(page, name, {name: "RCPT-1"}).text
    page = client.get(by_key("REC_TAX").url)
    name = control(page, "txtTax")
    assert "จำนวนเงินไม่ถูกต้อง" in client.postback(page, name, {name: "1,000"}).text
    name = control(page, "txtReceiveDate")
    assert "รูปแบบวันที่ไม่ถูกต้อง" in client.postback(page, name, {name: "2024-02-05"}).text
    assert client.postback(page, name, {name: "5/2/2567"}).fields[name] == "05/02/2567"


def rewrite(path: Path, column: str, change: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row[column] = change.get(row[column], row[column])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_another_offices_lists_need_no_code(tmp_path: Path) -> None:
    """Other accounts, plans and kinds of held money, in a folder of its own, are served and posted to."""
    lists = tmp_path / "lists"
    shutil.copytree(DATA, lists)
    codes = {"010": "1101010101", "900": "2111020199", "02101": "1101030101"}
    rewrite(lists / "chart.csv", "code", codes)
    rewrite(lists / "account_roles.csv", "code", codes)
    rewrite(lists / "held_money.csv", "account", codes)
    rewrite(lists / "held_money.csv", "caption", {"เงินรับฝากอื่น ๆ": "เงินรับฝากของเทศบาล"})
    for name in ("plans.csv", "jobs.csv", "budget_lines.csv"):
        rewrite(lists / name, "plan", {"แผนงานการเกษตร": "แผนงานการเกษตรและป่าไม้"})
    with running(data=tmp_path / "data", lists=lists) as address:
        client = Client(address)
        client.sign_in()
        typed = RECEIPTS["REC_DEPOSIT"] | {"ddlHeldType": "เงินรับฝากของเทศบาล"}
        key_in(client, "REC_DEPOSIT", typed)
        assert trial(client) == {"1101010101": ("500.00", ""), "2111020199": ("", "500.00")}
        assert "แผนงานการเกษตรและป่าไม้" in client.get(by_key("PUR_REQUEST").url).text
        assert "1101010101" in search(client, "REP_LEDGER").text
    assert load(lists) is not load()
