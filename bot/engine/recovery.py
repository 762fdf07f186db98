"""Entries in doubt: look them up on the site, twice, and settle what can be settled; never submits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.handover import RECOVERY, Candidate, DoubtOf
from bot.domain.model import EntryKey, Receipt
from bot.engine import doubts
from bot.engine.foreign import Foreign
from bot.engine.late_lists import MAY_COME, PATIENT_LOOKS
from bot.engine.lookalikes import look_for, without
from bot.engine.patience import Patience
from bot.engine.ports import Ports
from bot.language import Text

_LOOKS = 4
"""Looks at most until two in a row agree."""
_REMEMBERED = timedelta(days=1)
"""A list that hid a document so long before a doubt, or later, is one that may hide another."""
_LONGEST_WORK = 300.0
"""Seconds that a site which gave no answer is given at most to come to its end."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What recovery concluded: `found` on the site, proven `absent`, or `left` to a person."""

    found: tuple[EntryKey, ...] = ()
    absent: tuple[EntryKey, ...] = ()
    left: tuple[EntryKey, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What one look showed: `new` documents of any kind, of these those `equal` in all fields.

    `again`: equal ones whose numbers stood there before the click. A document without a number is the
    number "".
    """

    new: tuple[str, ...]
    equal: tuple[str, ...]
    again: tuple[str, ...]
    seen: tuple[Candidate, ...]
    gap: Text | None
    """Why the look may have missed a document."""

    def agrees(self, other: _Seen) -> bool:
        return (self.new, self.equal, self.again) == (other.new, other.equal, other.again)


@dataclass(frozen=True, kw_only=True)
class _Case:
    """A doubt with what came up since its click; `agreed`: two looks in a row showed the same."""

    doubt: DoubtOf
    agreed: bool
    shown: _Seen

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

    def settle(self, open_doubts: Sequence[DoubtOf], *, unanswered: float = 0.0) -> Settled:
        """Settle what can be settled; a failing search leaves every doubt as it is and raises.

        `unanswered`: seconds for which the site gave no answer; it gets as many more before each look.
        """
        for_person = [each for each in open_doubts if each.reason in doubts.FOR_A_PERSON]
        mine = [each for each in open_doubts if each.reason not in doubts.FOR_A_PERSON]
        left = [each.planned.entry.key for each in for_person]
        if not mine:
            return Settled(left=tuple(left))
        cases = self._looked_twice(mine, max(self._delay, min(unanswered, _LONGEST_WORK)))
        found, rest = self._find(cases)
        absent: list[EntryKey] = []
        for case in rest:
            (absent if self._lay_down(case) else left).append(case.key)
        return Settled(found=tuple(found), absent=tuple(absent), left=tuple(left))

    def _looked_twice(self, mine: Sequence[DoubtOf], pause: float) -> list[_Case]:
        """Let the site settle, look for all, let as much time pass, look again until two looks agree.

        A list that is known to show documents late is given longer and longer.
        """
        newest = max(each.since for each in mine)
        due = newest + timedelta(seconds=pause) - self._clock.now()
        self._wait(min(pause, max(0.0, due.total_seconds())))  # never longer, if the clock was set back
        before = [self._look(each) for each in mine]
        looks, patient = 1, 0
        while True:
            self._wait(pause * 2**patient)
            now = [self._look(each) for each in mine]
            agreed = [one.agrees(two) for one, two in zip(before, now, strict=True)]
            late = any(self._may_come(doubt, shown) for doubt, shown in zip(mine, now, strict=True))
            patient = patient + 1 if late and patient < PATIENT_LOOKS else 0
            looks += 0 if patient else 1
            if not patient and (all(agreed) or looks >= _LOOKS):
                break
            before = now
        return [
            _Case(doubt=doubt, shown=shown, agreed=same)
            for doubt, shown, same in zip(mine, now, agreed, strict=True)
        ]

    def _may_come(self, doubt: DoubtOf, shown: _Seen) -> bool:
        """Tell whether nothing showed yet in a list that is known to be late."""
        young = self._clock.now() - doubt.since < MAY_COME
        return young and not shown.new and not shown.again and bool(self._unlisted(doubt))

    def _unlisted(self, doubt: DoubtOf) -> tuple[str, ...]:
        return self._ledger.unlisted(doubt.planned.entry.screen, doubt.since - _REMEMBERED)

    def _look(self, doubt: DoubtOf) -> _Seen:
        """Give what is there and was not before the click; unnumbered documents are always given."""
        entry = doubt.planned.entry
        before = frozenset(doubt.baseline) - {""}

        def once() -> _Seen:
            claimed = self._ledger.claimed_numbers(entry.screen)
            look = look_for(self._site, self._judge, entry, known=claimed)
            unnumbered = tuple({""} & {*look.numbers})
            new = without(look.numbers, claimed | before)
            fresh = {*unnumbered, *without(look.equal, before)}
            return _Seen(
                new=(*unnumbered, *new),
                equal=tuple(sorted(fresh & {*look.equal})),
                again=tuple(sorted({*look.equal} - fresh)),
                seen=look.seen,
                gap=look.gap or self._hidden(doubt),
            )

        shown = self._patience.reading(once)
        self._ledger.note("looked", key=entry.key, new=shown.new, equal=shown.equal)
        return shown

    def _hidden(self, doubt: DoubtOf) -> Text | None:
        hidden = self._unlisted(doubt)
        return doubts.unlisted_gap(hidden[-1]) if hidden else None

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
        self._foreign.found(entry, {*case.shown.new} - {*case.shown.equal}, known=known)

    def _lay_down(self, case: _Case) -> bool:
        """Declare a case absent if that is proven (true); else tell a person what was seen."""
        shown = case.shown
        numbers = tuple(sorted(self._candidates(case)))
        strangers = tuple(sorted(self._unclaimed(case, shown.new)))
        surely_stored = case.doubt.reason in doubts.SURELY_STORED
        nothing = not strangers and not shown.again
        if case.agreed and nothing and not surely_stored and shown.gap is None:
            self._ledger.absent(case.key, doubts.absent_text(), who=RECOVERY)
            return True
        self._ledger.unsettled(case.key, _why(shown, numbers, strangers), seen=strangers)
        kept = {*strangers, *shown.again}
        self._ledger.saw(case.key, [each for each in shown.seen if each.number in kept])
        return False

    def _candidates(self, case: _Case) -> frozenset[str]:
        return self._unclaimed(case, case.shown.equal)

    def _unclaimed(self, case: _Case, numbers: Sequence[str]) -> frozenset[str]:
        """Give those that no other entry holds meanwhile."""
        return frozenset(numbers) - self._ledger.claimed_numbers(case.doubt.planned.entry.screen)


def _why(shown: _Seen, numbers: tuple[str, ...], strangers: tuple[str, ...]) -> Text:
    """Say why a person must decide."""
    if len(numbers) > 1:
        return doubts.several_text(numbers)
    if strangers and not numbers:
        return doubts.strangers_text(strangers, shown.seen)
    if shown.again and not numbers:
        return doubts.number_again_text(shown.again)
    return doubts.gap_text(shown.gap) if shown.gap is not None and not numbers else doubts.unsure_text()
