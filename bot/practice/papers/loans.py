"""Advances: สัญญาการยืมเงิน, สัญญาการยืมเงินสะสม and ส่งใช้เงินยืม."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.practice import sources
from bot.practice.catalogue import Catalogue
from bot.practice.entries import AMOUNT, BANK, account_named, credit, debit, of, received
from bot.practice.facts import Facts
from bot.practice.fields import area, choice, day, from_document, look_up, money, shown, shown_amount, text
from bot.practice.forms import Announces
from bot.practice.paper import APPROVE, PRINT, Field, Move, Paper, Rule, Running
from bot.practice.papers.classification import (
    budget_line,
    frees,
    reserves,
    spends,
    taken_over,
    within_budget,
)
from bot.practice.papers.vouchers import BUDGET_LOAN, RESERVE_LOAN, debtor_of_loan
from bot.practice.rules import ZERO, baht
from bot.practice.store import Document

BUDGET, RESERVE, CLEARING = "LOAN_BUDGET", "LOAN_RESERVE", "LOAN_CLEARING"
LENDING, _VOUCHER = "EXP_VOUCHER_LOAN", "เลขที่ผู้เบิก (ฎีกาเงินยืม)"
_BORROWER, _KIND = "ผู้ยืม", "ประเภทเงินยืม"
_PAPERS_OF, _RETURNED = "จำนวนเงินตามใบสำคัญ", "เงินสดส่งคืน"


def _borrower(facts: Facts) -> str:
    return facts.chosen("ddlBorrower") or facts.text("txtOutsider")


def _one_borrower(facts: Facts) -> Iterable[str]:
    """Refuse none or two borrowers: one of the staff, or an outsider by name."""
    if bool(facts.text("ddlBorrower")) == bool(facts.text("txtOutsider")):
        yield "กรุณาระบุผู้ยืมจากบุคลากร หรือชื่อบุคคลภายนอก อย่างใดอย่างหนึ่ง"


def _due_later(facts: Facts) -> Iterable[str]:
    """Refuse a due date before the contract's."""
    made, due = facts.day("txtDate"), facts.day("txtDue")
    if made and due and due < made:
        yield "ครบกำหนดวันที่ต้องไม่ก่อนวันที่สัญญายืม"


def _loan(
    key: str,
    kind: str,
    pattern: str,
    own: tuple[tuple[Field, ...], ...],
    rules: tuple[Rule, ...],
    *moves: Move,
) -> Paper:
    return Paper(
        key=key,
        rows=(
            (day("txtDate", "วันที่สัญญายืม"), shown("lblKind", _KIND, lambda _: kind)),
            (
                choice("ddlBorrower", "ผู้ยืม (บุคลากร)", sources.staff, required=False, posts_back=True),
                Field(key="txtOutsider", caption="ผู้ยืม (บุคคลภายนอก)", posts_back=True),
            ),
            (shown("lblBorrower", _BORROWER, _borrower),),
            (area("txtPurpose", "วัตถุประสงค์", required=True),),
            *own,
            (money("txtAmount", AMOUNT), day("txtDue", "ครบกำหนดวันที่", in_year=False)),
            (area("txtRemark", "หมายเหตุ"),),
        ),
        numbers=(Running(caption="เลขที่สัญญายืม", series=key, pattern=pattern),),
        day="วันที่สัญญายืม",
        party=_BORROWER,
        amount=AMOUNT,
        listed=("วันที่สัญญายืม", _BORROWER, "ครบกำหนดวันที่", AMOUNT),
        rules=(_one_borrower, _due_later, *rules),
        moves=moves,
        turns=(PRINT, APPROVE),
    )


BUDGET_LOAN_PAPER = _loan(
    BUDGET,
    BUDGET_LOAN,
    "บย-{:04d}",
    ((choice("ddlSection", "ส่วน/กอง", sources.sections),), *budget_line()),
    (within_budget("txtAmount"),),
    reserves(of(AMOUNT)),
)
RESERVE_LOAN_PAPER = _loan(
    RESERVE,
    RESERVE_LOAN,
    "บยส-{:04d}",
    (
        (
            text("txtCouncil", "มติสภา สมัย/ครั้งที่", required=True),
            day("txtCouncilDate", "วันที่สภาอนุมัติ", in_year=False),
        ),
    ),
    (),
)


