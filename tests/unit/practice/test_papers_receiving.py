"""From receipts of every kind over deposit slip and summary to the bank."""

import pytest
from paper_client import cancel, key_in, open_filled, opened, refusals, refused, shown_on
from practice_client import Client, P, save_tax
from test_practice_lists import rows

from bot.practice.catalogue import load
from bot.practice.menu import by_key

BANK = load().banks[0].caption
STAFF = [option.caption for option in load().staff]
NEW_TAX, OLD_TAX = load().taxpayers[0], next(t for t in load().taxpayers if t.debtor)
BASE = {"txtReceiveDate": "05/02/2567"}
CASH = {"rdoPayType": "เงินสด"}
INTO_BANK = {"rdoPayType": "โอนเข้าบัญชีธนาคาร", "ddlBank": BANK}
RECEIPTS = {
    "REC_TAX": BASE | {"txtTaxpayer": NEW_TAX.code, "txtTax": "100", "txtSurcharge": "2.50"} | CASH,
    "REC_TAX_ALLOT_LINK": BASE
    | {"txtPayer": "กรมส่งเสริม", "ddlRecTypeName": "ภาษีสรรพสามิต", "txtLetterNo": "มท 1", "txtPeriod": "มกราคม"}
    | {"txtAmount": "9000"}
    | INTO_BANK,
    "REC_GRANT_GENERAL": BASE
    | {
        "txtPayer": "กรมส่งเสริม",
        "ddlRecTypeName": "เงินอุดหนุนทั่วไป",
        "txtLetterNo": "มท 2",
        "txtAmount": "70000.25",
    }
    | INTO_BANK,
    "REC_GRANT_SPECIFIC": BASE
    | {"txtPayer": "กรมส่งเสริม", "ddlRecTypeName": "เงินอุดหนุนระบุวัตถุประสงค์", "txtProject": "อาหารกลางวัน"}
    | {"txtLetterNo": "มท 3", "txtAmount": "30000"}
    | INTO_BANK,
    "REC_SLAUGHTER_DUTY": BASE | {"txtPayer": "นายชูชาติ", "ddlAnimal": "สุกร", "txtHeads": "4"} | CASH,
    "REC_SLAUGHTERHOUSE": BASE | {"txtPayer": "นายชูชาติ", "ddlAnimal": "โค", "txtHeads": "2"} | CASH,
    "REC_ANIMAL_STABLE": BASE | {"txtPayer": "นายชูชาติ", "ddlAnimal": "แพะ", "txtHeads": "3"} | CASH,
    "REC_DEPOSIT": BASE | {"txtPayer": "ร้านตัวอย่าง", "ddlHeldType": "เงินรับฝากอื่น ๆ", "txtAmount": "500"} | CASH,
}
SLIP = {"txtDate": "05/02/2567", "ddlSection": "กองคลัง", "ddlSender": STAFF[1], "ddlTaker": STAFF[2]}


def slip(client: Client, *receipts: str) -> str:
    return key_in(client, "REC_DEPOSIT_SLIP", SLIP, [{"txtReceipt": number} for number in receipts])


def summary(client: Client, *slips: str) -> str:
    head = {"txtDate": "05/02/2567", "ddlChecker": STAFF[0]}
    return key_in(client, "REC_DEPOSIT_SUMMARY", head, [{"txtSlip": number} for number in slips])


def trial(client: Client) -> dict[str, tuple[str, str]]:
    page = client.get(by_key("REP_TRIAL_BALANCE").url)
    return {row[0]: (row[2], row[3]) for row in rows(page)}


@pytest.mark.parametrize(
    ("screen", "amount", "account"),
    [
        ("REC_TAX", "102.50", "411000"),
        ("REC_TAX_ALLOT_LINK", "9,000.00", "421000"),
        ("REC_GRANT_GENERAL", "70,000.25", "431000"),
        ("REC_GRANT_SPECIFIC", "30,000.00", "441000"),
        ("REC_SLAUGHTER_DUTY", "40.00", "411000"),
        ("REC_SLAUGHTERHOUSE", "50.00", "412000"),
        ("REC_ANIMAL_STABLE", "6.00", "412000"),
        ("REC_DEPOSIT", "500.00", "900"),
    ],
)
def test_a_receipt_is_stored_shown_and_posted(client: Client, screen: str, amount: str, account: str) -> None:
    """Each kind of receipt takes the next receipt number, reads back in full and credits its account."""
    number = key_in(client, screen, RECEIPTS[screen])
    assert number == "RCPT-00386/67"
    shown = shown_on(opened(client, number))
    assert shown["จำนวนเงิน"] == amount
    assert shown["วันที่รับเงิน"] == "5/2/2567"
    for key, text in RECEIPTS[screen].items():
        if key.startswith(("ddl", "rdo", "txtPayer", "txtLetterNo", "txtProject")):
            assert text in shown.values()
    money = "02101" if "ddlBank" in RECEIPTS[screen] else "010"
    assert trial(client) == {money: (amount, ""), account: ("", amount)}
    [row] = rows(client.get(by_key("REP_RECEIPT_DETAIL").url))
    assert row[1] == number
    assert row[7] == amount


