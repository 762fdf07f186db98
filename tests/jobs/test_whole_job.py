"""The main job as its user does it, judged by the practice site's back door."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from office import MAPPINGS, Office
from stored import stored, wanted

from bot.planning.entries import Calendar, make_entries
from bot.planning.mapping import load_mappings
from bot.planning.sheet import read_workbook
from bot.planning.trial_balance import Bookkeeper, balances

pytestmark = [pytest.mark.job, pytest.mark.browser]


def test_every_document_is_entered_once_and_proven(office: Office) -> None:
    """check, plan, run, verify and report leave each row of the workbook on the site exactly once.

    The months are entered one after the other through the gate between them, and the site's own trial
    balance in the end is the one that the workbook alone gives.
    """
    office.write_config(pacing="{settling_delay: 0.2, first_wait: 0.1, longest_wait: 1}")
    office.call("sample", str(office.workbook), "--entries", "24", "--seed", "11")
    checked = office.json("check", "--json")
    assert checked["ok"]
    assert checked["entries"] == 24
    plan = office.json("plan", "--json")
    assert len(plan["entries"]) == 24
    assert office.documents() == []
    office.call("run")
    told = office.call("verify")
    assert "Daily reports and trial balance agree with the documents" in told.stdout
    meant = wanted(office.workbook)
    assert Counter(stored(office.documents(), meant)) == Counter(meant)
    of_workbook = trial_balance(office.workbook)
    assert len(of_workbook) > 5
    assert {code: Decimal(amount) for code, amount in office.back("books").items()} == of_workbook
    assert office.json("reconcile", "--json")["ok"]
    told = office.json("status", "--json", "--entries")
    assert told["counts"]["VERIFIED"] == 24
    numbers = {entry["number"] for entry in told["entries"]}
    assert numbers == {document["number"] for document in office.documents()}
    office.call("report", str(office.folder / "report"))
    assert (office.folder / "report" / "entries-result.xlsx").is_file()
    page = (office.folder / "report" / "report.html").read_text("utf-8")
    assert 'id="books"' in page
    assert "and the trial balance of their months" in page
    office.call("run")
    assert len(office.documents()) == 24


def trial_balance(workbook: Path) -> dict[str, Decimal]:
    """Compute the balance of each account from the workbook alone."""
    mappings = load_mappings(MAPPINGS)
    assert mappings.books is not None
    entries, _ = make_entries(read_workbook(workbook, mappings), mappings, Calendar(fiscal_year=2567))
    keeper = Bookkeeper(mappings.books, mappings)
    found = dict(balances(side for entry in entries for side in keeper.sides(entry)))
    assert keeper.problems == []
    return found


def test_preview_fills_everything_and_stores_nothing(office: Office) -> None:
    """The dry run of all entries leaves the back door unchanged."""
    office.call("sample", str(office.workbook), "--entries", "10", "--seed", "12")
    office.call("preview", "--out", str(office.folder / "preview"))
    assert office.documents() == []
    page = (office.folder / "preview" / "preview.html").read_text(encoding="utf-8")
    assert page.count("btnSave") >= 10


def test_an_altered_amount_is_reported_with_both_values(office: Office) -> None:
    """A document that the site stored otherwise than typed is MISMATCHED, exit 1."""
    office.call("sample", str(office.workbook), "--entries", "10", "--seed", "13")
    office.fault("alter", screen="REC_ASSET_RENT_OUTSIDE")
    office.call("run")
    told = office.call("verify", expect=1)
    entries = office.json("status", "--json", "--entries", expect=None)["entries"]
    wrong = [entry for entry in entries if entry["status"] == "MISMATCHED"]
    assert len(wrong) == 1
    changed = next(d for d in office.documents() if d["number"] == wrong[0]["number"])
    assert f"{float(changed['fields']['จำนวนเงิน']):,.2f}" in told.stdout + wrong[0]["message"]
    assert f"{float(wrong[0]['amount']):,.2f}" in told.stdout + wrong[0]["message"]
