"""What `status` asks of persons, the numbers of before and after, and the periods of the config."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.plans import make_entry, make_plan

from bot.config import Settings, SiteConfig, default_mappings, load_settings
from bot.domain.model import Clearance, Need, Receipt
from bot.errors import InputProblems
from bot.jobs import reading
from bot.language import language_of, say
from bot.ledger.store import open_ledger

CLEARANCE = Clearance(field="status", says="^อนุมัติ$", act=say("อนุมัติฎีกา", "approve the voucher"))
VOUCHER = replace(make_entry("ฎ.9"), original="กค-0009/67")
REFUSED = make_entry("ฎ.10")
NEED = Need(key=VOUCHER.key, field="paper", clearance=CLEARANCE)
CHEQUE = replace(make_entry("ช.1"), needs=(NEED,))
SECOND = replace(make_entry("ช.2"), needs=(NEED, NEED, Need(key=REFUSED.key, field="note")))
THIRD = replace(make_entry("ช.3"), needs=(Need(key=REFUSED.key, field="note", clearance=CLEARANCE),))


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A ledger with a posted voucher that two cheques wait for, and one that waits for what is not there."""
    place = tmp_path / "ledger.sqlite3"
    store = open_ledger(place, now=FakeClock().now)
    plan = make_plan(VOUCHER, CHEQUE, SECOND, THIRD, REFUSED)
    run = store.begin_run(plan, operator="x")
    store.enqueue(plan)
    store.claim(run)
    store.about_to_commit(VOUCHER.key, baseline=(), typed={})
    at = datetime(2024, 8, 13, tzinfo=UTC)
    store.posted(VOUCHER.key, Receipt(number="งก-0022/67", message="", at=at, how="shown"))
    for entry, keys in ((CHEQUE, [VOUCHER.key]), (SECOND, [VOUCHER.key]), (THIRD, [REFUSED.key])):
        store.waits(entry.key, "needs_person", say("รอ", "Waits."), waits_for=keys)
    store.end_run(run, "done")
    store.close()
    with language_of("en"):
        yield Settings(
            site=SiteConfig(url="http://127.0.0.1/"), ledger=str(place), mappings=default_mappings()
        )


def test_what_a_person_must_do_is_listed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """The act, the new number, the original one and how many entries wait; exit 5."""
    assert reading.status(settings, as_json=False, entries=True) == 5
    shown = capsys.readouterr().out
    row = next(line for line in shown.splitlines() if "approve the voucher" in line)
    assert "งก-0022/67" in row
    assert "กค-0009/67" in row
    assert row.rstrip(" │").endswith("2")


def test_the_json_has_the_same(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A program finds what is asked, and beside each new number the one of before."""
    assert reading.status(settings, as_json=True, entries=True) == 5
    told = json.loads(capsys.readouterr().out)
    assert told["persons"] == [
        {
            "act": "approve the voucher", "screen": "VOUCHER", "number": "งก-0022/67",
            "original": "กค-0009/67", "sheet": "ฎีกา", "row": 2, "amount": "100.25", "waiting": 2,
        }
    ]  # fmt: skip
    voucher = next(one for one in told["entries"] if one["key"] == VOUCHER.key)
    assert (voucher["original"], voucher["number"]) == ("กค-0009/67", "งก-0022/67")


def test_nothing_asked_is_no_five(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an clearance that is missing `status` ends as before."""
    store = open_ledger(settings.ledger)
    for entry in (CHEQUE, SECOND):
        store.ready(entry.key)
    store.close()
    assert reading.status(settings, as_json=False, entries=False) == 0
    assert "approve" not in capsys.readouterr().out


PERIODS = """
site: {url: "http://127.0.0.1/"}
periods:
  - {name: by hand, from: "07/07/2567"}
  - {name: lost, from: "16/01/2567", to: "%s"}
"""


def test_a_period_may_go_on(tmp_path: Path) -> None:
    """A period without an end has every later day; two that touch are two."""
    (tmp_path / "config.yaml").write_text(PERIODS % "06/07/2567", encoding="utf-8")
    by_hand, lost = load_settings(tmp_path / "config.yaml").windows
    assert (by_hand.first, by_hand.last) == (date(2024, 7, 7), date.max)
    assert lost.last == date(2024, 7, 6)


def test_periods_that_overlap_are_refused(tmp_path: Path) -> None:
    """A row belongs to exactly one period, whatever the order in which they are written."""
    (tmp_path / "config.yaml").write_text(PERIODS % "07/07/2567", encoding="utf-8")
    with pytest.raises(InputProblems, match=r"“lost” and “by hand” overlap"):
        load_settings(tmp_path / "config.yaml")
