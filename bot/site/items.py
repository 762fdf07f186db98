"""One control to be filled or read: where it is, what goes in, and how it compares afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.domain.model import Value
from bot.language import Text, say
from bot.planning.cells import fold, same
from bot.planning.grammar import Enter, FieldSpec, How
from bot.planning.kinds.shown_numbers import shown_number
from bot.site.locate import Spec, frames_of, spec_of

if TYPE_CHECKING:
    from bot.planning.grammar import At, SiteMapping

_ZERO = re.compile(r"[-+]?[0๐]*([.,][0๐]*)*")
_NATIVE_DATES = frozenset({"date", "datetime-local"})
_BY_KIND: Mapping[str, How] = {"choice": "select", "yesno": "check"}


@dataclass(frozen=True, kw_only=True)
class Item:
    """A field of an entry with its control. `text` None: the cell is blank.

    `row` holds the values that a look-up may compare: the header's fields, and the line's over them.
    """

    name: str
    spec: FieldSpec
    enter: Enter
    text: str | None
    value: Value
    title: Text
    place: Spec
    frames: tuple[str, ...] = ()
    line: int | None = None
    row: Mapping[str, Value] = field(default_factory=dict)

    @property
    def how(self) -> How:
        """Give the way of entering."""
        return self.enter.how or _BY_KIND.get(self.spec.kind, "fill")

    @property
    def by_hand(self) -> bool:
        """Tell whether entering it takes more than a value: a click before it, a key after it."""
        return self.enter.open is not None or self.enter.press is not None

    @property
    def label(self) -> str:
        """Name the item in what was typed: `amount`, `account[2]`."""
        return self.name if self.line is None else f"{self.name}[{self.line + 1}]"

    @property
    def typed(self) -> bool:
        """Tell whether something is put into the control."""
        return self.text is not None or self.enter.when_blank == "clear"

    @property
    def checked(self) -> bool:
        """Tell whether the control is compared afterwards."""
        return self.text is not None or self.enter.when_blank != "leave"

    @property
    def iso(self) -> str:
        """Give the value as a native date or number control takes it; "" when it is neither."""
        if isinstance(self.value, date):
            return self.value.isoformat()
        if isinstance(self.value, Decimal | int) and not isinstance(self.value, bool):
            return format(self.value, "f")
        return ""


def make_item(  # noqa: PLR0913 - everything that a control has
    name: str,
    spec: FieldSpec,
    *,
    text: str | None,
    value: Value,
    row: Mapping[str, Value],
    line: int | None = None,
    inside: Spec | None = None,
    inside_frames: tuple[str, ...] = (),
) -> Item:
    """Make the item of a typed field; `inside` is the row of a grid in which its place is looked for."""
    enter = spec.enter
    if enter is None:
        msg = f"{name} is not typed"
        raise ValueError(msg)
    how = enter.how or _BY_KIND.get(spec.kind, "fill")
    return Item(
        name=name,
        spec=spec,
        enter=enter,
        text=text if text != "" else None,
        value=value,
        title=title_of(name, spec, line),
        place=spec_of(enter.at, inside=inside, radio=how == "radio"),
        frames=frames_of(enter.at) or inside_frames,
        line=line,
        row=row,
    )


def title_of(name: str, spec: FieldSpec, line: int | None = None) -> Text:
    """Name a field for a person: its title, header or name; with the line it is in."""
    title = spec.title.text if spec.title else say("{n}", "{n}", n=spec.header or name)
    if line is None:
        return title
    return say("{t} บรรทัดที่ {n}", "{t}, line {n}", t=title, n=line + 1)


def agrees(  # noqa: PLR0911 - one line per kind of control
    item: Item, shown: Mapping[str, Any], site: SiteMapping, also: frozenset[str] = frozenset()
) -> bool:
    """Tell whether a control shows what was put in; `also` are other texts that prove a look-up's choice."""
    text = str(shown["text"])
    if item.text is None:
        return bool(shown["blank"]) or (item.spec.kind in ("money", "number", "integer") and is_zero(text))
    if shown.get("kind") in _NATIVE_DATES and item.iso:
        return text[: len(item.iso)] == item.iso
    if shown.get("kind") == "number" and isinstance(item.value, Decimal | int):
        return (
            shown_number(text) == item.value
        )  # whatever the site's format, such a control's value has a point
    label = shown.get("label") if item.spec.kind == "choice" else None
    if fold(text) in also or (label and fold(str(label)) == fold(item.text)):
        return True
    if same(item.value, text, item.spec, enter=item.enter, place=None, site=site):
        return True
    if isinstance(item.value, str):
        return fold(text) == fold(item.text)
    return False


def is_zero(text: str) -> bool:
    """Tell whether a text is blank or a zero."""
    return _ZERO.fullmatch(text.strip().replace(",", "")) is not None


def at_item(at: At, *, inside: Spec | None = None) -> tuple[tuple[str, ...], Spec]:
    """Give frames and spec of a place that is only read."""
    return frames_of(at), spec_of(at, inside=inside)
