"""The whole job on an application that nobody here wrote: the Django admin, mapped by YAML alone."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from foreign.job import Job
from foreign.office_running import Office, office_running
from foreign.vouchers import Voucher, simple, vouchers, write_workbook

pytestmark = [pytest.mark.job, pytest.mark.browser, pytest.mark.timeout(2400)]

FIFTY = vouchers(50)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_running(tmp_path) as running:
        yield running


def test_fifty_vouchers_arrive_once_though_the_run_is_killed_twice(tmp_path: Path, office: Office) -> None:
    """Check and preview store nothing; a run killed twice and resumed stores each voucher exactly once."""
    job = _job(tmp_path, office, FIFTY)

    assert json.loads(job.must(0, "check", "--json"))["ok"]
    job.must(0, "preview", "--out", "preview")
    pictured = {picture.parent for picture in (tmp_path / "preview").rglob("*.jpg")}
    assert len(pictured) == len(FIFTY)
    assert office.count() == 0

    dice = random.Random(6)
    for documents in sorted(dice.sample(range(3, 45), 2)):
        _kill_after(job, office, documents, moment=dice.random())
    job.must(0, "run")
    _assert_each_once(office, FIFTY)

    job.must(0, "verify")
    numbers = {voucher.reference: number for number, voucher in office.stored()}
    standing = job.standing("reference")
    assert {entry["status"] for entry in standing.values()} == {"VERIFIED"}
    assert {reference: entry["number"] for reference, entry in standing.items()} == numbers

    job.must(0, "run")
    assert office.count() == len(FIFTY)
    job.must(0, "report", "report")
    assert list((tmp_path / "report").glob("*.xlsx"))
    assert list((tmp_path / "report").glob("*.html"))


def test_a_voucher_that_the_site_refuses_is_rejected_with_its_words(tmp_path: Path, office: Office) -> None:
    """A date in a closed month is refused by the site only; the others go through."""
    closed = simple("CLOSED", date.fromisoformat("2024-11-05"))
    good = (
        simple("BEFORE", date.fromisoformat("2024-10-31")),
        simple("AFTER", date.fromisoformat("2024-12-01")),
    )
    job = _job(tmp_path, office, (closed, *good))

    job.must(1, "run")

    standing = job.standing("reference")
    assert standing["CLOSED"]["status"] == "REJECTED"
    assert "Period 2024-11 is closed." in standing["CLOSED"]["message"]
    _assert_each_once(office, good)


def test_a_value_altered_behind_our_back_is_a_mismatch(tmp_path: Path, office: Office) -> None:
    """The line that no longer reads as it was typed is named, with both values."""
    pair = (
        simple("TRUE", date.fromisoformat("2024-02-29")),
        simple("FALSE", date.fromisoformat("2024-03-01"), amount="1234.50"),
    )
    job = _job(tmp_path, office, pair)
    job.must(0, "run")
    job.must(0, "verify")
    office.alter("FALSE", debit="1234.05")

    job.must(1, "verify", "--all")

    standing = job.standing("reference")
    assert (standing["TRUE"]["status"], standing["FALSE"]["status"]) == ("VERIFIED", "MISMATCHED")
    assert "1234.50" in standing["FALSE"]["message"].replace(",", "")
    assert "1234.05" in standing["FALSE"]["message"].replace(",", "")


def _job(folder: Path, office: Office, content: tuple[Voucher, ...]) -> Job:
    write_workbook(folder / "workbook.xlsx", content)
    mappings = Path(__file__).parent / "mappings"
    return Job(folder=folder, place=office.place, mappings=mappings, office="Django administration").prepare()


def _kill_after(job: Job, office: Office, documents: int, *, moment: float) -> None:
    """Run until so many vouchers are stored, then a moment longer, and kill without a word."""
    process = job.start("run")
    while office.count() < documents:
        assert process.poll() is None, job.started_log.read_text(encoding="utf-8")
        time.sleep(0.02)
    time.sleep(moment)
    process.kill()
    process.wait()


def _assert_each_once(office: Office, expected: tuple[Voucher, ...]) -> None:
    stored = sorted((voucher for _, voucher in office.stored()), key=lambda voucher: voucher.reference)
    assert stored == sorted(expected, key=lambda voucher: voucher.reference)
