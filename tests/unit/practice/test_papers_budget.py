"""The annual budget: estimates, projects, transfers and statements, and the lines that follow them."""

from decimal import Decimal

import pytest
from paper_client import cancel, colleague, key_in, opened, refusals, refused, shown_on, turn
from practice_client import Client
from test_practice_lists import rows

from bot.practice.catalogue import load
from bot.practice.menu import by_key
from bot.practice.server import Address

LEVELS = ("FbddlPlan", "FbddlJob", "FbddlCategory", "FbddlType", "ddlItem")
STAFF = [option.caption for option in load().staff]
CAPTIONS = [captions for _, captions in load().budget_captions()]
AMOUNTS = {captions[4]: line.amount for line, captions in load().budget_captions()}
SUPPLIES, FUEL = (
    next(c for c in CAPTIONS if c[4] == f"{name} สำนักปลัด") for name in ("วัสดุสำนักงาน", "วัสดุเชื้อเพลิงและหล่อลื่น")
)
ROAD = next(c for c in CAPTIONS if "คอนกรีต" in c[4])
REVENUE = {
    "ddlYear": "2568",
    "txtDate": "01/07/2567",
    "ddlReceiveType": "รายได้จากทรัพย์สิน",
    "ddlRecTypeName": load().revenue_types[load().revenue_categories[2].value][0].caption,
    "txtEstimate": "100000",
    "txtStatement": "ตามปีก่อน\nเพิ่มร้อยละห้า",
}
EXPENSE = {
    "ddlYear": "2568",
    "txtDate": "02/07/2567",
    **dict(zip(LEVELS[:4], SUPPLIES, strict=False)),
    "txtItem": "โครงการใหม่",
    "ddlSection": "สำนักปลัด",
    "txtAmount": "90000",
    "txtStatement": "เป็นไปตามระเบียบ",
}
THIS_YEAR = {"ddlYear": "2567", "txtVersion": "1"}


def line(way: str, captions: tuple[str, ...], amount: str, new: str = "") -> dict[str, str]:
    chosen = dict(zip(LEVELS, captions, strict=False))
    if new:
        chosen |= {"ddlItem": "", "txtNewItem": new}
    return {"ddlWay": way, **chosen, "txtAmount": amount}


def transfer(**changes: str) -> dict[str, str]:
    head = {"txtDate": "01/03/2567", "txtTimes": "3", "ddlAuthority": "ผู้บริหารท้องถิ่น", "txtReason": "ไม่พอจ่าย"}
    return head | changes


def balance(client: Client, item: str) -> tuple[str, ...]:
    found = {}
    for number in range(1, 9):
        page = client.get(by_key("REP_BUDGET_BALANCE").url)
        page = client.postback(page, "_ctl0:_ctl0:grd", argument=f"Page${number}")
        found |= {row[4]: tuple(row[5:]) for row in rows(page)}
    return found.get(item, ())


def test_next_years_first_estimate_begins_with_revenue(client: Client) -> None:
    """Expenditure is refused before revenue, and above it; this year's first estimate always."""
    assert refused(client, "budget_expense_first", EXPENSE) == ["ต้องจัดทำประมาณการรายรับก่อนประมาณการรายจ่าย"]
    number = key_in(client, "budget_revenue_first", REVENUE)
    shown = shown_on(opened(client, number))
    assert (shown["ประมาณการ"], shown["คำชี้แจง"]) == ("100,000.00", REVENUE["txtStatement"])
    shown = shown_on(opened(client, key_in(client, "budget_expense_first", EXPENSE)))
    assert (shown["งบ"], shown["รายการ"], shown["จำนวนเงิน"]) == ("งบดำเนินงาน", "โครงการใหม่", "90,000.00")
    assert refused(client, "budget_expense_first", EXPENSE | {"txtAmount": "10000.01"}) == [
        "ประมาณการรายจ่ายเกินประมาณการรายรับ (100,000.01 / 100,000.00)"
    ]
    for screen, typed in (("budget_revenue_first", REVENUE), ("budget_expense_first", EXPENSE)):
        found = refused(client, screen, typed | {"ddlYear": "2567"})
        assert "งบประมาณปี 2567 อนุมัติแล้ว" in found[0]


def test_a_supplementary_budget_counts_once_approved(client: Client, address: Address) -> None:
    """A new line may be spent from only after another person approved it, and not be cancelled once spent."""
    key_in(client, "budget_revenue_add", REVENUE | THIS_YEAR)
    number = key_in(client, "budget_expense_add", EXPENSE | THIS_YEAR)
    assert balance(client, "โครงการใหม่") == ()
    assert refusals(turn(client, number, "btnApprove")) == ["ผู้บันทึกเอกสารไม่สามารถอนุมัติเอกสารของตนเอง"]
    turn(colleague(address, "approver"), number, "btnApprove")
    assert balance(client, "โครงการใหม่") == ("90,000.00", "0.00", "90,000.00")
    take = [line("โอนลด", (*SUPPLIES[:4], "โครงการใหม่"), "90000"), line("โอนเพิ่ม", FUEL, "90000")]
    spent = key_in(client, "BUD_TRANSFER", transfer(), take)
    assert balance(client, "โครงการใหม่") == ("0.00", "0.00", "0.00")
    assert refusals(cancel(client, number)) == ["ไม่สามารถยกเลิกได้ เนื่องจากงบประมาณที่เพิ่มหรือคืนถูกใช้ไปแล้ว"]
    cancel(client, spent)
    cancel(client, number)
    assert balance(client, "โครงการใหม่") == ()


