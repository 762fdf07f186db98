"""The registers and reports: what was keyed, day by day, added up or account by account."""

from collections.abc import Callable
from datetime import date

from bot.practice import books
from bot.practice.books import DayOfRevenue, Range, Side
from bot.practice.budget import KEY_JOIN, LEVELS
from bot.practice.kinds import long_date, short_date, shown_money
from bot.practice.listing import DATES, Criteria, Found, Listing, Row, all_of
from bot.practice.papers import PAPERS, depositing, paying
from bot.practice.postings import earning
from bot.practice.rules import ZERO, baht
from bot.practice.shown import MONEY, shown
from bot.practice.site import Site
from bot.practice.store import Document
from bot.practice.wanted import Wanted
from bot.practice.webforms import Control

ORDER, STATUS = "ลำดับ", "สถานะ"
RECEIPTS = depositing.RECEIPTS
VOUCHERS, JOURNALS = "EXP_VOUCHER_BUDGET", "ACC_GENERAL_JOURNAL"
_ALL = ("REC_TAX_ALLOT", "REC_ASSET_RENT_OUTSIDE", VOUCHERS, JOURNALS, *PAPERS)
_DEBIT, _CREDIT = "เดบิต", "เครดิต"
_AMOUNT, _SO_FAR = "จำนวนเงิน", "รวมตั้งแต่ต้นปี"
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


