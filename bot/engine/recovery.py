"""Entries in doubt: look them up on the site, twice, and settle what can be settled; never submits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.handover import RECOVERY, Candidate, DoubtOf
from bot.domain.model import EntryKey, Receipt
from bot.engine import doubts
from bot.engine.foreign import Foreign
from bot.engine.lookalikes import Look, look_for, without
from bot.engine.patience import Patience
from bot.engine.ports import Ports
from bot.language import Text

_LOOKS = 4
"""Looks at most until two in a row agree."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What recovery concluded: `found` on the site, proven `absent`, or `left` to a person."""

    found: tuple[EntryKey, ...] = ()
    absent: tuple[EntryKey, ...] = ()
    left: tuple[EntryKey, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Case:
    """A doubt with what came up since its click: `new` of any kind, `equal` in all fields.

    `agreed`: two looks in a row showed the same. A document without a number is the number "".
    """

    doubt: DoubtOf
    new: frozenset[str]
    equal: frozenset[str]
    agreed: bool
    seen: tuple[Candidate, ...]
    gap: Text | None
    """Why the looks may have missed a document."""

    @property
    def key(self) -> EntryKey:
        return self.doubt.planned.entry.key


class Recovery:
    """Settles doubts by what the site shows."""

    def __init__(
        self,
        ports: Ports,
        *,
        foreign: Foreign,
        patience: Patience,
        wait: Callable[[float], None],
        settling_delay: float,
    ) -> None:
        """Take the ports; look `settling_delay` seconds after the commit, and again as much later."""
        self._site, self._ledger, self._judge = ports.site, ports.ledger, ports.judge
        self._clock = ports.clock
        self._foreign = foreign
        self._patience = patience
        self._wait = wait
        self._delay = settling_delay

    def settle(self, open_doubts: Sequence[DoubtOf]) -> Settled:
        """Settle what can be settled; a failing search leaves every doubt as it is and raises."""
        for_person = [each for each in open_doubts if each.reason in doubts.FOR_A_PERSON]
        mine = [each for each in open_doubts if each.reason not in doubts.FOR_A_PERSON]
        left = [each.planned.entry.key for each in for_person]
        if not mine:
            return Settled(left=tuple(left))
        cases = self._looked_twice(mine)
        found, rest = self._find(cases)
        absent: list[EntryKey] = []
        for case in rest:
            (absent if self._lay_down(case) else left).append(case.key)
        return Settled(found=tuple(found), absent=tuple(absent), left=tuple(left))

    def _looked_twice(self, mine: Sequence[DoubtOf]) -> list[_Case]:
        """Let the site settle, look for all, let as much time pass, look again until two looks agree."""
        newest = max(each.since for each in mine)
        due = newest + timedelta(seconds=self._delay) - self._clock.now()
        self._wait(min(self._delay, max(0.0, due.total_seconds())))  # never longer, if the clock was set back
        before = [self._look(each) for each in mine]
        for _ in range(_LOOKS - 1):
            self._wait(self._delay)
            now = [self._look(each) for each in mine]
            agreed = [
                (one.numbers, one.equal) == (two.numbers, two.equal)
                for one, two in zip(before, now, strict=True)
            ]
            if all(agreed):
                break
            before = now
        return [
            _Case(
                doubt=doubt,
                new=frozenset(look.numbers),
                equal=frozenset(look.equal),
                agreed=same,
                seen=look.seen,
                gap=look.gap,
            )
            for doubt, look, same in zip(mine, now, agreed, strict=True)
        ]

    def _look(self, doubt: DoubtOf) -> Look:
        """Give what is there and was not before the click; unnumbered documents are always given."""
        entry = doubt.planned.entry
        before = frozenset(doubt.baseline) - {""}

        def once() -> Look:
            known = self._ledger.claimed_numbers(entry.screen) | before
            look = look_for(self._site, self._judge, entry, known=known)
            unnumbered = ("",) if "" in look.numbers else ()
            return Look(
                numbers=(*unnumbered, *without(look.numbers, known)),
                equal=tuple(sorted(look.equal)),
                seen=look.seen,
                gap=look.gap,
            )

        look = self._patience.reading(once)
        self._ledger.note("looked", key=entry.key, new=look.numbers, equal=look.equal)
        return look

    def _find(self, cases: Sequence[_Case]) -> tuple[list[EntryKey], list[_Case]]:
        """Book whatever is exactly one; each booking may leave exactly one for a twin."""
        found: list[EntryKey] = []
        rest = list(cases)
        again = True
        while again:
            again = False
            for case in tuple(rest):
                numbers = self._candidates(case)
                if case.agreed and len(numbers) == 1 and "" not in numbers:
                    self._book(case, next(iter(numbers)))
                    found.append(case.key)
                    rest.remove(case)
                    again = True
        return found, rest

    def _book(self, case: _Case, number: str) -> None:
        receipt = Receipt(number=number, message="", at=self._clock.now(), how="found")
        self._ledger.found(case.key, receipt)
        entry = case.doubt.planned.entry
        known = self._ledger.claimed_numbers(entry.screen) | frozenset(case.doubt.baseline)
        self._foreign.found(entry, case.new - case.equal, known=known)

    def _lay_down(self, case: _Case) -> bool:
        """Declare a case absent if that is proven (true); else tell a person what was seen."""
        numbers = tuple(sorted(self._candidates(case)))
        strangers = tuple(sorted(self._unclaimed(case, case.new)))
        surely_stored = case.doubt.reason in doubts.SURELY_STORED
        if case.agreed and not strangers and not surely_stored and case.gap is None:
            self._ledger.absent(case.key, doubts.absent_text(), who=RECOVERY)
            return True
        if case.gap is not None and not numbers and not strangers:
            text = doubts.gap_text(case.gap)
        elif len(numbers) > 1:
            text = doubts.several_text(numbers)
        else:
            text = (
                doubts.strangers_text(strangers, case.seen)
                if strangers and not numbers
                else doubts.unsure_text()
            )
        self._ledger.unsettled(case.key, text, seen=strangers)
        self._ledger.saw(case.key, [each for each in case.seen if each.number in strangers])
        return False

    def _candidates(self, case: _Case) -> frozenset[str]:
        return self._unclaimed(case, case.equal)

    def _unclaimed(self, case: _Case, numbers: frozenset[str]) -> frozenset[str]:
        """Give those that no other entry holds meanwhile."""
        return numbers - self._ledger.claimed_numbers(case.doubt.planned.entry.screen)
