"""Money about contracts: fines, guarantees and retentions that come in, go back or are seized."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.practice import sources
from bot.practice.catalogue import Catalogue
from bot.practice.entries import AMOUNT, BANK, bank, credit, debit, of, received, role
from bot.practice.facts import Facts
from bot.practice.fields import (
    area,
    choice,
    count,
    day,
    fixed,
    from_document,
    look_up,
    money,
    radio,
    shown,
    shown_amount,
    text,
)
from bot.practice.paper import Earns, Entry, Paper, Running
from bot.practice.papers.procurement import CONTRACTS, SELLER
from bot.practice.papers.receiving import FEES, receipt
from bot.practice.rules import ZERO, baht
from bot.practice.store import Document

GUARANTEE, RETENTION, RETURN, SEIZURE = (
    "REC_GUARANTEE",
    "REC_RETENTION",
    "GUARANTEE_RETURN",
    "GUARANTEE_SEIZURE",
)
_KIND, _OF_CONTRACT, _OF_WORK = "ประเภทเงินประกัน", "หลักประกันสัญญา", "เงินประกันผลงาน"
_CONTRACT = (
    look_up("txtContract", "เลขที่สัญญาในระบบ", *CONTRACTS, once=False),
    from_document("lblSeller", "txtContract", SELLER),
)


def _fine(facts: Facts) -> Decimal:
    return facts.count("txtDaysLate") * facts.money("txtPerDay")


def _some_days(facts: Facts) -> Iterable[str]:
    """Refuse a fine for no day."""
    if not _fine(facts):
        yield "จำนวนวันที่ปรับต้องมากกว่า 0"


CONTRACT_FINE = receipt(
    "REC_CONTRACT_FINE",
    _CONTRACT,
    (
        count("txtDaysLate", "จำนวนวันที่ปรับ", required=True, posts_back=True),
        money("txtPerDay", "ค่าปรับต่อวัน", posts_back=True),
    ),
    amount=(shown_amount("txtAmount", AMOUNT, _fine),),
    listed=("เลขที่สัญญาในระบบ", "จำนวนวันที่ปรับ"),
    entries=(debit(received), credit(role("revenue_fees"))),
    earns=Earns(category=lambda _: FEES, kind=lambda _: "ค่าปรับการผิดสัญญา", amount=of(AMOUNT)),
    rules=(_some_days,),
)


def _account(catalogue: Catalogue, fields: Mapping[str, str]) -> str:
    return catalogue.account("contract_guarantee" if fields[_KIND] == _OF_CONTRACT else "work_guarantee")


def _received(key: str, kind: str) -> Paper:
    return receipt(
        key,
        (
            shown("lblKind", _KIND, lambda _: kind),
            radio("rdoForm", "ชนิดหลักประกัน", fixed("เงินสด", "เช็คธนาคาร")),
        ),
        _CONTRACT,
        listed=("เลขที่สัญญาในระบบ",),
        entries=(debit(received), credit(_account)),
    )


def _left_of(facts: Facts, document: Document) -> int:
    return document.satang - facts.world.taken(document.number, RETURN, SEIZURE)


def _left(facts: Facts) -> Decimal:
    found = facts.document("txtGuarantee")
    return baht(_left_of(facts, found)) if found else ZERO


def _within(facts: Facts) -> Iterable[str]:
    """Refuse more than what is still held."""
    if facts.money("txtAmount") > _left(facts):
        yield f"จำนวนเงินเกินเงินประกันคงเหลือ (คงเหลือ {_left(facts):,.2f} บาท)"


def _given_up(key: str, verb: str, pattern: str, entries: tuple[Entry, ...], earns: Earns | None) -> Paper:
    held = look_up("txtGuarantee", "เลขที่ใบเสร็จรับเงินประกัน", GUARANTEE, RETENTION, once=False, rest=_left_of)
    banks = (
        ()
        if earns
        else (choice("ddlBank", BANK, sources.banks), text("txtChequeNo", "เลขที่เช็ค/ใบถอน", required=True))
    )
    return Paper(
        key=key,
        rows=(
            (day("txtDate", f"วันที่{verb}"),),
            (held, from_document("lblKind", "txtGuarantee", _KIND)),
            (
                from_document("lblSeller", "txtGuarantee", SELLER),
                from_document("lblContract", "txtGuarantee", "เลขที่สัญญาในระบบ"),
            ),
            (shown_amount("txtLeft", "เงินประกันคงเหลือ", _left), money("txtAmount", AMOUNT)),
            *((banks,) if banks else ()),
            (area("txtReason", "เหตุผล", required=True),),
        ),
        numbers=(Running(caption=f"เลขที่{verb}", series=key, pattern=pattern),),
        day=f"วันที่{verb}",
        party=SELLER,
        amount=AMOUNT,
        listed=(f"วันที่{verb}", SELLER, _KIND, "เลขที่ใบเสร็จรับเงินประกัน", AMOUNT),
        rules=(_within,),
        entries=entries,
        earns=earns,
    )


PAPERS = (
    CONTRACT_FINE,
    _received(GUARANTEE, _OF_CONTRACT),
    _received(RETENTION, _OF_WORK),
    _given_up(RETURN, "คืนเงินประกัน", "คป-{:04d}", (debit(_account), credit(bank)), None),
    _given_up(
        SEIZURE,
        "ริบเงินประกัน",
        "รป-{:04d}",
        (debit(_account), credit(role("revenue_fees"))),
        Earns(category=lambda _: FEES, kind=lambda f: f"ริบ{f[_KIND]}", amount=of(AMOUNT)),
    ),
)
