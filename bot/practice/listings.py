"""Which list screens there are: the search twins, the registers, the reports and the payee look-up."""

from collections.abc import Callable, Mapping

from bot.practice.kinds import short_date, shown_money
from bot.practice.listing import DATES, Criteria, Listing, Row
from bot.practice.menu import Place
from bot.practice.postings import postings
from bot.practice.rules import ZERO, baht
from bot.practice.shown import MONEY, shown
from bot.practice.site import Site
from bot.practice.store import Document
from bot.practice.webforms import Control

ORDER, STATUS = "ลำดับ", "สถานะ"
RECEIPTS = ("REC_TAX_ALLOT", "REC_ASSET_RENT_OUTSIDE")
VOUCHERS, JOURNALS = "EXP_VOUCHER_BUDGET", "ACC_GENERAL_JOURNAL"
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
_RECEIPT_COLUMNS = (
    "เลขที่ใบเสร็จ",
    "วันที่รับเงิน",
    "ผู้ชำระเงิน",
    "หมวดรายรับ",
    "ประเภทรายรับ",
    "รายละเอียด",
    "จำนวนเงิน",
    "ประเภทการรับเงิน",
    "บัญชีธนาคาร",
    "จำนวนใบเสร็จรับเงิน",
    "หมายเหตุ",
    "ผู้รับเงิน",
)
_VOUCHER_COLUMNS = (
    "เลขที่ผู้เบิก",
    "เลขที่คลังรับ",
    "วันที่จัดทำฎีกา",
    "ส่วน/กอง ผู้เบิก",
    "ผู้รับเงิน",
    "คำอธิบายรายการ",
    "จำนวนเงินที่ขอเบิกทั้งสิ้น",
    "ภาษีหัก ณ ที่จ่าย",
    "จำนวนเงินที่รับสุทธิ",
)
_DATE_CAPTIONS = {VOUCHERS: "วันที่จัดทำฎีกา", JOURNALS: "วันที่"}


def listing_for(site: Site, place: Place) -> Listing:
    """Give the list screen of this place in the menu."""
    return _twin(site, place) if place.document else _REPORTS[place.key](site)


def _twin(site: Site, place: Place) -> Listing:
    screen, columns = place.document, _TWIN_COLUMNS[place.document]

    def rows(criteria: Criteria) -> list[Row]:
        found = [d for d in site.store.visible(screen) if _matches(d, criteria)]
        tail = f"&control=view&screenname={place.key}"
        return [
            Row(
                cells=(str(order), *_cells(document, columns), document.status),
                link=f"Default.aspx?menu={place.menu}{tail}&id={document.ident}",
            )
            for order, document in enumerate(found, 1)
        ]

    party = Control(key="txtParty", caption=_PARTY.get(screen, "ผู้ชำระเงิน"), size=40)
    return Listing(
        criteria=(*DATES, _NUMBER, party, _AMOUNT),
        columns=(ORDER, *columns, STATUS),
        rows=rows,
        money=MONEY,
        at_once=False,
        button="ค้นหา",
    )


def _matches(document: Document, criteria: Criteria) -> bool:
    return (
        criteria.within(document.day)
        and criteria.number in document.number
        and criteria.party in document.party
        and (criteria.amount is None or criteria.amount == baht(document.satang))
    )


def _cells(document: Document, columns: tuple[str, ...]) -> tuple[str, ...]:
    fields = {"หมวดรายรับ": "ภาษีจัดสรร", **document.fields}
    return tuple(shown(caption, fields.get(caption, "")) for caption in columns)


def _register(site: Site, columns: tuple[str, ...], total: str, *screens: str) -> Listing:
    def rows(criteria: Criteria) -> list[Row]:
        found = [d for d in site.store.visible(*screens) if criteria.within(d.day)]
        return [
            Row(cells=(str(order), *_cells(document, columns), document.status))
            for order, document in enumerate(found, 1)
        ]

    return Listing(
        criteria=DATES,
        columns=(ORDER, *columns, STATUS),
        rows=rows,
        money=MONEY,
        totals=(total,) if total else (),
        link_column=-1,
    )


def _receipts(site: Site) -> Listing:
    return _register(site, _RECEIPT_COLUMNS, "", *RECEIPTS)


def _vouchers(site: Site) -> Listing:
    return _register(site, _VOUCHER_COLUMNS, "", VOUCHERS)


