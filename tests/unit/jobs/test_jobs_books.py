"""`opening` and `reconcile` on reports that a test gives: what they print, and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bot import wiring
from bot.config import PeriodConfig, Settings, SiteConfig
from bot.domain.lifecycle import Status
from bot.domain.model import Entry, Standing
from bot.errors import BooksSilent, ConfigError, InputProblems
from bot.jobs import books, reconciling
from bot.language import language_of
from bot.planning.grammar import Report

MAPPINGS = Path(__file__).parents[3] / "mappings"
OPENING = ("รายงาน", "รายการ", "คอลัมน์", "จำนวนเงิน", "เลขที่ล่าสุด")
CASH, HELD = ("งบทดลอง", "010", "เดบิต", "100", ""), ("งบทดลอง", "900", "เครดิต", "100", "")
HEADS = ("เลขที่เดิม", "วันที่", "คำอธิบาย", "รหัสบัญชี", "ชื่อบัญชี", "เดบิต", "เครดิต")
JOURNALS = [
    ("JV-1", "31/01/2567", "โอน", "010", "เงินสด", "5.25", ""),
    ("JV-1", "31/01/2567", "โอน", "900", "เงินรับฝาก", "", "5.25"),
    ("JV-2", "01/02/2567", "โอน", "010", "เงินสด", "1", ""),
    ("JV-2", "01/02/2567", "โอน", "900", "เงินรับฝาก", "", "1"),
]


class FakeSite:
    """Gives a trial balance by its last day; every other report is empty."""

    def __init__(self, trial: Mapping[date, Sequence[tuple[str, str, str]]]) -> None:
        self.trial = trial
        self.daily: dict[str, list[dict[str, str]]] = {}
        self.asked: list[tuple[str, date, date]] = []

    def sign_in(self) -> None:
        self.asked.clear()

    def read_report(self, report: Report, first: date, last: date) -> list[dict[str, str]]:
        self.asked.append((report.title.en, first, last))
        if report.title.en in self.daily:
            return self.daily[report.title.en]
        if report.title.en != "Trial balance":
            return []
        rows = self.trial.get(last, ())
        return [{"code": code, "name": "", "debit": debit, "credit": credit} for code, debit, credit in rows]


BEFORE = date(2024, 1, 15)
RIGHT = {
    BEFORE: [("010", "100.00", ""), ("900", "", "100.00")],
    date(2024, 1, 31): [("010", "105.25", ""), ("900", "", "105.25")],
    date(2024, 2, 29): [("010", "106.25", ""), ("900", "", "106.25")],
}


class Desk:
    """Settings, a workbook and a site."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = FakeSite(RIGHT)
        self.settings = Settings(
            site=SiteConfig(url="http://127.0.0.1/", fiscal_year=2567),
            workbook=folder / "entries.xlsx",
            mappings=MAPPINGS,
            ledger=str(folder / "ledger.sqlite3"),
            periods=(PeriodConfig(name="lost", **{"from": date(2024, 1, 16)}),),
        )
        monkeypatch.setattr(wiring, "open_site", self._open)

    @contextmanager
    def _open(self, *_: object, **__: object) -> Iterator[FakeSite]:
        yield self.site

    def write(self, *opening: tuple[str, ...], journals: Sequence[tuple[str, ...]] = JOURNALS) -> None:
        with xlsxwriter.Workbook(str(self.settings.workbook)) as book:
            sheets: list[tuple[str, list[tuple[str, ...]]]] = [("ใบผ่านรายการบัญชีทั่วไป", [HEADS, *journals])]
            if opening:
                sheets.append(("ยอดยกมา", [OPENING, *opening]))
            for name, rows in sheets:
                sheet = book.add_worksheet(name)
                for place, row in enumerate(rows):
                    sheet.write_row(place, 0, row)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with language_of("en"):
        yield Desk(tmp_path, monkeypatch)


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """Give what was printed as JSON."""
    return json.loads(capsys.readouterr().out)


