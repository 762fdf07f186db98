"""Counts, sums, control totals and the one sentence; what the plan adds to the ledger's knowledge."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from unit.report import made_up_office as office

from bot.domain.lifecycle import Status
from bot.domain.model import Plan, PlannedEntry, Total, Verdict
from bot.language import language_of
from bot.report.bars import WIDTH, segments
from bot.report.figures import (
    Figure,
    as_planned,
    by_screen,
    by_status,
    control_lines,
    control_sum,
    edited_after,
    gone_from,
    summary_sentence,
    total,
    unproven_fields,
)


def plan_of(*entries: object) -> Plan:
    return office.made_up_plan(entries)  # type: ignore[arg-type]


def test_by_status_and_screen() -> None:
    """Counts and sums agree however they are grouped."""
    listed = office.made_up_standings(office.made_up_entries(120))
    whole = total(by_status(listed).values())
    assert whole.count == 120
    assert whole == total(screen.whole for screen in by_screen(listed))
    assert by_status([])[Status.VERIFIED] == Figure()


def test_control_lines_compare_plan_posted_verified() -> None:
    """Planned less verified is the difference; only documents on the site count as posted."""
    one = office.standing(Status.VERIFIED, 1)
    two = office.standing(Status.POSTED, 2)
    three = office.standing(Status.REJECTED, 3)
    (line,) = control_lines([one, two, three])
    assert (line.planned.count, line.posted.count, line.verified.count) == (3, 2, 1)
    assert line.difference == Figure(count=2, amount=Decimal("2000.00"))
    assert control_sum([line, line]).planned == Figure(count=6, amount=Decimal("6000.00"))


def test_control_lines_take_the_plans_totals() -> None:
    """With a plan its own totals count, and what is on the site beyond it shows as a negative difference."""
    stray = office.standing(Status.VERIFIED, 1, entry=office.entry(1, day=None))
    plan = replace(
        plan_of(), totals=(Total(screen="EXP_VOUCHER", day=date(2024, 2, 1), count=4, amount=Decimal(9)),)
    )
    blank, planned = control_lines([stray], plan)
    assert (blank.day, blank.planned, blank.difference.count) == (None, Figure(), -1)
    assert (planned.day, planned.planned.count) == (date(2024, 2, 1), 4)


def test_as_planned_adds_orders_and_moves() -> None:
    """Unknown entries are pending, rows are the plan's, entries out of the plan come last: none is lost."""
    first, second, gone = office.entry(1), office.entry(2), office.entry(3)
    moved = replace(second, rows=(9,), sheet="ฎีกา 2")
    plan = plan_of(first, moved)
    known = [office.standing(Status.VERIFIED, 1, entry=gone), office.standing(Status.POSTED, 2, entry=second)]
    listed = as_planned(known, plan)
    assert [(s.entry.key, s.status, s.position) for s in listed] == [
        (first.key, Status.PENDING, 1),
        (second.key, Status.POSTED, 2),
        (gone.key, Status.VERIFIED, 3),
    ]
    assert (listed[1].entry.rows, listed[1].entry.sheet) == ((9,), "ฎีกา 2")
    assert gone_from(plan, listed) == {gone.key}
    assert gone_from(None, listed) == frozenset()
    assert as_planned(tuple(reversed(known)), None)[0] is known[0]


def test_edited_after_booking() -> None:
    """A row that changed after its document was booked is named; one not yet booked is not."""
    first, second = office.entry(1), office.entry(2)
    plan = plan_of(replace(first, digest="other"), replace(second, digest="other"))
    standings = [
        office.standing(Status.POSTED, 1, entry=first),
        office.standing(Status.PENDING, 2, entry=second),
    ]
    assert edited_after(plan, standings) == {first.key}
    assert edited_after(None, standings) == frozenset()


def test_sentence() -> None:
    """The sentence names what is proven, posted, in need of a person, left and skipped, and only those."""
    with language_of("en"):
        assert str(summary_sentence([])) == "There are no entries yet."
        done = str(summary_sentence([office.standing(Status.VERIFIED, 1)]))
        assert (
            done
            == "All 1 entries, 1,000.00 baht, are posted, and each one was read back equal to the workbook."
        )
        mixed = [office.standing(status, n) for n, status in enumerate(Status, start=1)]
        assert str(summary_sentence(mixed)) == (
            "Of 11 entries, 11,000.00 baht, 1 are proven (1,000.00 baht), 1 are posted but not proven yet, "
            "6 need a person, 2 are still to be entered, 1 were skipped."
        )
        assert "skipped" not in str(summary_sentence([office.standing(Status.POSTED, 1)]))


def test_unproven_fields_count_verified_entries_only() -> None:
    """Fields that the site does not show are counted where an entry is called verified."""
    hidden = Verdict(unproven=("about",))
    listed = [
        office.standing(Status.VERIFIED, 1, verdict=hidden),
        office.standing(Status.VERIFIED, 2, verdict=hidden),
        office.standing(Status.MISMATCHED, 3, verdict=hidden),
        office.standing(Status.VERIFIED, 4),
    ]
    assert unproven_fields(listed) == {("EXP_VOUCHER", "about"): 2}


def test_bars_fill_their_width() -> None:
    """Segments follow each other without gaps and fill the bar."""
    screens = by_screen(office.made_up_standings(office.made_up_entries(90)))
    for screen in screens:
        made = segments(screen)
        assert sum(one.count for one in made) == screen.whole.count
        assert abs(made[-1].start + made[-1].width - WIDTH) < 0.5


def test_made_up_plan_has_steps() -> None:
    """The made-up plan is a plan: one commit per entry, at its end."""
    plan = office.made_up_plan(office.made_up_entries(5))
    assert all(isinstance(p, PlannedEntry) and p.steps[-1].kind == "commit" for p in plan.entries)
