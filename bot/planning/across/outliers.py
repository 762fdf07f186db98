"""Amounts that are round and far above what is usual for their like: often a slip of the finger."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from bot.language import say
from bot.planning.across.sheets import Account, Sheets, account_of, tell
from bot.planning.grammar import RoundOutlier
from bot.planning.reading import Draft
from bot.planning.rules import money_text, number_of


def judge_outliers(sheets: Sheets) -> None:
    """Judge every `round_outlier`."""
    for screen, rule in sheets.rules(RoundOutlier):
        alike: dict[Account, list[Draft]] = {}
        for draft in sheets.whole(screen):
            if not draft.any_wrong(rule.field, *rule.by) and draft.fields.get(rule.field) is not None:
                alike.setdefault(account_of(draft.fields, rule.by), []).append(draft)
        for drafts in alike.values():
            if len(drafts) >= rule.least:
                _judge(drafts, rule)


def _judge(drafts: list[Draft], rule: RoundOutlier) -> None:
    usual = Decimal(median(number_of(draft.fields[rule.field]) for draft in drafts))
    for draft in drafts:
        amount = number_of(draft.fields[rule.field])
        if amount % rule.multiple_of or usual <= 0 or amount < usual * rule.times:
            continue
        text = say(
            "{field} {amount} เป็นเลขกลมและสูงกว่าปกติ (ค่ากลาง {usual}) ให้ตรวจจำนวนหลักกับเอกสาร",
            "{field} {amount} is a round sum far above the usual {usual}; count its digits on the document.",
            field=draft.title(rule.field),
            amount=money_text(amount),
            usual=money_text(usual),
        )
        tell(draft, draft.rows[0], rule.field, "round_outlier", text, rule.severity)
