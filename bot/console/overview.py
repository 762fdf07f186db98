"""The first page: what is going on, how far it is, what is in hand, what needs a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.console import charts
from bot.console.desk import Desk
from bot.console.pictures import Picture, pictures_of
from bot.console.state import State, state_of
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Event, Standing
from bot.ledger.watching import Cell, Tempo, Waiting
from bot.report.figures import Figure
from bot.report.words import ORDER, URGENCY

_UNTOUCHED = frozenset({Status.PENDING, Status.WORKING, Status.COMMITTING})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One screen's figures by status."""

    screen: str
    figures: Mapping[Status, Figure]
    whole: Figure


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything that the first page shows."""

    state: State
    statuses: Sequence[Status]
    lines: Sequence[Line]
    whole: Line
    done: int
    left: int
    tempo: Tempo
    seconds_left: float | None
    finish: datetime | None
    bars: Sequence[charts.Bar]
    columns: Sequence[charts.Bar]
    in_hand: Standing | None
    pictures: Sequence[Picture]
    events: Sequence[Event]
    places: Mapping[EntryKey, tuple[str, tuple[int, ...]]]
    wishes: Sequence[Waiting]
    tiles: Sequence[tuple[Status, Figure]]


def overview(desk: Desk) -> Overview:
    """Look at everything once."""
    watching = desk.watching
    state = state_of(watching)
    cells = desk.cells()
    whole = _line("", cells)
    left = sum(whole.figures.get(status, Figure()).count for status in _UNTOUCHED)
    tempo = watching.tempo(state.run.id) if state.run else Tempo()
    seconds = tempo.each * left if state.running and tempo.each else None
    hand = watching.in_hand()
    events = watching.newest()
    return Overview(
        state=state,
        statuses=tuple(status for status in ORDER if status in whole.figures),
        lines=_lines(cells),
        whole=whole,
        done=whole.whole.count - left,
        left=left,
        tempo=tempo,
        seconds_left=seconds,
        finish=datetime.now(desk.about().zone) + timedelta(seconds=seconds) if seconds else None,
        bars=charts.by_screen(cells),
        columns=charts.by_day(cells),
        in_hand=hand,
        pictures=pictures_of(desk.settings.evidence.dir, hand.entry.key)[-1:] if hand else (),
        events=events,
        places=watching.pages_of({event.key for event in events if event.key}),
        wishes=watching.wishes(),
        tiles=[(status, whole.figures[status]) for status in URGENCY if status in whole.figures],
    )


def _lines(cells: Iterable[Cell]) -> tuple[Line, ...]:
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(cell.screen, []).append(cell)
    return tuple(_line(screen, found) for screen, found in groups.items())


def _line(screen: str, cells: Iterable[Cell]) -> Line:
    figures: dict[Status, Figure] = {}
    whole = Figure(count=0, amount=Decimal(0))
    for cell in cells:
        one = Figure(count=cell.count, amount=cell.amount)
        figures[cell.status] = figures.get(cell.status, Figure()) + one
        whole += one
    return Line(screen=screen, figures=figures, whole=whole)
