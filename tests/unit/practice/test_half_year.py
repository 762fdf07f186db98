"""The coherent half-year: exact in number, repeatable, its references known, and taken by a fresh site."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.practice.books import Range, balances
from bot.practice.catalogue import load
from bot.practice.half_year import LAST_BY_HAND, make_half_year
from bot.practice.made_up import FIRST_DAY, LAST_DAY, Row
from bot.practice.office_days import BY_HAND, OLD_NUMBER
from bot.practice.papers import PAPERS
from bot.practice.papers.depositing import RECEIPTS
from bot.practice.sample import COLUMNS, write_half_year
from bot.practice.sample_sheets import OPENING_COLUMNS, OPENING_SHEET, SHEETS, columns_of
from bot.practice.site import Site, open_site
from bot.practice.store import Document, Draft
from bot.practice.turns import turns_of
from bot.practice.typing_in import typed_into_paper, typed_into_screen

ENTRIES = 500
Sheets = dict[str, list[tuple[Row, list[Row]]]]
OTHER_DAYS = {
    "REC_TAX_ALLOT": "วันที่รับเงิน",
    "REC_ASSET_RENT_OUTSIDE": "วันที่รับเงิน",
    "EXP_VOUCHER_BUDGET": "วันที่จัดทำฎีกา",
    "ACC_GENERAL_JOURNAL": "วันที่",
}
# The order of a day: budget, receipts, deposits, buying, lending, vouchers, cheques, payments, the rest.
ORDER = (
    *(key for key in PAPERS if key.startswith(("budget_", "BUD_"))),
    *RECEIPTS,
    "REC_DEPOSIT_SLIP",
    "REC_DEPOSIT_SUMMARY",
    "REC_BANK_DEPOSIT",
    *(key for key in PAPERS if key.startswith(("PUR_", "EGP_"))),
    *(key for key in PAPERS if key.startswith("LOAN_") and key != "LOAN_CLEARING"),
    "EXP_VOUCHER_BUDGET",
    *(key for key in PAPERS if key.startswith("EXP_VOUCHER_")),
    "EXP_CHEQUE",
    "EXP_PAYMENT",
)


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return make_half_year(entries=ENTRIES, seed=3)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = open_site(tmp_path / "site.sqlite3", durable=False)
    yield site
    site.store.close()


def day_of(screen: str, head: Row) -> date:
    caption = PAPERS[screen].day if screen in PAPERS else OTHER_DAYS[screen]
    found = head[caption]
    assert isinstance(found, date)
    return found


def references(screen: str, head: Row, lines: list[Row]) -> list[str]:
    if screen not in PAPERS:
        return []
    captions = [field.caption for field in PAPERS[screen].referring() if field.refers]
    return [str(row[c]) for row in (head, *lines) for c in captions if row.get(c)]


@pytest.mark.parametrize("entries", [1, 7, 60, 200])
def test_the_number_of_documents_is_exact(entries: int) -> None:
    """Whatever the size, so many documents are made."""
    for by_hand in (True, False):
        made = make_half_year(entries=entries, seed=entries, by_hand=by_hand)
        assert sum(len(documents) for documents in made.values()) == entries


def test_the_same_seed_gives_the_same_half_year(sheets: Sheets) -> None:
    """Another seed gives another."""
    assert make_half_year(entries=ENTRIES, seed=3) == sheets
    assert make_half_year(entries=ENTRIES, seed=4) != sheets


def test_all_four_areas_and_both_periods_are_there(sheets: Sheets) -> None:
    """Most screens are used; documents from 7 July on carry the numbers of the paper."""
    assert len(sheets) > 30
    days = [(day_of(screen, head), head) for screen, all_of in sheets.items() for head, _ in all_of]
    assert min(day for day, _ in days) >= FIRST_DAY
    assert max(day for day, _ in days) <= LAST_BY_HAND
    by_hand = [str(head[OLD_NUMBER]) for day, head in days if day >= BY_HAND]
    assert by_hand
    assert not any(number.startswith("RCPT") for number in by_hand)
    assert all("มือ" not in str(head[OLD_NUMBER]) for day, head in days if day <= LAST_DAY)
    lost = make_half_year(entries=60, seed=3, by_hand=False)
    assert all(day_of(screen, head) <= LAST_DAY for screen, all_of in lost.items() for head, _ in all_of)


def test_numbers_are_unique_and_references_are_known(sheets: Sheets) -> None:
    """Every reference is the old number of a document that is not later."""
    days = {
        str(head[OLD_NUMBER]): day_of(screen, head) for screen, all_of in sheets.items() for head, _ in all_of
    }
    assert len(days) == ENTRIES
    named = Counter[str]()
    for screen, all_of in sheets.items():
        for head, lines in all_of:
            for number in references(screen, head, lines):
                assert days[number] <= day_of(screen, head)
                named[screen] += 1
    assert {"REC_DEPOSIT_SLIP", "REC_DEPOSIT_SUMMARY", "PUR_CONTRACT", "EXP_CHEQUE", "EXP_PAYMENT"} <= set(
        named
    )


def test_deposits_are_receipts_and_cheques_are_vouchers(sheets: Sheets) -> None:
    """Every receipt is on a slip; every cheque is the net of its vouchers."""
    receipts = {str(head[OLD_NUMBER]) for key in RECEIPTS for head, _ in sheets.get(key, [])}
    on_slips = [str(line["เลขที่ใบเสร็จ"]) for _, lines in sheets["REC_DEPOSIT_SLIP"] for line in lines]
    assert sorted(on_slips) == sorted(receipts)
    nets = {
        str(head[OLD_NUMBER]): head["จำนวนเงินที่รับสุทธิ"]
        for key, all_of in sheets.items()
        if key.startswith("EXP_VOUCHER")
        for head, _ in all_of
    }
    for head, lines in sheets["EXP_CHEQUE"]:
        assert head["จำนวนเงิน"] == sum(nets[str(line["เลขที่ผู้เบิก"])] for line in lines)


def key_again(
    site: Site, screen: str, head: Row, lines: list[Row], new: dict[str, str]
) -> Document | list[str]:
    """Type a document with the new numbers of what it names; another person approves it."""
    captions = {f.caption for f in PAPERS[screen].referring() if f.refers} if screen in PAPERS else set()

    def renamed(row: Row) -> Row:
        return {c: new.get(str(v), v) if c in captions else v for c, v in row.items()}

    user, entry = site.catalogue.users[0], site.screens[screen]
    if screen in PAPERS:
        typed = [renamed(line) for line in lines]
        state = typed_into_paper(site.world, PAPERS[screen], renamed(head), typed, user)
    else:
        state = typed_into_screen(entry, {c: v for c, v in head.items() if c != OLD_NUMBER}, lines, user)
    draft = entry.check(state)
    if not isinstance(draft, Draft):
        return draft
    document = site.store.add(draft, user.username)
    if turns_of(screen):
        site.store.turn(document, "อนุมัติ", "approver")
    return document


def test_a_fresh_site_takes_it_day_by_day(site: Site, sheets: Sheets) -> None:
    """In a run's order nothing is refused; where a kind has its own series the old numbers come again."""
    places = {screen: place for place, screen in reversed(list(enumerate(ORDER)))}
    waiting = sorted(
        (
            (day_of(screen, head), places.get(screen, len(ORDER)), place, screen, head, lines)
            for screen, all_of in sheets.items()
            for place, (head, lines) in enumerate(all_of)
        ),
        key=lambda one: one[:3],
    )
    new: dict[str, str] = {}
    while waiting:
        ready = next(
            i for i, one in enumerate(waiting) if set(references(one[3], one[4], one[5])) <= set(new)
        )
        day, _, _, screen, head, lines = waiting.pop(ready)
        assert day == waiting[0][0] if waiting and ready else True
        document = key_again(site, screen, head, lines, new)
        assert isinstance(document, Document), (screen, head, document)
        new[str(head[OLD_NUMBER])] = document.number
    shared = ("REC_", "EXP_VOUCHER")
    own = [head for key in sheets if not key.startswith(shared) for head, _ in sheets[key]]
    assert all(new[str(h[OLD_NUMBER])] == str(h[OLD_NUMBER]).removeprefix("มือ ") for h in own)
    assert sum(balances(site.store, Range()).values()) == 0
    assert all(site.world.budget.free(key) >= 0 for key in site.world.budget.lines())


