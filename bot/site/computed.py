"""Values that the site works out by itself: never typed, only compared with the workbook."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.model import Value
from bot.errors import BotError, ValueNotTaken
from bot.language import Text, say
from bot.planning.cells import same
from bot.planning.grammar import FieldSpec
from bot.site.items import title_of
from bot.site.locate import Spec, frame_in, frames_of, has_frame, not_as_mapped, spec_of

if TYPE_CHECKING:
    from bot.planning.grammar import At, SiteMapping
    from bot.site.tab import Tab

_PATIENCE = 5.0
_PATIENCE_ON_THE_WAY = 1.0


@dataclass(frozen=True, kw_only=True)
class Computed:
    """One value that the site should show by itself, and where."""

    label: str
    title: Text
    spec: FieldSpec
    value: Value
    place: Spec
    frames: tuple[str, ...] = ()


def computed_of(
    name: str, spec: FieldSpec, value: Value, *, line: int | None = None, inside: Spec | None = None
) -> Computed:
    """Make the value to be compared of a field that has `computed`."""
    at: At | None = spec.computed
    if at is None:
        msg = f"{name} is not computed"
        raise ValueError(msg)
    return Computed(
        label=name if line is None else f"{name}[{line + 1}]",
        title=title_of(name, spec, line),
        spec=spec,
        value=value,
        place=spec_of(at, inside=inside),
        frames=frames_of(at),
    )


def computed_differs(one: Computed, shown: str) -> ValueNotTaken:
    """Say that the site worked out something else than the workbook has."""
    return ValueNotTaken(
        say(
            "{t}: ระบบแสดง “{s}” แต่สมุดงานเป็น “{v}” ให้ตรวจข้อมูลในแถวนี้",
            "{t}: the site works out “{s}”, the workbook has “{v}”. Check the row.",
            t=one.title,
            s=shown,
            v=one.value,
        )
    )


class ComputedReading:
    """Compares what the site works out by itself, over all pages of one form.

    Before a page is left (`on_the_way`) a value that is not there, or not yet right, may still come on
    a later one. Before the commit each must be right, or have been right on a page that was left since.
    """

    def __init__(self, site: SiteMapping, typed: dict[str, str]) -> None:
        """Keep how the site writes; what is read goes into `typed`."""
        self._site = site
        self._typed = typed
        self._right: set[str] = set()

    def compare(self, tab: Tab, wanted: Sequence[Computed], *, on_the_way: bool) -> None:
        """Wait a moment until all are right; on the way to the next page it is no fault if some are not."""
        until = time.monotonic() + min(tab.timeout, _PATIENCE_ON_THE_WAY if on_the_way else _PATIENCE)
        while wanted := self._not_yet(tab, wanted, on_the_way=on_the_way):
            if time.monotonic() > until:
                if on_the_way:
                    return
                raise computed_differs(wanted[0], self._typed[wanted[0].label])
            tab.wait_change(tab.frame())

    def _not_yet(self, tab: Tab, wanted: Sequence[Computed], *, on_the_way: bool) -> list[Computed]:
        """Read the places, one question per frame; gives those that do not show the value yet."""
        left: list[Computed] = []
        for frames in dict.fromkeys(one.frames for one in wanted):
            group = [one for one in wanted if one.frames == frames]
            may_be_gone = on_the_way or all(one.label in self._right for one in group)
            chain = (*tab.base, *frames)
            frame = has_frame(tab.page, chain) if may_be_gone else frame_in(tab.page, chain)
            found = tab.read([one.place for one in group], frame) if frame else []
            for one, shown in zip(group, found, strict=False):
                if "problem" not in shown:
                    left += [] if self._is_right(one, str(shown["text"]), on_the_way=on_the_way) else [one]
                elif not on_the_way and one.label not in self._right:
                    raise self._missing(one, shown["problem"])
        return left

    def _is_right(self, one: Computed, text: str, *, on_the_way: bool) -> bool:
        self._typed[one.label] = text
        right = same(one.value, text, one.spec, enter=None, place=None, site=self._site)
        if not right:
            self._right.discard(one.label)
        elif on_the_way:
            self._right.add(one.label)
        return right

    def _missing(self, one: Computed, problem: Mapping[str, Any]) -> BotError:
        """Say what is wrong with a value that shows no more: what showed before, or that it never did."""
        shown = self._typed.get(one.label)
        return not_as_mapped(one.title, problem) if shown is None else computed_differs(one, shown)
