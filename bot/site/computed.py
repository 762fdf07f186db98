"""Values that the site works out by itself: never typed, only compared with the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.model import Value
from bot.errors import ValueNotTaken
from bot.language import Text, say
from bot.planning.grammar import FieldSpec
from bot.site.items import title_of
from bot.site.locate import Spec, frames_of, spec_of

if TYPE_CHECKING:
    from bot.planning.grammar import At


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
