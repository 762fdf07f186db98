"""Short ways to declare which accounts a paper debits and credits; every code comes from the data files."""

from collections.abc import Mapping
from decimal import Decimal

from bot.practice.catalogue import Catalogue
from bot.practice.kinds import read_money
from bot.practice.paper import Amount, Entry, Resolve
from bot.practice.rules import ZERO

AMOUNT, BANK, WAY = "จำนวนเงิน", "บัญชีธนาคาร", "ประเภทการรับเงิน"


def debit(account: Resolve, amount: Amount | str = AMOUNT, *, per_line: bool = False) -> Entry:
    """Declare a debit of the amount under this caption."""
    return Entry(debit=True, account=account, amount=_amount(amount), per_line=per_line)


def credit(account: Resolve, amount: Amount | str = AMOUNT, *, per_line: bool = False) -> Entry:
    """Declare a credit of the amount under this caption."""
    return Entry(debit=False, account=account, amount=_amount(amount), per_line=per_line)


def role(name: str) -> Resolve:
    """Give the account that has this part in the books."""
    return lambda catalogue, _: catalogue.account(name)


def named(caption: str, otherwise: str) -> Resolve:
    """Give the account whose name is the text of this field, or the one of another part."""

    def resolve(catalogue: Catalogue, fields: Mapping[str, str]) -> str:
        return account_named(catalogue, fields.get(caption, ""), otherwise)

    return resolve


def account_named(catalogue: Catalogue, name: str, otherwise: str) -> str:
    """Give the account of this name, or the one that has this part in the books."""
    found = next((account.code for account in catalogue.accounts.values() if account.name == name), "")
    return found or catalogue.account(otherwise)


def held(caption: str) -> Resolve:
    """Give the account of the kind of held money that this field names."""

    def resolve(catalogue: Catalogue, fields: Mapping[str, str]) -> str:
        kind = next((kind for kind in catalogue.held if kind.caption == fields.get(caption)), None)
        return kind.account if kind else catalogue.account("held_other")

    return resolve


def bank_account(catalogue: Catalogue, caption: str) -> str:
    """Give the account of a bank account, told by the number at its end, or that of all banks."""
    number = caption.rpartition(" ")[2]
    own = (a.code for a in catalogue.accounts.values() if number and a.name.endswith(number))
    return next(own, catalogue.account("bank"))


def bank(catalogue: Catalogue, fields: Mapping[str, str]) -> str:
    """Give the account of the bank account that was chosen."""
    return bank_account(catalogue, fields[BANK])


def received(catalogue: Catalogue, fields: Mapping[str, str]) -> str:
    """Give where money came in: the chosen bank account, or cash."""
    return bank(catalogue, fields) if fields.get(BANK) else catalogue.account("cash")


def of(caption: str) -> Amount:
    """Give the amount under this caption."""
    return lambda fields: read_money(fields.get(caption, "")) or ZERO


def less(first: str, *others: str) -> Amount:
    """Give the first amount less the others."""
    return lambda fields: of(first)(fields) - sum((of(other)(fields) for other in others), ZERO)


def total(*captions: str) -> Amount:
    """Give the sum of these amounts."""
    return lambda fields: sum((of(caption)(fields) for caption in captions), ZERO)


def when(amount: Amount, caption: str, *texts: str) -> Amount:
    """Give the amount where the field has one of these texts, otherwise nothing."""
    return lambda fields: amount(fields) if fields.get(caption) in texts else Decimal(0)


def _amount(amount: Amount | str) -> Amount:
    return of(amount) if isinstance(amount, str) else amount
