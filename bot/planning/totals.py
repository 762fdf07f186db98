"""Control totals: how many entries and how much money, by screen and day, exact to the satang."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from bot.domain.model import Entry, Total


def control_totals(entries: Sequence[Entry]) -> tuple[Total, ...]:
    """Count and sum entries by screen and day, ordered by day, then screen; never through a float."""
    if not entries:
        return ()
    frame = pd.DataFrame(
        {
            "screen": pd.Series([entry.screen for entry in entries], dtype=object),
            "day": [entry.day.toordinal() if entry.day else 0 for entry in entries],
            "amount": pd.Series([entry.amount for entry in entries], dtype=object),
        }
    )
    groups = frame.groupby(["day", "screen"], sort=True)["amount"]
    return tuple(
        Total(
            screen=str(screen),
            day=date.fromordinal(int(str(day))) if day else None,
            count=len(amounts),
            amount=sum(amounts.tolist(), Decimal(0)),
        )
        for (day, screen), amounts in groups
    )
