"""What each entry posts, by the postings of books.yaml; what cannot be told is never guessed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_up_site import (
    MakeMappings,
    changed,
    codes,
    entered,
    journal_dict,
    journal_row,
    receipt_dict,
    receipt_row,
    site_dict,
    write_folder,
)
from test_planning_opening import books_dict

from bot.errors import InputProblems
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.trial_balance import Bookkeeper, balances

RECEIPT = [
    {"debit": {"by": "bank", "list": "banks", "blank": "เงินสด"}, "plus": ["amount"]},
    {"credit": {"by": "group", "otherwise": "ภาษีโรงเรือน"}, "plus": ["amount"], "minus": ["total"]},
    {"credit": {"named": "เงินฝากธนาคาร"}, "plus": ["total"], "when": {"field": "group", "is_not": [""]}},
]
JOURNAL = [
    {"debit": {"field": "account"}, "plus": ["debit"]},
    {"credit": {"field": "account"}, "plus": ["credit"]},
]


def with_postings(**changes: Any) -> dict[str, Any]:
    """Give books whose postings are about both screens."""
    lists = {
        "chart": {"file": "lists/accounts.csv", "text": "name", "code": "code"},
        "banks": {"file": "lists/types.csv", "text": "type", "code": "group"},
    }
    return books_dict(accounts=lists, postings={"RECEIPT": RECEIPT, "JOURNAL": JOURNAL, **changes})


@pytest.fixture
def mappings(make_mappings: MakeMappings) -> Mappings:
    return make_mappings(
        site=site_dict(), receipt=receipt_dict(), journal=journal_dict(), books=with_postings()
    )


def kept(mappings: Mappings, *rows: Any) -> tuple[dict[str, Decimal], Bookkeeper]:
    """Give the balances of these rows, and the bookkeeper."""
    entries, problems = entered(mappings, *rows)
    assert not [problem for problem in problems if problem.severity == "error"]
    assert mappings.books is not None
    keeper = Bookkeeper(mappings.books, mappings)
    return dict(balances(side for entry in entries for side in keeper.sides(entry))), keeper


def test_sides_are_found_by_name_by_list_and_by_code(mappings: Mappings) -> None:
    """Cash where the bank is blank, else the list's account; the other one where a text is unknown."""
    found, keeper = kept(
        mappings,
        receipt_row(2, amount="100.25", total="0.25"),
        receipt_row(3, amount="50", bank="ภาษีที่ดิน", cash="ไม่ใช่"),
        journal_row(2, account="010", debit="7"),
        journal_row(3, account="021", credit="7"),
    )
    assert keeper.problems == []
    assert found == {
        "010": Decimal("107.25"), "021": Decimal("-7.25"), "411001": Decimal(-150), "ภาษี": Decimal(50),
    }  # fmt: skip


def test_what_cannot_be_told_is_a_problem_of_its_row(make_mappings: MakeMappings) -> None:
    """An unknown bank or name, a blank code, a screen without postings; sides that do not balance."""
    odd = [
        {"debit": {"named": "ทองคำ"}, "plus": ["amount"]},
        {"debit": {"field": "bank"}, "plus": ["amount"]},
        {"credit": {"by": "bank", "list": "banks"}, "plus": ["amount"]},
        {"credit": {"by": "payer", "list": "banks"}, "plus": ["amount"]},
    ]
    books = with_postings(RECEIPT=odd)
    del books["postings"]["JOURNAL"]
    mappings = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal_dict(), books=books)
    lines = (journal_row(2, account="010", debit="7"), journal_row(3, account="021", credit="7"))
    found, keeper = kept(mappings, receipt_row(2), *lines)
    assert found == {}
    assert codes(keeper.problems) == [
        ("รับเงิน!A2", "posting_account"),
        ("รับเงิน!A2", "posting_account"),
        ("รับเงิน!A2", "posting_account"),
        ("รับเงิน!A2", "posting_account"),
        ("ใบผ่าน!A2", "posting_unknown"),
    ]
    assert "“ทองคำ”" in keeper.problems[0].text.en
    assert "“bank”" in keeper.problems[1].text.en
    books = with_postings(RECEIPT=RECEIPT[:1])
    mappings = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=journal_dict(), books=books)
    _, keeper = kept(mappings, receipt_row(2))
    assert codes(keeper.problems) == [("รับเงิน!A2", "posting_unbalanced")]
    assert "by 100.25" in keeper.problems[0].text.en


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("accounts.banks.code", "cod", "accounts.banks.code"),
        ("postings.RECEIPT.0.plus", ["z"], "postings.RECEIPT[0].plus[0]"),
        ("postings.RECEIPT.1.minus", ["x"], "postings.RECEIPT[1].minus[0]"),
        ("postings.RECEIPT.0.debit.by", "bnk", "postings.RECEIPT[0].debit.by"),
        ("postings.JOURNAL.1.credit.field", "z", "postings.JOURNAL[1].credit.field"),
        ("postings.RECEIPT.2.when.field", "x", "postings.RECEIPT[2].when.field"),
        ("postings.RECEIPT.0.debit.list", "x", "postings.RECEIPT[0].debit.list"),
        ("postings.X", [], "postings.X"),
        ("trial_balance", {"report": "trail", "debit": "debit", "credit": "credit"}, "trial_balance.report"),
        ("trial_balance", {"report": "trial", "debit": "debits", "credit": "credit"}, "trial_balance.debit"),
    ],
)
def test_names_that_are_not_there_are_told_by_line(
    tmp_path: Path, path: str, value: object, place: str
) -> None:
    """Screens, fields, lists and their columns."""
    books = changed(with_postings(), path, value)
    folder = write_folder(
        tmp_path, site=site_dict(), receipt=receipt_dict(), journal=journal_dict(), books=books
    )
    with pytest.raises(InputProblems) as caught:
        load_mappings(folder)
    found = [(problem.code, problem.cell.partition(" ")[2]) for problem in caught.value.problems]
    assert ("mapping_unknown_name", place) in found


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("postings.RECEIPT.0.credit", {"named": "เงินสด"}),
        ("postings.RECEIPT.0.debit.named", "เงินสด"),
    ],
)
def test_a_posting_has_one_side_and_one_way_to_its_account(tmp_path: Path, path: str, value: object) -> None:
    """Both sides at once, and two ways at once, are refused."""
    books = changed(with_postings(), path, value)
    folder = write_folder(
        tmp_path, site=site_dict(), receipt=receipt_dict(), journal=journal_dict(), books=books
    )
    with pytest.raises(InputProblems) as caught:
        load_mappings(folder)
    assert {problem.code for problem in caught.value.problems} == {"mapping_value_error"}
