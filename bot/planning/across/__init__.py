"""What documents say of one another: judged over all sheets at once, after each document by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.model import Row
from bot.planning.across.holidays import judge_days
from bot.planning.across.outliers import judge_outliers
from bot.planning.across.pools import judge_pools
from bot.planning.across.references import judge_references
from bot.planning.across.series import judge_series
from bot.planning.across.sheets import Sheets
from bot.planning.mapping import Mappings
from bot.planning.reading import Draft

__all__ = ["judge_across"]


def judge_across(
    drafts: Mapping[str, Sequence[Draft]], passed: Mapping[str, Sequence[Row]], mappings: Mappings
) -> None:
    """Add a problem to every document that breaks a rule about others; rules about wrong cells wait.

    `drafts` by screen in the order of work within a day; `passed`: rows of each screen that are in
    the workbook but not to be entered yet.
    """
    sheets = Sheets(drafts=drafts, passed=passed, mappings=mappings)
    judge_references(sheets)
    judge_pools(sheets)
    judge_series(sheets)
    judge_days(sheets)
    judge_outliers(sheets)
