"""Posted entries are proven by what another screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from bench import Bench
from fakes.plans import make_plan

from bot.domain.lifecycle import Status
from bot.domain.model import Difference, Readback, Verdict
from bot.engine.verification import TotalCheck, VerificationReport
from bot.errors import LedgerBusy, PageTrouble, SessionLost, StoppedByPerson
from bot.language import say

WHY = say("เหตุ", "Why.")


def posted(entries: int = 3) -> Bench:
    bench = Bench(entries=entries)
    bench.run()
    bench.site.calls.clear()
    return bench


def verify(bench: Bench, *, everything: bool = False) -> VerificationReport:
    return bench.runner().verify(who="สมศรี", everything=everything)


def alter(bench: Bench, index: int, **fields: str) -> None:
    document = bench.server.documents[index]
    bench.server.documents[index] = replace(document, fields={**document.fields, **fields})


def test_everything_as_it_was_meant() -> None:
    """All are VERIFIED, and the totals of each day agree."""
    bench = posted()
    report = verify(bench)
    assert report.equal
    assert [bench.ledger.status_of(key) for key in report.verified] == [Status.VERIFIED] * 3
    assert {(each.planned_count, each.planned_amount, each.seen_amount) for each in report.totals} == {
        (1, Decimal(n) + Decimal("0.25"), Decimal(n) + Decimal("0.25")) for n in (1, 2, 3)
    }


def test_entries_of_one_search_are_read_together() -> None:
    """One read per screen and group, in the plan's order."""
    bench = posted(entries=6)
    verify(bench)
    assert bench.site.calls.count("read_back") == 3


def test_an_altered_amount_is_mismatched_with_both_values() -> None:
    """The verdict names the field, what was meant and what is seen; the total differs too."""
    bench = posted()
    alter(bench, 1, amount="777.00")
    report = verify(bench)
    assert report.mismatched == (bench.entries[1].key,)
    assert [each.equal for each in report.totals].count(False) == 1
    text = bench.ledger.memory.lines[bench.entries[1].key].text
    assert "“2.25”" in text.en
    assert "“777.00”" in text.en
    assert "VOUCHER-2" in text.th
    assert ("mismatched", ["amount"]) in [(a, c.get("fields")) for a, c in bench.told]


def test_a_document_that_is_not_there() -> None:
    """Not found is a mismatch that says so; it is missing in the totals."""
    bench = posted()
    del bench.server.documents[0]
    report = verify(bench)
    assert report.mismatched == (bench.entries[0].key,)
    assert "not on the site" in bench.ledger.memory.lines[bench.entries[0].key].text.en
    assert not report.equal


def test_a_cancelled_document_is_a_mismatch() -> None:
    """Someone cancelled it afterwards: its fields are equal, it does not count."""
    bench = posted()
    bench.server.cancel("VOUCHER-1")
    report = verify(bench)
    assert report.mismatched == (bench.entries[0].key,)
    assert "cancelled" in bench.ledger.memory.lines[bench.entries[0].key].text.en


def test_a_cancelled_document_is_told_once() -> None:
    """When the comparison itself says so, it is not said again."""
    bench = posted(entries=1)
    bench.server.cancel("VOUCHER-1")
    said = Verdict(differences=(Difference(field="status", expected="-", seen="ยกเลิก"),))
    verdicts: list[Verdict] = []
    bench.judge.verdict = lambda _entry, _readback: said  # type: ignore[method-assign]
    bench.ledger.judged = lambda _key, _readback, verdict, **_: verdicts.append(verdict)
    verify(bench)
    assert verdicts == [said]


def test_only_what_is_not_yet_verified() -> None:
    """A second verification reads nothing; `everything` reads all again and may find a change."""
    bench = posted()
    verify(bench)
    bench.site.calls.clear()
    assert verify(bench) == VerificationReport()
    assert bench.site.calls == []
    alter(bench, 0, note="x")
    assert verify(bench, everything=True).mismatched == (bench.entries[0].key,)
    alter(bench, 0, note="ค่าน้ำ")
    assert verify(bench, everything=True).equal


