"""Which list screens there are: the search twins, the payee look-up, and the registers."""

from collections.abc import Callable, Mapping

from bot.practice import cash_reports, paper_registers, registers
from bot.practice.listing import DATES, Criteria, Found, Listing, Row, all_of
from bot.practice.look_ups import LOOK_UPS
from bot.practice.menu import Place
from bot.practice.paper import Paper
from bot.practice.papers import PAPERS
from bot.practice.registers import JOURNALS, ORDER, STATUS, VOUCHERS, cells, documents
from bot.practice.rules import satang
from bot.practice.shown import MONEY
from bot.practice.site import Site
from bot.practice.store import Document
from bot.practice.wanted import Wanted
from bot.practice.webforms import Control

_NUMBER = Control(key="txtNumber", caption="เลขที่เอกสาร", size=18)
_AMOUNT = Control(key="txtAmount", caption="จำนวนเงิน", size=18)
_TWIN_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "REC_TAX_ALLOT": ("เลขที่ใบเสร็จ", "วันที่รับเงิน", "ผู้ชำระเงิน", "ประเภทรายรับ", "จำนวนเงิน"),
    "REC_ASSET_RENT_OUTSIDE": (
        "เลขที่ใบเสร็จ",
        "วันที่รับเงิน",
        "ผู้ชำระเงิน",
        "หมวดรายรับ",
        "ประเภทรายรับ",
        "จำนวนเงิน",
    ),
    VOUCHERS: (
        "เลขที่ผู้เบิก",
        "เลขที่คลังรับ",
        "วันที่จัดทำฎีกา",
        "ส่วน/กอง ผู้เบิก",
        "ผู้รับเงิน",
        "จำนวนเงินที่ขอเบิกทั้งสิ้น",
        "จำนวนเงินที่รับสุทธิ",
    ),
    JOURNALS: ("เลขที่", "วันที่", "คำอธิบาย", "รวมเดบิต"),
}
_PARTY = {VOUCHERS: "ผู้รับเงิน", JOURNALS: "คำอธิบาย"}


def listing_for(site: Site, place: Place, query: Mapping[str, str] | None = None) -> Listing:
    """Give the list screen of this place in the menu; a look-up is told by the query what it is for."""
    if place.key in LOOK_UPS:
        return LOOK_UPS[place.key](site, query or {})
    return _twin(site, place) if place.document else _REPORTS[place.key](site)


def _twin(site: Site, place: Place) -> Listing:
    screen, paper = place.document, PAPERS.get(place.document)
    columns = _columns(paper) if paper else _TWIN_COLUMNS[screen]

    def row(order: int, document: Document) -> Row:
        tail = f"&control=view&screenname={place.key}"
        return Row(
            cells=(str(order), *cells(document, columns), document.status),
            link=f"Default.aspx?menu={place.menu}{tail}&id={document.ident}",
        )

    def find(criteria: Criteria) -> Found:
        wanted = Wanted(
            screens=(screen,),
            first=criteria.first_day,
            last=criteria.last_day,
            satang=None if criteria.amount is None else satang(criteria.amount),
            number=criteria.number,
            party=criteria.party,
        )
        return documents(site, wanted, row)

    party = Control(key="txtParty", caption=paper.party if paper else _PARTY.get(screen, "ผู้ชำระเงิน"), size=40)
    return Listing(
        criteria=(*DATES, _NUMBER, party, _AMOUNT),
        columns=(ORDER, *columns, STATUS),
        find=find,
        looked=lambda: site.store.bring_nearer(screen),
        money=MONEY,
        at_once=False,
        button="ค้นหา",
    )


def _columns(paper: Paper) -> tuple[str, ...]:
    return (*(number.caption for number in paper.numbers), *paper.listed)


def _payees(site: Site) -> Listing:
    def find(criteria: Criteria) -> Found:
        wanted = criteria.party
        rows = [
            Row(cells=(payee.name, payee.tax_id, "เลือก"), link="pick")
            for payee in site.catalogue.payees
            if wanted in payee.name or wanted in payee.tax_id
        ]
        return all_of(rows)

    return Listing(
        criteria=(Control(key="txtParty", caption="ชื่อ / เลขประจำตัวผู้เสียภาษี", size=40),),
        columns=("ชื่อผู้รับเงิน", "เลขประจำตัวผู้เสียภาษี", "เลือก"),
        find=find,
        link_column=2,
        button="ค้นหา",
        template="popup.html",
    )


_REPORTS: Mapping[str, Callable[[Site], Listing]] = {
    **cash_reports.REPORTS,
    **paper_registers.REPORTS,
    "REP_BUDGET_BALANCE": registers.budget,
    "REP_RECEIPT_DETAIL": registers.receipts,
    "REP_REVENUE_REGISTER": registers.revenue,
    "REP_VOUCHER_REGISTER": registers.vouchers,
    "REP_LEDGER": registers.ledger,
    "REP_TRIAL_BALANCE": registers.trial_balance,
    "POP_PAYEE": _payees,
}
