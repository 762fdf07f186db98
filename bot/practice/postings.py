"""What every document does to the accounts: the double entries behind ledger and trial balance."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.practice.catalogue import ALLOCATED_TAX, Catalogue
from bot.practice.rules import ZERO
from bot.practice.store import Document

CASH, UNPAID_VOUCHERS, WITHHELD, DEPOSITS, OTHER_EXPENSE = "010", "603", "902", "909", "551000"


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """One side of a double entry."""

    document: Document
    account: str
    text: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO


def postings(catalogue: Catalogue, documents: list[Document]) -> Iterator[Posting]:
    """Give the postings of every document that was not cancelled."""
    for document in documents:
        if document.cancelled:
            continue
        if document.screen == "ACC_GENERAL_JOURNAL":
            yield from _journal(document)
        elif document.screen == "EXP_VOUCHER_BUDGET":
            yield from _voucher(catalogue, document)
        else:
            yield from _receipt(catalogue, document)


def _journal(document: Document) -> Iterator[Posting]:
    for line in document.lines:
        yield Posting(
            document=document,
            account=line["รหัสบัญชี"],
            text=document.fields["คำอธิบาย"],
            debit=Decimal(line["เดบิต"] or 0),
            credit=Decimal(line["เครดิต"] or 0),
        )


def _receipt(catalogue: Catalogue, document: Document) -> Iterator[Posting]:
    amount, text = Decimal(document.fields["จำนวนเงิน"]), document.fields["ผู้ชำระเงิน"]
    bank = document.fields["บัญชีธนาคาร"]
    number = bank.rpartition(" ")[2]
    money = next((a.code for a in catalogue.accounts.values() if number and a.name.endswith(number)), CASH)
    income = _account(catalogue, document.fields.get("หมวดรายรับ", ALLOCATED_TAX), "415000")
    yield Posting(document=document, account=money, text=text, debit=amount)
    yield Posting(document=document, account=income, text=text, credit=amount)


def _voucher(catalogue: Catalogue, document: Document) -> Iterator[Posting]:
    fields = document.fields
    text = fields["คำอธิบายรายการ"]
    expense = _account(catalogue, fields["หมวดรายจ่าย"], OTHER_EXPENSE)
    withheld = Decimal(fields["ภาษีหัก ณ ที่จ่าย"])
    kept = Decimal(fields["ค่าปรับ"]) + Decimal(fields["หักอื่น ๆ"])
    gross = Decimal(fields["จำนวนเงินที่ขอเบิกทั้งสิ้น"])
    yield Posting(document=document, account=expense, text=text, debit=gross)
    for account, amount in (
        (WITHHELD, withheld),
        (DEPOSITS, kept),
        (UNPAID_VOUCHERS, gross - withheld - kept),
    ):
        if amount:
            yield Posting(document=document, account=account, text=text, credit=amount)


def _account(catalogue: Catalogue, name: str, otherwise: str) -> str:
    return next((account.code for account in catalogue.accounts.values() if account.name == name), otherwise)