def test_opening_says_that_everything_agrees(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Every report is read as of the day before, from the fiscal year's first day on."""
    desk.write(CASH, HELD)
    assert books.opening(desk.settings, as_json=False) == 0
    assert "2 figures of the opening sheet agree with the site as of 15/1/2567" in capsys.readouterr().out
    assert len(desk.site.asked) == 10
    assert {(first, last) for _, first, last in desk.site.asked} == {(date(2023, 10, 1), BEFORE)}


def test_opening_lists_what_differs(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """For people with the cell, for scripts as one document; exit 2."""
    desk.write(CASH)
    assert books.opening(desk.settings, as_json=False) == 2
    assert "ยอดยกมา!A1" in capsys.readouterr().out
    assert books.opening(desk.settings, as_json=True) == 2
    found = told(capsys)
    assert (found["ok"], found["figures"], found["day"]) == (False, 1, "2024-01-15")
    assert [one["code"] for one in found["differences"]] == ["opening_differs"]


def test_the_day_before_is_told_by_periods_or_year(desk: Desk) -> None:
    """Without periods the fiscal year's eve; without either nothing can be compared."""
    assert books.day_before(desk.settings) == BEFORE
    without = desk.settings.model_copy(update={"periods": ()})
    assert books.day_before(without) == date(2023, 9, 30)
    nothing = without.model_copy(update={"site": SiteConfig(url="http://127.0.0.1/")})
    assert books.day_before(nothing) is None
    desk.write(CASH)
    with pytest.raises(ConfigError, match="nothing to compare"):
        books.opening(nothing, as_json=False)
    intake = wiring.read_in(nothing)
    untold = books.books_of(nothing, intake.mappings, intake.opening, desk.site)
    assert untold.opening() is None
    assert "names neither `periods` nor the fiscal year" in str(untold.silent())
    told = books.books_of(desk.settings, intake.mappings, intake.opening, desk.site)
    assert told.opening() is not None
    assert told.silent() is None


@pytest.mark.parametrize("sheet", [(CASH, HELD), ()])
def test_reconcile_compares_every_month(
    desk: Desk, capsys: pytest.CaptureFixture[str], sheet: tuple[tuple[str, ...], ...]
) -> None:
    """With an opening sheet the workbook alone, without one what the site shows of the day before."""
    desk.write(*sheet)
    assert reconciling.reconcile(desk.settings, as_json=False) == 0
    assert capsys.readouterr().out.splitlines() == [
        "As of 31/1/2567: equal to the workbook",
        "As of 29/2/2567: equal to the workbook",
    ]
    days = [last for _, _, last in desk.site.asked]
    assert days == [*([] if sheet else [BEFORE]), date(2024, 1, 31), date(2024, 2, 29)]


def test_reconcile_names_month_account_and_document(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A document that is not there yet differs on both of its accounts, in its month and those after it."""
    desk.write(CASH, HELD)
    desk.site.trial = {**RIGHT, date(2024, 2, 29): RIGHT[date(2024, 1, 31)]}
    assert reconciling.reconcile(desk.settings, as_json=True) == 1
    found = told(capsys)
    assert (found["ok"], found["months"]) == (False, {"2024-01-31": 0, "2024-02-29": 2})
    assert "as of 29/2/2567, account 010" in found["differences"][0]["message"]
    assert reconciling.reconcile(desk.settings, as_json=False) == 1
    assert "As of 29/2/2567: 2 account(s) differ" in capsys.readouterr().out


def test_reconcile_computes_all_or_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without postings of a screen, or without a trial balance, nothing is compared."""
    desk.write(CASH, HELD)
    intake = wiring.read_in(desk.settings)
    known = intake.mappings.books
    assert known is not None

    def with_books(**changes: object) -> None:
        altered = replace(intake.mappings, books=known.model_copy(update=changes))
        monkeypatch.setattr(wiring, "read_in", lambda _: replace(intake, mappings=altered))

    with_books(postings={"REC_TAX": ()})
    with pytest.raises(InputProblems, match="no postings of ACC_GENERAL_JOURNAL"):
        reconciling.reconcile(desk.settings, as_json=False)
    with_books(postings={})
    with pytest.raises(ConfigError, match="nothing to compare"):
        reconciling.reconcile(desk.settings, as_json=False)
    with_books(trial_balance=None)
    with pytest.raises(ConfigError, match="nothing to compare"):
        reconciling.reconcile(desk.settings, as_json=False)


def standing(entry: Entry, status: Status, number: str = "") -> Standing:
    """Give where an entry stands."""
    return Standing(entry=entry, position=1, status=status, number=number)


def monthly(desk: Desk, *statuses: Status) -> books.SiteBooks:
    """Give the books of the two journals, where they stand so."""
    intake = wiring.read_in(desk.settings)
    found = zip(intake.entries, statuses, ("JV-0001/67", "JV-0002/67"), strict=True)
    standings = [standing(entry, status, number) for entry, status, number in found]
    return books.books_of(desk.settings, intake.mappings, intake.opening, desk.site, lambda: standings)


def test_a_month_must_hold_what_is_on_the_site(desk: Desk) -> None:
    """A skipped entry is not expected; what stood before is read once, here from the site."""
    desk.write()
    made = monthly(desk, Status.VERIFIED, Status.SKIPPED)
    assert made.month(date(2024, 1, 31)) == ()
    *_, cash, held = made.month(date(2024, 2, 29))
    assert "not entered by the bot, but of just that amount): ใบผ่านรายการบัญชีทั่วไป!A4" in cash.text.en
    assert (cash.about, held.about) == ("010 +1.00", "900 -1.00")
    days = [last for title, _, last in desk.site.asked if title == "Trial balance"]
    assert days == [BEFORE, date(2024, 1, 31), date(2024, 2, 29)]


def test_where_a_month_differs_its_days_are_read(desk: Desk) -> None:
    """The days on which documents of ours are; the first thing told names one of them."""
    desk.write(CASH, HELD)
    desk.site.trial = {}
    made = monthly(desk, Status.VERIFIED, Status.VERIFIED)
    found = made.month(date(2024, 1, 31))
    assert "Cash book of receipts of 31/1/2567, account 010, เงินสด + เงินฝากธนาคาร" in found[0].text.en
    assert "ใบผ่านรายการบัญชีทั่วไป!A2 = JV-0001/67" in found[0].text.en
    asked = [(title, first) for title, first, _ in desk.site.asked if title != "Trial balance"]
    assert {first for _, first in asked} == {date(2024, 1, 31)}
    assert len(asked) == 3
    assert found[-1].text.en.startswith("Trial balance as of 31/1/2567, account 900")


def test_a_day_is_read_by_its_own_reports(desk: Desk) -> None:
    """Cash books by account, the daily status by its name; what agrees is no difference."""
    desk.write(CASH, HELD)
    status = {"name": "เงินสด", "before": "100.00", "came": "5.25", "went": "", "after": "105.25"}
    cheques = {"name": "เช็คที่อนุมัติแล้วผู้มีสิทธิยังไม่มารับ จำนวน 1 ฉบับ", "before": "", "came": "", "went": ""}
    desk.site.daily = {
        "Cash book of receipts": [{"code": "010", "cash": "5.25", "bank": ""}],
        "Daily status": [status, {**cheques, "after": "9.00"}],
    }
    made = monthly(desk, Status.VERIFIED, Status.VERIFIED)
    assert made.day(date(2024, 1, 31)) == ()
    before = len(desk.site.asked)
    assert made.day(date(2024, 1, 31)) == ()
    assert len(desk.site.asked) == before + 3


def test_what_cannot_be_told_is_silent(desk: Desk) -> None:
    """No books.yaml, or an account of a document on the site that is not known: nothing is claimed."""
    desk.write(CASH, HELD)
    intake = wiring.read_in(desk.settings)
    known = intake.mappings.books
    assert known is not None
    none = books.books_of(desk.settings, replace(intake.mappings, books=None), None, desk.site)
    assert "There is nothing to compare" in str(none.silent())
    assert none.opening() is None
    with pytest.raises(BooksSilent, match="nothing to compare"):
        none.month(date(2024, 1, 31))
    other = replace(intake.mappings, books=known.model_copy(update={"postings": {"REC_TAX": ()}}))
    half = books.books_of(
        desk.settings, other, None, desk.site, lambda: [standing(intake.entries[0], Status.POSTED)]
    )
    with pytest.raises(BooksSilent, match="no postings of ACC_GENERAL_JOURNAL"):
        half.day(date(2024, 1, 31))
    waiting = books.books_of(
        desk.settings, other, None, desk.site, lambda: [standing(intake.entries[0], Status.PENDING)]
    )
    assert waiting.month(BEFORE) == ()


def test_the_opening_sheet_is_kept_where_the_workbook_is(desk: Desk) -> None:
    """`verify` works without the workbook, too: then the site's own figures of the day before count."""
    desk.write(CASH, HELD)
    mappings = wiring.read_in(desk.settings).mappings
    assert books.opening_sheet(desk.settings, mappings) is not None
    desk.settings.workbook.unlink()
    assert books.opening_sheet(desk.settings, mappings) is None
