"""Whatever is keyed at the practice site, every document's postings balance and so does the trial balance."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.practice.books import Range, balances
from bot.practice.facts import KEYER, ROWS, cell_key
from bot.practice.site import Site, open_site
from bot.practice.store import Document, Draft

AMOUNTS = st.integers(1, 90_000_00).map(lambda satang: f"{Decimal(satang) / 100:.2f}")
SMALL = st.integers(0, 50_00).map(lambda satang: f"{Decimal(satang) / 100:.2f}")
DAY = "05/02/2567"


def keyed(
    site: Site, screen: str, lines: list[dict[str, str]] | None = None, **typed: str
) -> Document | None:
    """Key a paper as its screen would; what the rules refuse is not stored."""
    state = {KEYER: "ผู้ทดสอบ", ROWS: str(len(lines or [])), **typed}
    for row, line in enumerate(lines or []):
        state |= {cell_key(row, key): text for key, text in line.items()}
    draft = site.screens[screen].check(state)
    return site.store.add(draft, "somsri") if isinstance(draft, Draft) else None


def receive(site: Site, amount: str, more: str, choice: int) -> Document | None:
    bank = site.catalogue.banks[choice % len(site.catalogue.banks)].value
    way = {"rdoPayType": "1"} if choice % 2 else {"rdoPayType": "3", "ddlBank": bank}
    payer = site.catalogue.taxpayers[choice % len(site.catalogue.taxpayers)]
    held = site.catalogue.held[choice % len(site.catalogue.held)]
    if choice % 3:
        return keyed(
            site,
            "REC_DEPOSIT",
            None,
            txtReceiveDate=DAY,
            txtPayer="ก",
            ddlHeldType=held.value,
            txtAmount=amount,
            **way,
        )
    tax = f"{min(Decimal(amount), payer.assessed):.2f}"
    return keyed(
        site,
        "REC_TAX",
        None,
        txtReceiveDate=DAY,
        txtTaxpayer=payer.code,
        txtTax=tax,
        txtSurcharge=more,
        **way,
    )


def pay(site: Site, amount: str, more: str, choice: int) -> Document | None:
    payee, carried = site.catalogue.payees[0], site.catalogue.carried[choice % 4]
    head = {"txtVoucherDate": DAY, "ddlSection": site.catalogue.sections[1].value, "txtDescription": "ก"}
    head |= {"txtPayee": payee.name, "txtTaxId": payee.tax_id, "txtValue": amount, "txtVat": more}
    head |= {"txtWht": more, "txtFine": more, "txtRetention": more, "txtOther": more}
    if choice % 2:
        voucher = keyed(site, "EXP_VOUCHER_ACCRUED", None, ddlCarried=carried.value, **head)
    else:
        council = {"txtCouncil": "1/2567", "txtCouncilDate": DAY, "txtProject": "ข"}
        voucher = keyed(site, "EXP_VOUCHER_RESERVE", None, **head, **council)
    if voucher is None:
        return None
    site.store.turn(voucher, "อนุมัติ", "approver")
    bank, staff = site.catalogue.banks[choice % 4], site.catalogue.staff
    return keyed(
        site,
        "EXP_CHEQUE",
        [{"txtVoucher": voucher.number}],
        txtDate=DAY,
        rdoKind="1",
        ddlBank=bank.value,
        txtChequeNo=str(voucher.seq),
        txtChequeDate=DAY,
        txtPayTo="ก",
        ddlSigner1=staff[0].value,
        ddlSigner2=staff[1].value,
    )


STEPS = st.lists(st.tuples(st.sampled_from([receive, pay]), AMOUNTS, SMALL, st.integers(0, 40)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, cancelled=st.integers(0, 30))
def test_the_books_balance(steps: list, cancelled: int) -> None:
    """Debits equal credits of each document and of all; a cancelled document leaves both sides together."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        site = open_site(Path(folder) / "site.sqlite3")
        try:
            for step, amount, more, choice in steps:
                step(site, amount, more, choice)
            documents = site.store.all()
            if documents:
                site.store.cancel(documents[cancelled % len(documents)].ident, "ผิด")
            sums = site.store.read(
                "SELECT seq, SUM(debit) AS debit, SUM(credit) AS credit FROM postings GROUP BY seq", ()
            )
            assert all(row["debit"] == row["credit"] > 0 for row in sums)
            assert sum(balances(site.store, Range()).values()) == 0
        finally:
            site.store.close()