def cells(document: Document, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Give the fields under these captions as lists show them."""
    fields = {**_revenue_captions(document), **document.fields}
    return tuple(shown(caption, fields.get(caption, "")) for caption in columns)


def _revenue_captions(document: Document) -> dict[str, str]:
    """Give under which category and type a receipt stands where its own fields do not say so."""
    if document.screen not in RECEIPTS:
        return {}
    if earned := earning(document):
        return {"หมวดรายรับ": earned[0], "ประเภทรายรับ": earned[1]}
    return {"หมวดรายรับ": "เงินรับฝาก", "ประเภทรายรับ": document.fields.get("ประเภทเงินรับฝาก", "เงินรับฝาก")}


def documents(site: Site, wanted: Wanted, row: Callable[[int, Document], Row]) -> Found:
    """Find documents; `row` draws one, with its place in the list."""
    return Found(
        count=site.store.count(wanted),
        read=lambda skip, limit: [
            row(order, document)
            for order, document in enumerate(site.store.some(wanted, skip=skip, limit=limit), skip + 1)
        ],
    )


def receipts(site: Site) -> Listing:
    """Give the register of receipts, one by one."""
    return register(site, _RECEIPT_COLUMNS, *RECEIPTS)


def vouchers(site: Site) -> Listing:
    """Give the register of vouchers and their two numbers."""
    return register(site, _VOUCHER_COLUMNS, *paying.VOUCHERS)


def revenue(site: Site) -> Listing:
    """Give the register of revenue: one row for each day and type, with what came in since the year began."""

    def row(day: DayOfRevenue) -> Row:
        numbers = day.first if day.documents == 1 else f"{day.first} ถึง {day.last}"
        amounts = (shown_money(baht(day.amount)), shown_money(baht(day.so_far)))
        return Row(cells=(short_day(day.day), day.category, day.kind, numbers, str(day.documents), *amounts))

    def find(criteria: Criteria) -> Found:
        days = books.revenue(site.store, criteria.first_day, criteria.last_day)
        rows = [row(day) for day in days]
        return all_of(rows, {_AMOUNT: baht(sum(day.amount for day in days))})

    return Listing(
        criteria=DATES,
        columns=("วันที่", "หมวดรายรับ", "ประเภทรายรับ", "เลขที่ใบเสร็จ", "จำนวนใบเสร็จ", _AMOUNT, _SO_FAR),
        find=find,
        looked=lambda: site.store.bring_nearer(*RECEIPTS),
        money=frozenset({_AMOUNT, _SO_FAR}),
        link_column=-1,
    )


def ledger(site: Site) -> Listing:
    """Give every posting, account by account."""

    def row(side: Side) -> Row:
        account, document = site.catalogue.accounts[side.account], side.document
        day = short_day(document.day)
        amounts = (shown_amount(side.debit), shown_amount(side.credit))
        return Row(cells=(side.account, account.name, day, document.number, side.text, *amounts))

    def find(criteria: Criteria) -> Found:
        wanted = Range(first=criteria.first_day, last=criteria.last_day, account=criteria.number)
        count, debit, credit = books.summed(site.store, wanted)
        return Found(
            count=count,
            read=lambda skip, limit: [
                row(side) for side in books.sides(site.store, wanted, skip=skip, limit=limit)
            ],
            totals={_DEBIT: baht(debit), _CREDIT: baht(credit)},
        )

    return Listing(
        criteria=(*DATES, Control(key="txtNumber", caption="รหัสบัญชี", size=10)),
        columns=("รหัสบัญชี", "ชื่อบัญชี", "วันที่", "เลขที่เอกสาร", "รายการ", _DEBIT, _CREDIT),
        find=find,
        looked=lambda: site.store.bring_nearer(*_ALL),
        money=MONEY,
        link_column=-1,
    )


def trial_balance(site: Site) -> Listing:
    """Give the balance of each account that has one, in the order of the chart."""

    def find(criteria: Criteria) -> Found:
        balances = books.balances(site.store, Range(first=criteria.first_day, last=criteria.last_day))
        rows, debits, credits_ = [], 0, 0
        for code, account in site.catalogue.accounts.items():
            balance = balances.get(code, 0)
            if balance:
                debit, credit = max(balance, 0), max(-balance, 0)
                debits, credits_ = debits + debit, credits_ + credit
                rows.append(Row(cells=(code, account.name, shown_amount(debit), shown_amount(credit))))
        return all_of(rows, {_DEBIT: baht(debits), _CREDIT: baht(credits_)})

    return Listing(
        criteria=DATES,
        columns=("รหัสบัญชี", "ชื่อบัญชี", _DEBIT, _CREDIT),
        find=find,
        looked=lambda: site.store.bring_nearer(*_ALL),
        money=MONEY,
        link_column=-1,
    )


def budget(site: Site) -> Listing:
    """Give each budget line with what was approved, spent and left."""
    columns = (*LEVELS, "งบประมาณอนุมัติ", "เบิกจ่ายแล้ว", "คงเหลือ")

    def find(criteria: Criteria) -> Found:
        rows, totals = [], dict.fromkeys(columns[-3:], ZERO)
        for key, line in site.world.budget.lines().items():
            if criteria.party in line.item:
                budget = site.world.budget
                amounts = (budget.approved(key), budget.spent(key), budget.free(key))
                rows.append(Row(cells=(*key.split(KEY_JOIN), *(shown_money(amount) for amount in amounts))))
                totals = {name: totals[name] + amount for name, amount in zip(totals, amounts, strict=True)}
        return all_of(rows, totals)

    return Listing(
        criteria=(Control(key="txtParty", caption="รายการ", size=40),),
        columns=columns,
        find=find,
        money=frozenset(columns[-3:]),
        link_column=-1,
    )


def register(site: Site, columns: tuple[str, ...], *screens: str) -> Listing:
    """Give a list of all documents of these screens, with these fields of theirs."""

    def row(order: int, document: Document) -> Row:
        return Row(cells=(str(order), *cells(document, columns), document.status))

    def find(criteria: Criteria) -> Found:
        wanted = Wanted(screens=screens, first=criteria.first_day, last=criteria.last_day)
        return documents(site, wanted, row)

    return Listing(
        criteria=DATES,
        columns=(ORDER, *columns, STATUS),
        find=find,
        looked=lambda: site.store.bring_nearer(*screens),
        money=MONEY,
        link_column=-1,
    )


def short_day(day: str) -> str:
    """Write an ISO day as the lists show it."""
    return short_date(long_date(date.fromisoformat(day)))


def shown_amount(amount: int) -> str:
    """Write an amount of satang; nothing is a blank."""
    return shown_money(baht(amount)) if amount else ""
