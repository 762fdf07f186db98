"""What a document does to the accounts: its double entries, and what a receipt brings in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.practice.catalogue import ALLOCATED_TAX, Catalogue
from bot.practice.rules import ZERO, satang
from bot.practice.store import Document, Earning, Posting

CASH, UNPAID_VOUCHERS, WITHHELD, DEPOSITS, OTHER_EXPENSE = "010", "603", "902", "909", "551000"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Posting:
    """One side of a double entry."""

    account: str
    text: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO


def postings(catalogue: Catalogue, document: Document) -> Iterator[Posting]:
    """Give the postings of a document as they are stored."""
    for posting in _postings(catalogue, document):
        yield posting.account, posting.text, satang(posting.debit), satang(posting.credit)


def earning(document: Document) -> Earning | None:
    """Give what a receipt brings in; other documents bring in nothing."""
    fields = document.fields
    if "ประเภทรายรับ" not in fields:
        return None
    category = fields.get("หมวดรายรับ", ALLOCATED_TAX)
    return category, fields["ประเภทรายรับ"], satang(Decimal(fields["จำนวนเงิน"]))


def _postings(catalogue: Catalogue, document: Document) -> Iterator[_Posting]:
    if document.screen == "ACC_GENERAL_JOURNAL":
        return _journal(document)
    if document.screen == "EXP_VOUCHER_BUDGET":
        return _voucher(catalogue, document)
    return _receipt(catalogue, document)


def _journal(document: Document) -> Iterator[_Posting]:
    for line in document.lines:
        yield _Posting(
            account=line["รหัสบัญชี"],
            text=document.fields["คำอธิบาย"],
            debit=Decimal(line["เดบิต"] or 0),
            credit=Decimal(line["เครดิต"] or 0),
        )


def _receipt(catalogue: Catalogue, document: Document) -> Iterator[_Posting]:
    amount, text = Decimal(document.fields["จำนวนเงิน"]), document.fields["ผู้ชำระเงิน"]
    bank = document.fields["บัญชีธนาคาร"]
    number = bank.rpartition(" ")[2]
    money = next((a.code for a in catalogue.accounts.values() if number and a.name.endswith(number)), CASH)
    income = _account(catalogue, document.fields.get("หมวดรายรับ", ALLOCATED_TAX), "415000")
    yield _Posting(account=money, text=text, debit=amount)
    yield _Posting(account=income, text=text, credit=amount)


def _voucher(catalogue: Catalogue, document: Document) -> Iterator[_Posting]:
    fields = document.fields
    text = fields["คำอธิบายรายการ"]
    expense = _account(catalogue, fields["หมวดรายจ่าย"], OTHER_EXPENSE)
    withheld = Decimal(fields["ภาษีหัก ณ ที่จ่าย"])
    kept = Decimal(fields["ค่าปรับ"]) + Decimal(fields["หักอื่น ๆ"])
    gross = Decimal(fields["จำนวนเงินที่ขอเบิกทั้งสิ้น"])
    yield _Posting(account=expense, text=text, debit=gross)
    for account, amount in (
        (WITHHELD, withheld),
        (DEPOSITS, kept),
        (UNPAID_VOUCHERS, gross - withheld - kept),
    ):
        if amount:
            yield _Posting(account=account, text=text, credit=amount)


def _account(catalogue: Catalogue, name: str, otherwise: str) -> str:
    return next((account.code for account in catalogue.accounts.values() if account.name == name), otherwise)
