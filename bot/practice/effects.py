"""What a stored paper does: its postings, what it brings in, what it names, and its budget moves."""

from collections.abc import Iterator, Mapping

from bot.practice.catalogue import Catalogue
from bot.practice.kinds import read_money
from bot.practice.paper import Paper
from bot.practice.relations import BudgetMove, Link, Relations
from bot.practice.rules import ZERO, satang
from bot.practice.store import Document, Earning, Posting

_TAKES = "จำนวนเงิน"


def paper_postings(catalogue: Catalogue, paper: Paper, document: Document) -> Iterator[Posting]:
    """Give the double entry of a paper; sides of nothing are left out."""
    text = document.party
    for entry in paper.entries:
        for fields in _each(document, per_line=entry.per_line):
            amount = satang(entry.amount(fields))
            if amount < 0:
                entry_debit, amount = not entry.debit, -amount
            else:
                entry_debit = entry.debit
            if amount:
                account = entry.account(catalogue, fields)
                yield (account, text, amount, 0) if entry_debit else (account, text, 0, amount)


def paper_earning(paper: Paper, document: Document) -> Earning | None:
    """Give what a paper brings in."""
    if paper.earns is None or not (amount := satang(paper.earns.amount(document.fields))):
        return None
    return paper.earns.category(document.fields), paper.earns.kind(document.fields), amount


def paper_relations(paper: Paper, document: Document) -> Relations:
    """Give which documents a paper names, how much of each it takes, and its moves in the budget."""
    links = []
    head = {field.key for field in paper.fields()}
    for field in paper.referring():
        per_line = field.key not in head
        for fields in _each(document, per_line=per_line):
            if target := fields.get(field.caption):
                takes = field.takes or (_TAKES if per_line else paper.amount)
                taken = satang(read_money(fields.get(takes, "")) or ZERO)
                links.append(Link(target=target, satang=taken))
    moves = [
        BudgetMove(
            budget=move.line(fields), kind=move.kind, satang=satang(move.amount(fields)), after=move.when
        )
        for move in paper.moves
        for fields in _each(document, per_line=move.per_line)
        if move.amount(fields)
    ]
    return Relations(links=tuple(links), moves=tuple(moves))


def _each(document: Document, *, per_line: bool) -> list[Mapping[str, str]]:
    if not per_line:
        return [document.fields]
    return [{**document.fields, **line} for line in document.lines]
