"""Fitting a mapping to a screen: each place must find exactly one element; and what there is to be mapped."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, ScreenNotAsMapped
from bot.language import Text, say
from bot.planning.readable import readable
from bot.site.locate import Spec, frames_of, has_frame, not_as_mapped, row_spec, spec_of
from bot.site.opening import missing_sign, open_at
from bot.site.script import ask_again
from bot.site.signs import View, holds
from bot.site.tables import TableReader

if TYPE_CHECKING:
    from bot.planning import grammar
    from bot.planning.grammar import At, FieldSpec, Lookup, OpensAt, Sign
    from bot.site.session import Session
    from bot.site.tab import Tab


_PATIENCE = 10.0
_FEW_ROWS = 5


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One place of a mapping on the live screen, by its dotted path. `wrong` None: exactly one element."""

    place: str
    wrong: Text | None = None
    later: bool = False
    """It may rightly be missing on a fresh form (a later page, a field that another brings forth)."""

    @property
    def ok(self) -> bool:
        """Tell whether the place is sound."""
        return self.wrong is None


@dataclass(frozen=True, kw_only=True)
class _Place:
    name: str
    at: At
    title: Text
    inside: Spec | None = None
    radio: bool = False
    later: bool = False
    here: bool = False
    """It stands on the page that shows, if at all: finding several is wrong though it may come later."""


def check_screen(tab: Tab, screen: grammar.Mapping, session: Session) -> tuple[Checked, ...]:
    """Open the screen and its searches and try every place; nothing is typed, nothing is submitted."""
    title = screen.title.text
    checked = list(_opened(tab, screen.opens_at, screen.recognised_by, session, title, ""))
    if all(one.ok for one in checked if one.place == "opens_at"):
        lines = screen.lines
        rows = int(ask_again(tab.frame(), "count", lines.rows)) if lines and lines.rows else 0
        checked += _tried(tab, list(_form_places(screen, rows)))
    for name, lookup in (("find", screen.find), ("read_back", screen.read_back)):
        if lookup is None:
            continue
        opened = list(_opened(tab, lookup.opens_at, lookup.recognised_by, session, title, f"{name}."))
        checked += opened
        if opened[0].ok:
            checked += _tried(tab, list(_lookup_places(name, lookup, title)))
            checked += _list_read(tab, name, lookup, screen, session)
    return tuple(checked)


def learn(tab: Tab, way: OpensAt | None, session: Session, title: Text) -> Mapping[str, Any]:
    """Describe everything on a screen that a mapping may name, frame by frame; values are not told."""
    if way is not None:
        open_at(tab, way, session, title)
    frames = [
        {
            "frame": frame.name or "",
            "address": frame.url,
            **ask_again(frame, "learn"),
            "draft": ask_again(frame, "draft"),
        }
        for frame in tab.page.frames
    ]
    return {"address": tab.page.url, "frames": frames}


def _opened(  # noqa: PLR0913, PLR0917 - one call with everything a way needs
    tab: Tab, way: OpensAt, signs: Sequence[Sign], session: Session, title: Text, prefix: str
) -> Iterator[Checked]:
    try:
        here = open_at(tab, way, session, title)
    except BotError as error:
        yield Checked(place=f"{prefix}opens_at", wrong=error.text)
        return
    tab.base = here.base
    yield Checked(place=f"{prefix}opens_at")
    view = _shown(tab, signs)
    for number, sign in enumerate(signs):
        wrong = (
            None
            if holds(sign, view)
            else say("ไม่พบ: {w}", "not there: {w}", w=missing_sign(tab, sign, view))
        )
        yield Checked(place=f"{prefix}recognised_by[{number}]", wrong=wrong)


def _shown(tab: Tab, signs: Sequence[Sign]) -> View:
    """Look at the signs; those of a screen that is drawn late get a moment."""
    until = time.monotonic() + min(tab.timeout, _PATIENCE)
    while True:
        view = tab.see(signs)
        if all(holds(sign, view) for sign in signs) or time.monotonic() > until:
            return view
        tab.wait_change(tab.page.main_frame)


def _list_read(
    tab: Tab, name: str, lookup: Lookup, screen: grammar.Mapping, session: Session
) -> Iterator[Checked]:
    """Read what the list shows before anything is searched for; columns that cannot be read are told."""
    place = f"{name}.table"
    try:
        rows = TableReader(tab, lookup.table, what=say("รายการค้นหา", "the list")).glance().rows
    except ScreenNotAsMapped as error:
        # A list that comes only when something was searched for cannot be judged yet.
        yield Checked(place=place, wrong=error.text, later=lookup.submit is not None or bool(lookup.criteria))
        return
    yield Checked(place=place)
    for field, shown_at in lookup.table.columns.items():
        spec = screen.fields.get(field)
        texts = [text for row in rows[:_FEW_ROWS] if (text := row.texts.get(field, ""))]
        if spec is None or not texts or any(readable(text, spec, shown_at, session.site) for text in texts):
            continue
        wrong = say(
            "ตารางแสดง “{t}” ซึ่งอ่านเป็น {k} ไม่ได้ ให้แก้ format, era, pattern, translate หรือ icons ที่ {w}",
            "the list shows “{t}”, which cannot be read as {k}. Mend `format`, `era`, `pattern`, `translate` "
            "or `icons` at {w}.",
            t=texts[0],
            k=spec.kind,
            w=shown_at.stands or lookup.table.stands or place,
        )
        yield Checked(place=f"{place}.columns.{field}", wrong=wrong)