def _revenue(site: Site) -> Listing:
    columns = ("วันที่", "เลขที่ใบเสร็จ", "หมวดรายรับ", "ประเภทรายรับ", "ผู้ชำระเงิน", "จำนวนเงิน")

    def rows(criteria: Criteria) -> list[Row]:
        found = [d for d in site.store.visible(*RECEIPTS) if criteria.within(d.day) and not d.cancelled]
        return [Row(cells=(short_date(d.fields["วันที่รับเงิน"]), *_cells(d, columns[1:]))) for d in found]

    return Listing(
        criteria=DATES, columns=columns, rows=rows, money=MONEY, totals=("จำนวนเงิน",), link_column=-1
    )


def _ledger(site: Site) -> Listing:
    def rows(criteria: Criteria) -> list[Row]:
        found = postings(site.catalogue, site.store.visible(*RECEIPTS, VOUCHERS, JOURNALS))
        chosen = [
            p
            for p in found
            if criteria.within(p.document.day) and p.account.startswith(criteria.number or p.account)
        ]
        chosen.sort(key=lambda p: (p.account, p.document.day, p.document.seq))
        return [
            Row(
                cells=(
                    p.account,
                    site.catalogue.accounts[p.account].name,
                    _date(p.document),
                    p.document.number,
                    p.text,
                    shown_money(p.debit or ""),
                    shown_money(p.credit or ""),
                )
            )
            for p in chosen
        ]

    return Listing(
        criteria=(*DATES, Control(key="txtNumber", caption="รหัสบัญชี", size=10)),
        columns=("รหัสบัญชี", "ชื่อบัญชี", "วันที่", "เลขที่เอกสาร", "รายการ", "เดบิต", "เครดิต"),
        rows=rows,
        money=MONEY,
        totals=("เดบิต", "เครดิต"),
        link_column=-1,
    )


def _trial_balance(site: Site) -> Listing:
    def rows(criteria: Criteria) -> list[Row]:
        balances = dict.fromkeys(site.catalogue.accounts, ZERO)
        for p in postings(site.catalogue, site.store.visible(*RECEIPTS, VOUCHERS, JOURNALS)):
            if criteria.within(p.document.day):
                balances[p.account] += p.debit - p.credit
        return [
            Row(
                cells=(
                    code,
                    site.catalogue.accounts[code].name,
                    shown_money(balance if balance > ZERO else ""),
                    shown_money(-balance if balance < ZERO else ""),
                )
            )
            for code, balance in balances.items()
            if balance
        ]

    return Listing(
        criteria=DATES,
        columns=("รหัสบัญชี", "ชื่อบัญชี", "เดบิต", "เครดิต"),
        rows=rows,
        money=MONEY,
        totals=("เดบิต", "เครดิต"),
        link_column=-1,
    )


def _budget(site: Site) -> Listing:
    columns = ("แผนงาน", "งาน", "หมวดรายจ่าย", "ประเภทรายจ่าย", "รายการ", "งบประมาณอนุมัติ", "เบิกจ่ายแล้ว", "คงเหลือ")

    def rows(criteria: Criteria) -> list[Row]:
        lines = site.catalogue.budget_captions()
        found = []
        for line, captions in lines:
            spent = baht(site.store.spent(line.value))
            amounts = (line.amount, spent, line.amount - spent)
            if criteria.party in line.item:
                found.append(Row(cells=(*captions, *(shown_money(amount) for amount in amounts))))
        return found

    return Listing(
        criteria=(Control(key="txtParty", caption="รายการ", size=40),),
        columns=columns,
        rows=rows,
        money=frozenset(columns[-3:]),
        totals=columns[-3:],
        link_column=-1,
    )


def _payees(site: Site) -> Listing:
    def rows(criteria: Criteria) -> list[Row]:
        wanted = criteria.party
        return [
            Row(cells=(payee.name, payee.tax_id, "เลือก"), link="pick")
            for payee in site.catalogue.payees
            if wanted in payee.name or wanted in payee.tax_id
        ]

    return Listing(
        criteria=(Control(key="txtParty", caption="ชื่อ / เลขประจำตัวผู้เสียภาษี", size=40),),
        columns=("ชื่อผู้รับเงิน", "เลขประจำตัวผู้เสียภาษี", "เลือก"),
        rows=rows,
        link_column=2,
        button="ค้นหา",
        template="popup.html",
    )


def _date(document: Document) -> str:
    return short_date(document.fields[_DATE_CAPTIONS.get(document.screen, "วันที่รับเงิน")])


_REPORTS: Mapping[str, Callable[[Site], Listing]] = {
    "REP_BUDGET_BALANCE": _budget,
    "REP_RECEIPT_DETAIL": _receipts,
    "REP_REVENUE_REGISTER": _revenue,
    "REP_VOUCHER_REGISTER": _vouchers,
    "REP_LEDGER": _ledger,
    "REP_TRIAL_BALANCE": _trial_balance,
    "POP_PAYEE": _payees,
}