def test_the_register_of_revenue_has_every_kind_but_held_money(client: Client) -> None:
    """Money held for others is no revenue."""
    for screen, typed in RECEIPTS.items():
        key_in(client, screen, typed)
    kinds = {row[2]: row[5] for row in rows(client.get(by_key("REP_REVENUE_REGISTER").url))}
    assert kinds["ภาษีที่ดินและสิ่งปลูกสร้าง"] == "102.50"
    assert kinds["อากรการฆ่าสัตว์"] == "40.00"
    assert len(kinds) == len(RECEIPTS) - 1


def test_a_tax_debt_is_paid_in_parts(client: Client) -> None:
    """An older year's debt is no revenue but clears the debtor; the rest is what may still be paid."""
    head = BASE | {"txtTaxpayer": OLD_TAX.code, "txtTax": "400", "txtSurcharge": "10"} | CASH
    first = key_in(client, "REC_TAX", head)
    assert trial(client) == {"010": ("410.00", ""), OLD_TAX.debtor: ("", "400.00"), "411000": ("", "10.00")}
    left = OLD_TAX.assessed - 400
    assert refused(client, "REC_TAX", head | {"txtTax": f"{left + 1}"}) == [
        f"ชำระภาษีเกินยอดค้างชำระ (ค้างชำระ {left:,.2f} บาท)"
    ]
    page = open_filled(client, "REC_TAX", {"txtTaxpayer": OLD_TAX.code})
    assert f'id="_ctl0__ctl0_txtOwed_lblMain" class="shown money">{left:,.2f}<' in page.text
    cancel(client, first)
    key_in(client, "REC_TAX", head | {"txtTax": f"{OLD_TAX.assessed}"})


@pytest.mark.parametrize(
    ("screen", "changes", "reason"),
    [
        ("REC_TAX", {"txtTaxpayer": "ผท-9999/67"}, "รหัสผู้เสียภาษีไม่ถูกต้อง กรุณาเลือกจากหน้าค้นหาผู้เสียภาษี"),
        ("REC_TAX", {"txtTaxpayer": ""}, "กรุณาระบุรหัสผู้เสียภาษี"),
        ("REC_TAX_ALLOT_LINK", {"rdoPayType": "เช็ค"}, "เงินจัดสรรหน้าลิงก์รับโดยโอนเข้าบัญชีธนาคารเท่านั้น"),
        ("REC_GRANT_GENERAL", {"ddlBank": ""}, "กรุณาระบุบัญชีธนาคาร"),
        ("REC_GRANT_SPECIFIC", {"txtProject": ""}, "กรุณาระบุชื่อโครงการ/วัตถุประสงค์"),
        ("REC_SLAUGHTER_DUTY", {"txtHeads": "0"}, "จำนวนตัวต้องมากกว่า 0"),
        ("REC_SLAUGHTERHOUSE", {"txtHeads": ""}, "กรุณาระบุจำนวนตัว"),
        ("REC_DEPOSIT", {"ddlBank": BANK}, "รับเป็นเงินสดต้องไม่ระบุบัญชีธนาคาร"),
        (
            "REC_DEPOSIT",
            {"txtReceiveDate": "05/11/2567"},
            "วันที่รับเงินต้องอยู่ในปีงบประมาณ 2567 (1/10/2566 - 30/9/2567)",
        ),
    ],
)
def test_receipts_are_refused(client: Client, screen: str, changes: dict[str, str], reason: str) -> None:
    """Each rule of the receipts gives its own reason."""
    assert reason in refused(client, screen, RECEIPTS[screen] | changes)


def test_receipts_go_over_slip_and_summary_to_the_bank(client: Client) -> None:
    """Totals are the site's; only the cash is carried to the bank."""
    save_tax(client)
    numbers = [client.documents()[0]["number"], *(key_in(client, key, RECEIPTS[key]) for key in RECEIPTS)]
    slips = [slip(client, *numbers[:5]), slip(client, *numbers[5:])]
    first = shown_on(opened(client, slips[0]))
    assert (first["รวมจำนวนเงิน"], first["รวมเงินสด"]) == ("110,337.25", "1,337.00")
    lines = client.documents()[-2]["lines"]
    assert [line["เลขที่ใบเสร็จ"] for line in lines] == numbers[:5]
    total = summary(client, *slips)
    assert shown_on(opened(client, total))["จำนวนใบนำส่ง"] == "2"
    before = trial(client)["010"]
    deposit = {"txtDate": "06/02/2567", "txtSummary": total, "ddlBank": BANK, "txtAmount": "1933"}
    assert refused(client, "REC_BANK_DEPOSIT", deposit | {"txtAmount": "1932.99"}) == [
        "จำนวนเงินที่นำฝากไม่เท่ากับเงินสดตามใบสำคัญสรุป (1,932.99 / 1,933.00)"
    ]
    key_in(client, "REC_BANK_DEPOSIT", deposit)
    assert before == ("1,933.00", "")
    assert "010" not in trial(client)
    assert f"ใบสำคัญสรุปใบนำส่ง {total} ถูกใช้แล้วในเอกสารเลขที่ นฝ-0042/67" in refused(
        client, "REC_BANK_DEPOSIT", deposit
    )


