"""Registers of declared papers, the budget register, and the list of what waits for an approval."""

from collections.abc import Callable, Mapping
from functools import partial

from bot.practice.budget import ADDED, KEY_JOIN, LEVELS, RESERVED, TAKEN
from bot.practice.listing import DATES, Criteria, Found, Listing, Row, all_of
from bot.practice.menu import by_key, twin_of
from bot.practice.paper import APPROVED, PRINTED
from bot.practice.papers import PAPERS
from bot.practice.registers import ORDER, STATUS, cells, documents, register, short_day
from bot.practice.rules import ZERO, baht
from bot.practice.shown import MONEY
from bot.practice.site import Site
from bot.practice.store import CANCELLED, MADE, Document
from bot.practice.turns import turns_of
from bot.practice.wanted import Wanted
from bot.practice.webforms import Control

_AMOUNT = "จำนวนเงิน"
_CONTRACT, _LOAN = "เลขที่สัญญาในระบบ", "เลขที่สัญญายืม"
_PAID, _CLEARED = ("เบิกจ่ายแล้ว", "คงเหลือ"), ("ส่งใช้แล้ว", "คงค้าง")
_MONEY = ("งบประมาณเดิม", "เพิ่ม", "ลด", "งบประมาณอนุมัติ", "ผูกพัน", "เบิกจ่ายแล้ว", "คงเหลือ")


def _of_paper(key: str, site: Site) -> Listing:
    paper = PAPERS[key]
    return register(site, (*(number.caption for number in paper.numbers), *paper.listed), key)


def _with_rest(key: str, link: str, takers: tuple[str, ...], words: tuple[str, str], site: Site) -> Listing:
    """Give a register with what was taken of each document until the last day asked for, and what is left.

    `takers` are the screens whose documents take of it; their field `link` names it.
    """
    paper = PAPERS[key]
    columns = (*(number.caption for number in paper.numbers), *paper.listed)

    def find(criteria: Criteria) -> Found:
        taken: dict[str, int] = {}
        wanted = Wanted(screens=takers, last=criteria.last_day)
        for taker in site.store.some(wanted, skip=0, limit=-1):
            if taker.status != CANCELLED:
                number = taker.fields[link]
                taken[number] = taken.get(number, 0) + taker.satang

        def row(order: int, document: Document) -> Row:
            gone = taken.get(document.number, 0)
            amounts = (f"{baht(gone):,.2f}", f"{baht(document.satang - gone):,.2f}")
            return Row(cells=(str(order), *cells(document, columns), *amounts, document.status))

        some = Wanted(screens=(key,), first=criteria.first_day, last=criteria.last_day)
        return documents(site, some, row)

    return Listing(
        criteria=DATES,
        columns=(ORDER, *columns, *words, STATUS),
        find=find,
        looked=lambda: site.store.bring_nearer(key, *takers),
        money=frozenset({*MONEY, *words}),
        link_column=-1,
    )


def budget_register(site: Site) -> Listing:
    """Give each budget line with all that moved it."""

    def find(criteria: Criteria) -> Found:
        budget = site.world.budget
        rows, totals = [], dict.fromkeys(_MONEY, ZERO)
        for key, line in budget.lines().items():
            if criteria.party in line.item:
                amounts = (
                    line.amount,
                    budget.moved(key, ADDED),
                    budget.moved(key, TAKEN),
                    budget.approved(key),
                    budget.moved(key, RESERVED),
                    budget.spent(key),
                    budget.free(key),
                )
                rows.append(Row(cells=(*key.split(KEY_JOIN), *(f"{amount:,.2f}" for amount in amounts))))
                totals = {name: totals[name] + amount for name, amount in zip(_MONEY, amounts, strict=True)}
        return all_of(rows, totals)

    return Listing(
        criteria=(Control(key="txtParty", caption="รายการ", size=40),),
        columns=(*LEVELS, *_MONEY),
        find=find,
        money=frozenset(_MONEY),
        link_column=-1,
    )


def waiting(site: Site) -> Listing:
    """Give every document that another person must approve, with a link to its page."""
    screens = tuple(
        screen for screen in site.screens if any(turn.becomes == APPROVED for turn in turns_of(screen))
    )

    def row(order: int, document: Document) -> Row:
        place = by_key(twin_of(document.screen))
        about = (str(order), document.number, by_key(document.screen).title, short_day(document.day))
        tail = f"&control=view&screenname={place.key}&id={document.ident}"
        return Row(
            cells=(*about, document.party, f"{baht(document.satang):,.2f}", document.status),
            link=f"Default.aspx?menu={place.menu}{tail}",
        )

    def find(criteria: Criteria) -> Found:
        wanted = Wanted(
            screens=screens,
            first=criteria.first_day,
            last=criteria.last_day,
            number=criteria.number,
            statuses=(MADE, PRINTED),
        )
        return documents(site, wanted, row)

    return Listing(
        criteria=(*DATES, Control(key="txtNumber", caption="เลขที่เอกสาร", size=18)),
        columns=(ORDER, "เลขที่เอกสาร", "ชนิดเอกสาร", "วันที่", "รายละเอียด", _AMOUNT, STATUS),
        find=find,
        money=frozenset({_AMOUNT}),
    )


REPORTS: Mapping[str, Callable[[Site], Listing]] = {
    "REP_BUDGET_REGISTER": budget_register,
    "REP_REVENUE_ESTIMATE": partial(_of_paper, "budget_revenue_add"),
    "REP_EXPENSE_ESTIMATE": partial(_of_paper, "budget_expense_add"),
    "REP_REQUEST_REGISTER": partial(_of_paper, "PUR_REQUEST"),
    "REP_CONTRACT_REGISTER": partial(_with_rest, "PUR_CONTRACT", _CONTRACT, ("EXP_VOUCHER_CONTRACT",), _PAID),
    "REP_EGP_REGISTER": partial(_with_rest, "EGP_CONTRACT", _CONTRACT, ("EXP_VOUCHER_EGP",), _PAID),
    "REP_LOAN_REGISTER": partial(_with_rest, "LOAN_BUDGET", _LOAN, ("LOAN_CLEARING",), _CLEARED),
    "REP_RESERVE_LOAN_REGISTER": partial(_with_rest, "LOAN_RESERVE", _LOAN, ("LOAN_CLEARING",), _CLEARED),
    "REP_CHEQUE_REGISTER": partial(_of_paper, "EXP_CHEQUE"),
    "WAITING": waiting,
}