def _loan_left(facts: Facts, loan: Document) -> int:
    return loan.satang - facts.world.taken(loan.number, CLEARING)


def _owed(facts: Facts) -> Decimal:
    loan = facts.document("txtLoan")
    return baht(_loan_left(facts, loan)) if loan else ZERO


def _cleared(facts: Facts) -> Decimal:
    return facts.money("txtSpent") + facts.money("txtReturned")


def _within_loan(facts: Facts) -> Iterable[str]:
    """Refuse to clear nothing, or more than what is still owed."""
    if not _cleared(facts):
        yield "กรุณาระบุจำนวนเงินตามใบสำคัญหรือเงินสดส่งคืน"
    if _cleared(facts) > _owed(facts):
        yield f"จำนวนเงินส่งใช้เกินเงินยืมคงค้าง (คงค้าง {_owed(facts):,.2f} บาท)"


def _lent(facts: Facts) -> Iterable[str]:
    """Refuse to clear a loan by the voucher of another one."""
    if facts.of("txtVoucher", "เลขที่สัญญายืม") != facts.text("txtLoan"):
        yield "ฎีกาเงินยืมนี้ไม่ใช่ของสัญญายืมที่เลือก"


def _spent_on(catalogue: Catalogue, fields: Mapping[str, str]) -> str:
    if fields[_KIND] == RESERVE_LOAN:
        return catalogue.account("reserve")
    return account_named(catalogue, fields["หมวดรายจ่าย"], "expense_other")


def _of_budget(caption: str, fields: Mapping[str, str]) -> Decimal:
    return of(caption)(fields) if fields[_KIND] == BUDGET_LOAN else ZERO


CLEARING_PAPER = Paper(
    key=CLEARING,
    rows=(
        (day("txtDate", "วันที่ส่งใช้"),),
        (
            look_up("txtLoan", "เลขที่สัญญายืม", BUDGET, RESERVE, once=False, rest=_loan_left),
            from_document("lblKind", "txtLoan", _KIND),
        ),
        (look_up("txtVoucher", _VOUCHER, LENDING, once=False),),
        (
            from_document("lblBorrower", "txtLoan", _BORROWER),
            shown_amount("txtOwed", "เงินยืมคงค้าง", _owed),
        ),
        *taken_over("txtLoan"),
        (
            money("txtSpent", _PAPERS_OF, required=False, posts_back=True),
            money("txtReturned", _RETURNED, required=False, posts_back=True),
        ),
        (
            choice("ddlBank", BANK, sources.banks, required=False),
            text("txtReceiptNo", "เลขที่ใบเสร็จรับเงินคืน"),
        ),
        (shown_amount("txtAmount", AMOUNT, _cleared),),
        (area("txtRemark", "หมายเหตุ"),),
    ),
    numbers=(Running(caption="เลขที่ส่งใช้เงินยืม", series=CLEARING, pattern="สย-{:04d}"),),
    day="วันที่ส่งใช้",
    party=_BORROWER,
    amount=AMOUNT,
    listed=("วันที่ส่งใช้", "เลขที่สัญญายืม", _BORROWER, _PAPERS_OF, _RETURNED, AMOUNT),
    rules=(_lent, _within_loan),
    entries=(
        debit(_spent_on, _PAPERS_OF),
        debit(received, _RETURNED),
        credit(debtor_of_loan(_KIND)),
    ),
    moves=(
        frees(lambda fields: _of_budget(AMOUNT, fields)),
        spends(lambda fields: _of_budget(_PAPERS_OF, fields)),
    ),
    announces=Announces.ALERT,
)
PAPERS = (BUDGET_LOAN_PAPER, RESERVE_LOAN_PAPER, CLEARING_PAPER)
