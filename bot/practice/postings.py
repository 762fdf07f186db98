"""What a document does to the accounts: its double entries, and what a receipt brings in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.practice.catalogue import ALLOCATED_TAX, Catalogue
from bot.practice.effects import paper_earning, paper_postings, paper_relations
from bot.practice.entries import account_named, bank_account
from bot.practice.papers import PAPERS
from bot.practice.relations import Relations
from bot.practice.rules import ZERO, satang
from bot.practice.store import Document, Earning, Posting


@dataclass(frozen=True, kw_only=True, slots=True)
class _Posting:
    """One side of a double entry."""

    account: str
    text: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO


def postings(catalogue: Catalogue, document: Document) -> Iterator[Posting]:
    """Give the postings of a document as they are stored."""
    if paper := PAPERS.get(document.screen):
        yield from paper_postings(catalogue, paper, document)
        return
    for posting in _postings(catalogue, document):
        yield posting.account, posting.text, satang(posting.debit), satang(posting.credit)


def earning(document: Document) -> Earning | None:
    """Give what a receipt brings in; other documents bring in nothing."""
    if paper := PAPERS.get(document.screen):
        return paper_earning(paper, document)
    fields = document.fields
    if "ประเภทรายรับ" not in fields:
        return None
    category = fields.get("หมวดรายรับ", ALLOCATED_TAX)
    return category, fields["ประเภทรายรับ"], satang(Decimal(fields["จำนวนเงิน"]))


def relations(document: Document) -> Relations:
    """Give what a document says about others and about the budget."""
    paper = PAPERS.get(document.screen)
    return paper_relations(paper, document) if paper else Relations()


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
    money = bank_account(catalogue, bank) if bank else catalogue.account("cash")
    category = document.fields.get("หมวดรายรับ", ALLOCATED_TAX)
    income = account_named(catalogue, category, "revenue_other")
    yield _Posting(account=money, text=text, debit=amount)
    yield _Posting(account=income, text=text, credit=amount)


def _voucher(catalogue: Catalogue, document: Document) -> Iterator[_Posting]:
    fields = document.fields
    text = fields["คำอธิบายรายการ"]
    expense = account_named(catalogue, fields["หมวดรายจ่าย"], "expense_other")
    withheld = Decimal(fields["ภาษีหัก ณ ที่จ่าย"])
    kept = Decimal(fields["ค่าปรับ"]) + Decimal(fields["หักอื่น ๆ"])
    gross = Decimal(fields["จำนวนเงินที่ขอเบิกทั้งสิ้น"])
    yield _Posting(account=expense, text=text, debit=gross)
    for account, amount in (
        (catalogue.account("withheld_tax"), withheld),
        (catalogue.account("held_other"), kept),
        (catalogue.account("unpaid_vouchers"), gross - withheld - kept),
    ):
        if amount:
            yield _Posting(account=account, text=text, credit=amount)
