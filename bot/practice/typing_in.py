"""Typing a row of a workbook into a screen without a browser: by caption, lists by their entry's caption."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.practice.catalogue import Option, User
from bot.practice.facts import KEYER, ROWS, Facts, World, cell_key
from bot.practice.forms import EntryScreen, Form, State
from bot.practice.kinds import long_date, plain_money
from bot.practice.made_up import Row, Value
from bot.practice.paper import Field, Paper
from bot.practice.webforms import Control, Kind


def as_typed(value: Value) -> str:
    """Give a value as a clerk types it."""
    if isinstance(value, date):
        return long_date(value)
    return plain_money(value) if isinstance(value, Decimal) else str(value)


def typed_into_paper(world: World, paper: Paper, row: Row, lines: Sequence[Row], user: User) -> State:
    """Give the state of a paper's form once the row and its lines are typed."""
    state = {KEYER: user.full_name, ROWS: str(len(lines))}
    places: list[tuple[int | None, Row, list[Field]]] = [(None, row, paper.fields())]
    if paper.grid:
        places += [(number, line, list(paper.grid.columns)) for number, line in enumerate(lines)]
    for number, texts, fields in places:
        facts = Facts(world=world, paper=paper, state=state, row=number)
        for field in fields:
            if field.show or field.caption not in texts:
                continue
            text = as_typed(texts[field.caption])
            key = field.key if number is None else cell_key(number, field.key)
            state[key] = _value(facts.options(field), text) if field.options else text
    return state


def typed_into_screen(screen: EntryScreen, row: Row, lines: Sequence[Row], user: User) -> State:
    """Give the state of a screen that is no declared paper."""
    state = screen.blank(user)
    if lines:
        state[ROWS] = str(len(lines))
    for caption, value in row.items():
        form = screen.form(state)
        control = next((c for c in _head(form) if c.caption == caption), None)
        if control and control.kind is not Kind.SHOWN:
            text = as_typed(value)
            state[control.key] = _value(control.options, text) if control.options else text
    for number, line in enumerate(lines):
        state |= _line(screen.form(state), number, line)
    return state


def _head(form: Form) -> list[Control]:
    return [cell.control for row in form.rows for cell in row]


def _line(form: Form, number: int, line: Mapping[str, Value]) -> State:
    found: State = {}
    captions = form.lines.captions[1:-1] if form.lines else ()
    for caption, cell in zip(captions, form.lines.rows[number] if form.lines else (), strict=True):
        if cell.control.kind is not Kind.SHOWN:
            found[cell.control.key] = as_typed(line[caption])
    return found


def _value(options: tuple[Option, ...], caption: str) -> str:
    return next((option.value for option in options if option.caption == caption), caption)