def test_a_slip_takes_each_receipt_of_its_day_once(client: Client) -> None:
    """Unknown, doubled, used, cancelled and other days' receipts are refused."""
    one, two, other = (
        key_in(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"] | {"txtReceiveDate": day})
        for day in ("05/02/2567", "05/02/2567", "06/02/2567")
    )
    cancel(client, two)
    lines = [{"txtReceipt": number} for number in (one, one, two, other, "RCPT-99999/67")]
    assert refused(client, "REC_DEPOSIT_SLIP", SLIP, lines) == [
        f"เลขที่ใบเสร็จ {one} ซ้ำ (รายการที่ 2)",
        f"ไม่พบเลขที่ใบเสร็จ {two} (รายการที่ 3)",
        f"เลขที่ใบเสร็จ {other} เป็นของวันที่ 6/2/2567 ไม่ตรงกับวันที่ของเอกสารนี้ (รายการที่ 4)",
        "ไม่พบเลขที่ใบเสร็จ RCPT-99999/67 (รายการที่ 5)",
    ]
    number = slip(client, one)
    assert refused(client, "REC_DEPOSIT_SLIP", SLIP, lines[:1]) == [
        f"เลขที่ใบเสร็จ {one} ถูกใช้แล้วในเอกสารเลขที่ {number} (รายการที่ 1)"
    ]
    assert refusals(cancel(client, one)) == [f"ไม่สามารถยกเลิกได้ เนื่องจากถูกใช้ในเอกสารเลขที่ {number}"]
    cancel(client, number)
    slip(client, one)


def test_the_look_up_lists_open_documents_only(client: Client) -> None:
    """A summary with cash that is not yet banked stands in the window; one without cash never does."""
    cash = summary(client, slip(client, key_in(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"])))
    summary(client, slip(client, key_in(client, "REC_GRANT_GENERAL", RECEIPTS["REC_GRANT_GENERAL"])))
    window = f"{by_key('POP_DOCUMENT').url}&for=REC_BANK_DEPOSIT&field=txtSummary&name=a&target=b"
    assert [row[0] for row in rows(client.get(window))] == [cash]
    key_in(
        client,
        "REC_BANK_DEPOSIT",
        {"txtDate": "05/02/2567", "txtSummary": cash, "ddlBank": BANK, "txtAmount": "500"},
    )
    assert rows(client.get(window)) == []


def test_the_window_of_taxpayers_shows_what_is_owed(client: Client) -> None:
    """Part of the name, the address or the code finds a taxpayer; the debt is as it stands now."""
    key_in(client, "REC_TAX", RECEIPTS["REC_TAX"])
    page = client.get(f"{by_key('POP_TAXPAYER').url}&name=a&target=b")
    page = client.post(page, {f"{P}txtParty:txtMain": NEW_TAX.code}, button=f"{P}search")
    [row] = rows(page)
    assert row[0] == NEW_TAX.code
    assert row[5] == f"{NEW_TAX.assessed - 100:,.2f}"


def test_lines_are_added_and_deleted(client: Client) -> None:
    """Deleting a line moves the later ones up, with what was typed and what the site shows."""
    one = key_in(client, "REC_DEPOSIT", RECEIPTS["REC_DEPOSIT"])
    two = key_in(client, "REC_SLAUGHTER_DUTY", RECEIPTS["REC_SLAUGHTER_DUTY"])
    page = open_filled(client, "REC_DEPOSIT_SLIP", SLIP, [{"txtReceipt": one}, {"txtReceipt": two}])
    assert 'id="_ctl0__ctl0_lblSum" class="shown money">540.00<' in page.text
    page = client.postback(page, f"{P}grdLine:_ctl2:lnkDelete")
    assert page.fields[f"{P}grdLine:_ctl2:txtReceipt:txtMain"] == two
    assert 'id="_ctl0__ctl0_lblSum" class="shown money">40.00<' in page.text
    assert f"{P}grdLine:_ctl3:txtReceipt:txtMain" not in page.fields