def test_a_transfer_moves_money(client: Client) -> None:
    """What is taken and given shows on both lines; the page shows before and after of each."""
    number = key_in(
        client,
        "BUD_TRANSFER",
        transfer(),
        [line("โอนลด", SUPPLIES, "5000.25"), line("โอนเพิ่ม", FUEL, "5000.25")],
    )
    left = AMOUNTS[SUPPLIES[4]] - Decimal("5000.25")
    assert balance(client, SUPPLIES[4]) == (f"{left:,.2f}", "0.00", f"{left:,.2f}")
    more = AMOUNTS[FUEL[4]] + Decimal("5000.25")
    assert balance(client, FUEL[4])[2] == f"{more:,.2f}"
    stored = client.documents()[-1]["lines"]
    assert (stored[0]["คงเหลือหลังโอน"], stored[1]["คงเหลือหลังโอน"]) == (f"{left:.2f}", f"{more:.2f}")
    shown = shown_on(opened(client, number))
    assert (shown["รวมโอนลด"], shown["รวมโอนเพิ่ม"], shown["ครั้งที่"]) == ("5,000.25", "5,000.25", "3")


def test_a_transfer_makes_a_new_item(client: Client) -> None:
    """With the council's consent a line of its own comes into being."""
    head = transfer(ddlAuthority="สภาท้องถิ่น")
    lines = [line("โอนลด", ROAD, "10000"), line("โอนตั้งจ่ายรายการใหม่", ROAD, "10000", "ป้ายจราจร")]
    key_in(client, "BUD_TRANSFER", head, lines)
    assert balance(client, "ป้ายจราจร") == ("10,000.00", "0.00", "10,000.00")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (
            [line("โอนลด", SUPPLIES, "10"), line("โอนเพิ่ม", FUEL, "11")],
            "รวมโอนลดไม่เท่ากับรวมโอนเพิ่ม (10.00 / 11.00)",
        ),
        (
            [line("โอนลด", SUPPLIES, "160000"), line("โอนลด", SUPPLIES, "1"), line("โอนเพิ่ม", FUEL, "160001")],
            "จำนวนเงินโอนลดเกินงบประมาณคงเหลือ (คงเหลือ 160,000.00 บาท) (รายการที่ 2)",
        ),
        (
            [line("โอนลด", ROAD, "10"), line("โอนเพิ่ม", FUEL, "10")],
            "การโอนงบลงทุนหรือตั้งจ่ายรายการใหม่ต้องได้รับอนุมัติจากสภาท้องถิ่น",
        ),
        (
            [line("โอนลด", SUPPLIES, "10"), line("โอนเพิ่ม", FUEL, "10", "รายการ")],
            "โอนตั้งจ่ายรายการใหม่ให้ระบุรายการใหม่ การโอนอื่นให้เลือกรายการ (รายการที่ 2)",
        ),
        ([line("โอนลด", SUPPLIES, ""), line("โอนเพิ่ม", FUEL, "10")], "กรุณาระบุจำนวนเงิน (รายการที่ 1)"),
    ],
)
def test_transfers_are_refused(client: Client, lines: list[dict[str, str]], reason: str) -> None:
    """Unequal sums, too much, capital without the council, an item in the wrong box, a blank amount."""
    assert reason in refused(client, "BUD_TRANSFER", transfer(), lines)


def test_only_the_words_change(client: Client) -> None:
    """The newest standing statement is the one that shows as the old one; equal words are refused."""
    head = {"txtDate": "01/03/2567", "txtTimes": "1", "txtNewWords": "คำใหม่", "ddlApprover": STAFF[4]}
    expense = head | dict(zip(LEVELS, SUPPLIES, strict=True))
    revenue = head | {key: REVENUE[key] for key in ("ddlReceiveType", "ddlRecTypeName")}
    for screen, typed in (("BUD_EXPENSE_STATEMENT", expense), ("BUD_REVENUE_STATEMENT", revenue)):
        first = key_in(client, screen, typed)
        assert shown_on(opened(client, first))["ข้อความเดิม"] == ""
        assert refused(client, screen, typed) == ["ข้อความใหม่ต้องไม่เหมือนข้อความเดิม"]
        second = key_in(client, screen, typed | {"txtNewWords": "อีกครั้ง"})
        assert shown_on(opened(client, second))["ข้อความเดิม"] == "คำใหม่"
    assert balance(client, SUPPLIES[4])[2] == f"{AMOUNTS[SUPPLIES[4]]:,.2f}"


def test_a_project_is_kept(client: Client) -> None:
    """A project names its four levels, its money and who is responsible."""
    typed = {
        "txtDate": "01/02/2567",
        **dict(zip(LEVELS[:4], ROAD, strict=False)),
        "txtProject": "ถนนสายใหม่",
        "txtAmount": "250000",
        "ddlSection": "กองช่าง",
    }
    shown = shown_on(opened(client, key_in(client, "BUD_PROJECT", typed)))
    assert (shown["ชื่อโครงการ"], shown["งบประมาณ"], shown["หน่วยงานรับผิดชอบ"]) == (
        "ถนนสายใหม่",
        "250,000.00",
        "กองช่าง",
    )
    assert refused(client, "BUD_PROJECT", typed | {"txtProject": ""}) == ["กรุณาระบุชื่อโครงการ"]
