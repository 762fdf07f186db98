"""Figures on both sides are compared one by one."""

from __future__ import annotations

from decimal import Decimal

from bot.domain.books import Difference, Figure, differences


def figure(item: str, value: Decimal | str, cell: str = "") -> Figure:
    """Make a figure of one report and one column."""
    return Figure(report="trial", item=item, column="debit", value=value, cell=cell)


def test_equal_figures_are_no_difference() -> None:
    """Equal amounts in any order differ in nothing, however many decimals they are written with."""
    ours = [figure("010", Decimal("100.5"), "x!A2"), figure("021", Decimal("7.25"), "x!A3")]
    theirs = [figure("021", Decimal("7.25")), figure("010", Decimal("100.50"))]
    assert differences(ours, theirs) == ()


def test_every_difference_is_given_in_the_workbooks_order() -> None:
    """Other amounts, what the site lacks and what only the site has: each once, ours first."""
    ours = [figure("3", "RCPT-3", "x!A2"), figure("1", Decimal(1), "x!A3"), figure("5", Decimal(5), "x!A4")]
    theirs = [figure("9", Decimal(9)), figure("1", Decimal(2)), figure("3", "RCPT-3")]
    assert differences(ours, theirs) == (
        Difference(expected=ours[1], seen=theirs[1]),
        Difference(expected=ours[2], seen=None),
        Difference(expected=None, seen=theirs[0]),
    )


def test_zero_is_as_good_as_absent() -> None:
    """A row of zero on one side needs none on the other; against an amount it counts as nothing."""
    assert differences([figure("1", Decimal("0.00"))], [figure("2", Decimal(0))]) == ()
    [found] = differences([figure("1", Decimal(0), "x!A2")], [figure("1", Decimal(5))])
    assert (found.expected, found.seen) == (None, figure("1", Decimal(5)))
