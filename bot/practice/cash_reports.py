"""สมุดเงินสดรับ, สมุดเงินสดจ่าย, รายงานสถานะการเงินประจำวัน and รายงานรับจ่ายเงินสด, computed from the postings."""

from collections.abc import Callable, Mapping

from bot.practice import books
from bot.practice.books import Range, Side
from bot.practice.listing import DATES, Criteria, Found, Listing, Row, all_of
from bot.practice.money_books import OneSide, money_accounts, standings
from bot.practice.paper import APPROVED
from bot.practice.papers import PAPERS, paying
from bot.practice.registers import short_day, shown_amount
from bot.practice.rules import baht
from bot.practice.site import Site
from bot.practice.store import CANCELLED
from bot.practice.wanted import Wanted

_DAY, _NUMBER, _TEXT, _AMOUNT = "วันที่", "เลขที่เอกสาร", "รายการ", "จำนวนเงิน"
_CASH, _BANK = "เงินสด", "เงินฝากธนาคาร"
_BEFORE, _CAME, _WENT, _AFTER = "ยอดยกมา", "รับ", "จ่าย", "ยอดยกไป"
_UNCLAIMED = "เช็คที่อนุมัติแล้วผู้มีสิทธิยังไม่มารับ"
_SO_FAR, _INCOME, _EXPENSE = "รวมตั้งแต่ต้นปี", "รายรับ", "รายจ่าย"


def _book(side: str) -> Callable[[Site], Listing]:
    """Give the cash book of one side, posting by posting."""

    def listing(site: Site) -> Listing:
        cash = site.catalogue.account("cash")
        columns = (_DAY, _NUMBER, _TEXT, "รหัสบัญชี", _CASH, _BANK)

        def row(found: Side) -> Row:
            amount = shown_amount(found.debit or found.credit)
            amounts = (amount, "") if found.account == cash else ("", amount)
            document = found.document
            return Row(cells=(short_day(document.day), document.number, found.text, found.account, *amounts))

        def find(criteria: Criteria) -> Found:
            days = (criteria.first_day, criteria.last_day)
            accounts = money_accounts(site.catalogue)
            all_money = OneSide(site.store, accounts, side, days)
            count, total = all_money.total()
            _, in_cash = OneSide(site.store, (cash,), side, days).total()
            return Found(
                count=count,
                read=lambda skip, limit: [row(found) for found in all_money.some(skip=skip, limit=limit)],
                totals={_CASH: baht(in_cash), _BANK: baht(total - in_cash)},
            )

        return Listing(
            criteria=DATES,
            columns=columns,
            find=find,
            looked=lambda: site.store.bring_nearer(*PAPERS),
            money=frozenset({_CASH, _BANK}),
            link_column=-1,
        )

    return listing


def unclaimed(site: Site, last: str) -> tuple[int, int]:
    """Give how many approved cheques nobody has fetched until this day, and their sum in satang."""
    wanted = Wanted(screens=(paying.CHEQUE,), last=last, statuses=(APPROVED,))
    paid = Wanted(screens=(paying.PAYMENT,), last=last)
    fetched = {
        document.fields["เลขที่รายงานการจัดทำเช็ค"]
        for document in site.store.some(paid, skip=0, limit=-1)
        if document.status != CANCELLED
    }
    cheques = [c for c in site.store.some(wanted, skip=0, limit=-1) if c.number not in fetched]
    return len(cheques), sum(cheque.satang for cheque in cheques)


def daily_status(site: Site) -> Listing:
    """Give cash and each bank account: brought forward, in, out, carried forward; and unclaimed cheques."""

    def find(criteria: Criteria) -> Found:
        accounts = site.catalogue.accounts
        found = standings(site.store, money_accounts(site.catalogue), criteria.first_day, criteria.last_day)
        rows = [
            Row(
                cells=(
                    accounts[one.account].name,
                    *(f"{baht(amount):,.2f}" for amount in (one.before, one.came, one.went, one.after)),
                )
            )
            for one in found
        ]
        count, amount = unclaimed(site, criteria.last_day)
        rows.append(Row(cells=(f"{_UNCLAIMED} จำนวน {count} ฉบับ", "", "", "", f"{baht(amount):,.2f}")))
        return all_of(
            rows,
            {
                _BEFORE: baht(sum(one.before for one in found)),
                _CAME: baht(sum(one.came for one in found)),
                _WENT: baht(sum(one.went for one in found)),
                _AFTER: baht(sum(one.after for one in found)),
            },
        )

    return Listing(
        criteria=DATES,
        columns=(_TEXT, _BEFORE, _CAME, _WENT, _AFTER),
        find=find,
        money=frozenset({_BEFORE, _CAME, _WENT, _AFTER}),
        link_column=-1,
    )


def statement(site: Site) -> Listing:
    """Give revenue and expenditure account by account: of the days asked for, and since the year began."""

    def find(criteria: Criteria) -> Found:
        last = criteria.last_day
        of_days = books.balances(site.store, Range(first=criteria.first_day, last=last))
        so_far = books.balances(site.store, Range(last=last))
        rows, totals = [], {_INCOME: 0, _EXPENSE: 0}
        for group, sign in ((_INCOME, -1), (_EXPENSE, 1)):
            for code, account in site.catalogue.accounts.items():
                if account.group == group and code in so_far:
                    amount = sign * of_days.get(code, 0)
                    totals[group] += amount
                    sums = (f"{baht(amount):,.2f}", f"{baht(sign * so_far[code]):,.2f}")
                    rows.append(Row(cells=(group, code, account.name, *sums)))
        over = totals[_INCOME] - totals[_EXPENSE]
        return all_of(
            rows,
            {
                _INCOME: baht(totals[_INCOME]),
                _EXPENSE: baht(totals[_EXPENSE]),
                "รายรับสูงกว่ารายจ่าย": baht(over),
            },
        )

    return Listing(
        criteria=DATES,
        columns=("ประเภท", "รหัสบัญชี", "ชื่อบัญชี", _AMOUNT, _SO_FAR),
        find=find,
        looked=lambda: site.store.bring_nearer(*PAPERS),
        money=frozenset({_AMOUNT, _SO_FAR}),
        link_column=-1,
    )


REPORTS: Mapping[str, Callable[[Site], Listing]] = {
    "REP_CASH_RECEIPTS": _book("debit"),
    "REP_CASH_PAYMENTS": _book("credit"),
    "REP_DAILY_STATUS": daily_status,
    "REP_CASH_STATEMENT": statement,
}
