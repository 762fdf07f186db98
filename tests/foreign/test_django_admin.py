"""The whole job on an application that nobody here wrote: the Django admin, mapped by YAML alone."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from foreign.job import Job, new_job
from foreign.office_running import Office, office_running
from foreign.vouchers import Voucher, simple, vouchers

pytestmark = [pytest.mark.job, pytest.mark.browser, pytest.mark.timeout(2400)]

FIFTY = vouchers(50)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_running(tmp_path) as running:
        yield running


def test_fifty_vouchers_arrive_once_though_the_run_is_killed_twice(tmp_path: Path, office: Office) -> None:
    """Check and preview store nothing; a run killed twice and resumed stores each voucher exactly once."""
    job = new_job(tmp_path, office, FIFTY)

    checked = job.bot("check", "--json")
    assert (checked.returncode, json.loads(checked.stdout)["ok"]) == (0, True), checked.stderr
    previewed = job.bot("preview", "--out", "preview")
    assert previewed.returncode == 0, previewed.stderr
    assert len(list((tmp_path / "preview").rglob("*.png"))) >= len(FIFTY)
    assert office.count() == 0

    dice = random.Random(6)  # noqa: S311  not a secret
    for documents in sorted(dice.sample(range(3, 45), 2)):
        _kill_after(job, documents, moment=dice.random())
    finished = job.bot("run")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    _assert_each_once(office, FIFTY)

    verified = job.bot("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    numbers = {voucher.reference: number for number, voucher in office.stored()}
    standing = job.standing()
    assert {entry["status"] for entry in standing.values()} == {"VERIFIED"}
    assert {reference: entry["number"] for reference, entry in standing.items()} == numbers

    again = job.bot("run")
    assert (again.returncode, office.count()) == (0, len(FIFTY)), again.stderr
    reported = job.bot("report", "report")
    assert reported.returncode == 0, reported.stderr
    assert list((tmp_path / "report").glob("*.xlsx"))
    assert list((tmp_path / "report").glob("*.html"))


def test_a_voucher_that_the_site_refuses_is_rejected_with_its_words(tmp_path: Path, office: Office) -> None:
    """A date in a closed month is refused by the site only; the others go through."""
    closed = simple("CLOSED", date.fromisoformat("2024-11-05"))
    good = (
        simple("BEFORE", date.fromisoformat("2024-10-31")),
        simple("AFTER", date.fromisoformat("2024-12-01")),
    )
    job = new_job(tmp_path, office, (closed, *good))

    finished = job.bot("run")

    assert finished.returncode == 1, finished.stdout + finished.stderr
    standing = job.standing()
    assert standing["CLOSED"]["status"] == "REJECTED"
    assert "Period 2024-11 is closed." in standing["CLOSED"]["message"]
    _assert_each_once(office, good)


def test_a_value_altered_behind_our_back_is_a_mismatch(tmp_path: Path, office: Office) -> None:
    """The line that no longer reads as it was typed is named, with both values."""
    pair = (
        simple("TRUE", date.fromisoformat("2024-02-29")),
        simple("FALSE", date.fromisoformat("2024-03-01"), amount="1234.50"),
    )
    job = new_job(tmp_path, office, pair)
    assert job.bot("run").returncode == 0
    assert job.bot("verify").returncode == 0
    office.alter("FALSE", debit="1234.05")

    looked_again = job.bot("verify", "--all")

    assert looked_again.returncode == 1, looked_again.stdout + looked_again.stderr
    standing = job.standing()
    assert (standing["TRUE"]["status"], standing["FALSE"]["status"]) == ("VERIFIED", "MISMATCHED")
    assert "1234.50" in standing["FALSE"]["message"].replace(",", "")
    assert "1234.05" in standing["FALSE"]["message"].replace(",", "")


def _kill_after(job: Job, documents: int, *, moment: float) -> None:
    """Run until so many vouchers are stored, then a moment longer, and kill without a word."""
    process = job.start("run")
    while job.office.count() < documents:
        assert process.poll() is None, f"ended by itself with {process.returncode}"
        time.sleep(0.02)
    time.sleep(moment)
    process.kill()
    process.wait()


def _assert_each_once(office: Office, expected: tuple[Voucher, ...]) -> None:
    stored = sorted((voucher for _, voucher in office.stored()), key=lambda voucher: voucher.reference)
    assert stored == sorted(expected, key=lambda voucher: voucher.reference)
