"""Control totals by account: of every document, under the account that the mapping names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.lifecycle import COMMITTED, Status
from bot.domain.model import Standing
from bot.report.about import About
from bot.report.figures import Figure
from bot.report.plain import one_line
from bot.report.writing import value_text


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """One account of one screen: planned, of that posted, of that verified."""

    screen: str
    account: str
    planned: Figure
    posted: Figure
    verified: Figure

    @property
    def difference(self) -> Figure:
        """Give what is planned and not proven."""
        return self.planned - self.verified


def account_lines(standings: Iterable[Standing], about: About) -> tuple[AccountLine, ...]:
    """Add up by screen and account; screens whose mapping names no `account` are left out."""
    sums: dict[tuple[str, str], list[Figure]] = {}
    for standing in standings:
        for account, amount in _parts(standing, about):
            one = Figure(count=1, amount=amount)
            planned, posted, verified = sums.setdefault((standing.entry.screen, account), [Figure()] * 3)
            sums[standing.entry.screen, account] = [
                planned + one,
                posted + one if standing.status in COMMITTED else posted,
                verified + one if standing.status is Status.VERIFIED else verified,
            ]
    order = {screen: at for at, screen in enumerate(dict.fromkeys(screen for screen, _ in sums))}
    return tuple(
        AccountLine(screen=screen, account=account, planned=planned, posted=posted, verified=verified)
        for (screen, account), (planned, posted, verified) in sorted(
            sums.items(), key=lambda item: (order[item[0][0]], item[0][1])
        )
    )


def _parts(standing: Standing, about: About) -> Iterator[tuple[str, Decimal]]:
    """Give the accounts of a document, each with its part of the amount."""
    entry = standing.entry
    mapping = about.screens.get(entry.screen)
    if mapping is None or mapping.account is None:
        return
    name = mapping.account
    if mapping.lines is None or name not in mapping.lines.fields:
        yield _title(entry.fields.get(name), about, entry.screen, name), entry.amount
        return
    for line in entry.lines:
        part = line.get(mapping.amount or "")
        yield (
            _title(line.get(name), about, entry.screen, name),
            part if isinstance(part, Decimal) else Decimal(0),
        )


def _title(value: object, about: About, screen: str, name: str) -> str:
    text = value_text(value, about.spec(screen, name))  # type: ignore[arg-type]  # a field's typed value
    return one_line(text) or "–"