def test_a_lost_session_and_a_slow_page_are_overcome() -> None:
    """Reads are tried again, signing in where needed."""
    bench = posted()
    bench.site.raises["read_back"] = [SessionLost(WHY), PageTrouble(WHY)]
    assert verify(bench).equal


def test_a_read_that_keeps_failing_leaves_the_rest_as_it_is() -> None:
    """What was judged stays judged; the rest stays POSTED."""
    bench = posted()
    bench.site.raises["read_back"] = [None, *[PageTrouble(WHY)] * 3]
    with pytest.raises(PageTrouble):
        verify(bench)
    counts: Mapping[Status, int] = bench.ledger.counts()
    assert (counts[Status.VERIFIED], counts[Status.POSTED]) == (1, 2)


def test_a_stop_between_two_groups() -> None:
    """A stop ends it; everything judged is written down."""
    bench = posted()

    def press(action: str) -> None:
        bench.stop = action == "verified"

    bench.when = press
    with pytest.raises(StoppedByPerson):
        verify(bench)
    assert bench.ledger.counts()[Status.VERIFIED] == 1


def test_not_while_a_run_goes_on() -> None:
    """Verification needs the ledger to itself."""
    bench = posted()
    bench.ledger.begin_run(make_plan(*bench.entries), operator="x")
    with pytest.raises(LedgerBusy):
        verify(bench)


def test_a_site_that_shows_no_amounts() -> None:
    """Then only the number of documents is compared."""
    bench = posted()
    bench.judge.seen_amount = lambda _entry, _readback: None  # type: ignore[method-assign]
    report = verify(bench)
    assert report.equal
    assert {(each.seen_count, each.unseen) for each in report.totals} == {(1, 1)}


def test_a_total_with_a_missing_document_differs() -> None:
    """Counts must agree even where no money is shown."""
    check = TotalCheck(
        screen="X",
        day=None,
        planned_count=2,
        planned_amount=Decimal(2),
        seen_count=1,
        seen_amount=Decimal(2),
        unseen=1,
    )
    assert not check.equal


def test_the_readback_is_kept(tmp_path: object) -> None:
    """The ledger is given what the site showed."""
    bench = posted(entries=1)
    given: list[Readback] = []
    bench.ledger.judged = lambda _key, readback, _verdict, **_: given.append(readback)
    verify(bench)
    assert given[0].fields["amount"] == "1.25"


def test_a_list_that_shows_a_document_otherwise_than_its_page_is_no_proof() -> None:
    """By that list it would not be known again, and be entered a second time from a lost ledger."""
    bench = posted(entries=1)
    search = bench.site.search
    bench.site.search = lambda entry: tuple(  # type: ignore[method-assign]
        replace(row, fields={**row.fields, "amount": "1"}) for row in search(entry)
    )
    report = verify(bench)
    assert report.mismatched == (bench.entries[0].key,)
    text = bench.ledger.memory.lines[bench.entries[0].key].text.en
    assert "the amount was meant “1.25”, the site shows “1 (รายการค้นหา / list of find)”" in text


@pytest.mark.parametrize(
    ("late", "pauses"),
    [(12.0, [5.0, 10.0]), (10_000.0, [5.0, 10.0, 20.0, 40.0, 80.0])],
    ids=["late", "never"],
)
def test_a_list_that_is_known_to_be_late_is_looked_at_again(late: float, pauses: list[float]) -> None:
    """What it did not show right after the commit is not called missing before it could show it."""
    bench = Bench(entries=1)
    visible, read_back = bench.server.visible, bench.site.read_back
    until = bench.clock.now() + timedelta(seconds=late)
    bench.server.visible = lambda screen: (  # type: ignore[method-assign]
        visible(screen) if bench.clock.now() >= until else []
    )
    bench.site.read_back = lambda group: (  # type: ignore[method-assign]
        read_back(group) if bench.clock.now() >= until else {}
    )
    bench.run()
    bench.clock.slept.clear()
    report = verify(bench)
    assert sum(bench.clock.slept) == sum(pauses)
    assert report.equal is (late < sum(pauses))