def test_every_used_screen_has_a_sheet(tmp_path: Path, sheets: Sheets) -> None:
    """A header of the columns, and one row for each document or for each of its lines."""
    path = tmp_path / "office.xlsx"
    write_half_year(path, entries=ENTRIES, seed=3)
    workbook = openpyxl.load_workbook(path)
    assert set(workbook.sheetnames) == {*(SHEETS[screen] for screen in sheets), OPENING_SHEET}
    for screen, documents in sheets.items():
        header, *rows = workbook[SHEETS[screen]].iter_rows(values_only=True)
        assert header == columns_of(screen, COLUMNS)
        assert len(rows) == sum(len(lines) or 1 for _, lines in documents)
        assert rows[0][0] == documents[0][0][OLD_NUMBER]
    header, *rows = workbook[OPENING_SHEET].iter_rows(values_only=True)
    assert header == OPENING_COLUMNS
    assert len(rows) == len(load().budget_captions())


def test_the_sheets_have_names_and_columns_for_all_screens() -> None:
    """No two sheets share a name; no column stands twice."""
    assert len(set(SHEETS.values())) == len(SHEETS) == len(PAPERS) + 4
    for screen in SHEETS:
        columns = columns_of(screen, COLUMNS)
        assert len(set(columns)) == len(columns)