def _form_places(screen: grammar.Mapping, rows: int) -> Iterator[_Place]:
    """Give the places of a form; `rows` are how many of its grid's rows stand there already."""
    title = screen.title.text
    first = _first_page(screen)
    for name, spec in screen.fields.items():
        yield from _field_places(f"fields.{name}", spec, later=name not in first)
    lines = screen.lines
    if lines:
        inside = row_spec(lines.rows, 0, lines.stands) if lines.rows else None
        after = _lines_after_click(screen)
        unseen = after or lines.open is not None
        later = unseen or (rows == 0 and lines.style == "grid" and lines.add is not None)
        for name, spec in lines.fields.items():
            yield from _field_places(f"lines.fields.{name}", spec, inside=inside, later=later)
        for part, at in (("add", lines.add), ("open", lines.open)):
            if at:
                yield _Place(
                    name=f"lines.{part}",
                    at=at,
                    title=title,
                    later=unseen if part == "add" else after,
                )
    for number, step in enumerate(screen.form):
        if step.do == "click":
            yield _Place(name=f"form[{number}].at", at=step.at, title=title, later=True, here=True)
            break
    yield _Place(name="commit.at", at=screen.commit.at, title=title, later=_pages(screen))


def _field_places(name: str, spec: FieldSpec, *, later: bool, inside: Spec | None = None) -> Iterator[_Place]:
    title = Text(th=spec.header or name, en=spec.header or name)
    if spec.enter:
        sometimes = later or spec.enter.when is not None or spec.enter.open is not None
        yield _Place(
            name=f"{name}.enter.at",
            at=spec.enter.at,
            title=title,
            inside=inside,
            radio=spec.enter.how == "radio",
            later=sometimes,
        )
        if spec.enter.lookup:
            yield _Place(
                name=f"{name}.enter.lookup.open",
                at=spec.enter.lookup.open,
                title=title,
                inside=inside,
                later=later,
            )
    if spec.computed:
        yield _Place(name=f"{name}.computed", at=spec.computed, title=title, inside=inside, later=later)


def _lookup_places(name: str, lookup: Lookup, title: Text) -> Iterator[_Place]:
    for number, criterion in enumerate(lookup.criteria):
        yield _Place(name=f"{name}.criteria[{number}].enter.at", at=criterion.enter.at, title=title)
    if lookup.submit:
        yield _Place(name=f"{name}.submit", at=lookup.submit, title=title)


def _tried(tab: Tab, places: Sequence[_Place]) -> list[Checked]:
    """Try all places, one question per frame."""
    told: dict[str, Checked] = {}
    for frames in dict.fromkeys(frames_of(place.at) for place in places):
        group = [place for place in places if frames_of(place.at) == frames]
        frame = has_frame(tab.page, (*tab.base, *frames))
        if frame is None:
            missing = Text(th=f"ไม่พบเฟรม {' > '.join(frames)}", en=f"no frame {' > '.join(frames)}")
            told |= {
                place.name: Checked(place=place.name, wrong=missing, later=place.later) for place in group
            }
            continue
        specs = [spec_of(place.at, inside=place.inside, radio=place.radio) for place in group]
        for place, problem in zip(group, tab.probe(specs, frame), strict=True):
            wrong = not_as_mapped(place.title, problem).text if problem else None
            several = place.here and problem and any(way["count"] > 1 for way in problem.get("ways", ()))
            told[place.name] = Checked(place=place.name, wrong=wrong, later=place.later and not several)
    return [told[place.name] for place in places]


def _pages(screen: grammar.Mapping) -> bool:
    return any(step.do == "click" for step in screen.form)


def _lines_after_click(screen: grammar.Mapping) -> bool:
    """Tell whether the lines stand on a later page of the form."""
    kinds = [step.do for step in screen.form]
    return "lines" in kinds and "click" in kinds[: kinds.index("lines")]


def _first_page(screen: grammar.Mapping) -> set[str]:
    """Give the fields of the form's first page."""
    if not screen.form:
        return set(screen.fields)
    names: set[str] = set()
    for step in screen.form:
        if step.do == "click":
            break
        if step.do == "enter":
            names.update(step.fields)
    return names
