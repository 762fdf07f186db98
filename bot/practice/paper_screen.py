"""The entry screen of a declared paper: draws its form, computes what the server shows, applies its rules."""

from datetime import date

from bot.practice.catalogue import User
from bot.practice.facts import KEYER, ROWS, Facts, World, cell_key
from bot.practice.forms import Announces, Button, Cell, Form, Lines, State
from bot.practice.kinds import long_date, plain_money, read_date, read_money, shown_money
from bot.practice.paper import Field, Grid, Paper, Value
from bot.practice.paper_controls import control_of, number_control
from bot.practice.references import refusals
from bot.practice.rules import AREA_LENGTH, LINE_LENGTH, Reading, satang
from bot.practice.store import Document, Draft, Numbering
from bot.practice.webforms import PREFIX, Control, Kind, Posted

_SAVED = "_saved"
_ADD = Button(key="btnAdd", caption="เพิ่มรายการ")
_CANCEL = Button(key="btnCancel", caption="ยกเลิก")
_NEW = Button(key="btnNew", caption="จัดทำรายการใหม่")


class PaperScreen:
    """Keys one kind of declared document."""

    def __init__(self, paper: Paper, world: World) -> None:
        """Keep the declaration and what the site knows."""
        self.key, self.in_place, self.announces = paper.key, paper.in_place, paper.announces
        self._paper, self._world = paper, world

    def blank(self, user: User) -> State:
        """Give an empty form with the grid's first lines."""
        grid = self._paper.grid
        return {KEYER: user.full_name, ROWS: str(grid.at_first if grid else 0)}

    def turn(self, state: State, posted: Posted) -> State:
        """Add or delete a line, rewrite dates that were understood, drop choices that no longer fit."""
        rows = int(state[ROWS])
        if posted.pressed(_ADD.key):
            state = {**state, ROWS: str(rows + 1)}
        for row in range(rows):
            if self._paper.grid and posted.target == _delete(row):
                state = _without(state, row, self._paper.grid)
        return self._fitting(state)

    def form(self, state: State) -> Form:
        """Draw the form with everything computed now, or the saved document."""
        state = self._fitting(state)
        facts = self._facts(state)
        frozen = bool(state.get(_SAVED))
        numbers = tuple(
            (Cell(control=number_control(number.caption, place), value=state.get(number.caption, "")),)
            for place, number in enumerate(self._paper.numbers)
        )
        head = tuple(tuple(self._cell(facts, field, field.key) for field in row) for row in self._paper.rows)
        save = Button(key="btnSave", caption="บันทึก", confirm=self._paper.confirm)
        buttons = (_NEW,) if frozen else (save, _CANCEL)
        return Form(rows=numbers + head, buttons=buttons, lines=self._lines(facts), frozen=frozen)

    def check(self, state: State) -> Draft | list[str]:
        """Apply the rules of the paper."""
        paper, facts = self._paper, self._facts(state)
        read = Reading(state, self._world.catalogue.fiscal_year)
        day = self._day(state)
        fields = {field.caption: self._value(read, facts, field, field.key, day) for field in paper.fields()}
        lines = self._checked_lines(read, facts, day) if paper.grid else []
        if not read.problems:
            for rule in paper.rules:
                for problem in rule(facts):
                    read.refuse(problem)
        if read.problems or day is None:
            return read.problems
        amount = read_money(fields.get(paper.amount, ""))
        return Draft(
            screen=paper.key,
            numbers=self._numbers(facts),
            fields=fields,
            lines=tuple(lines),
            day=day.isoformat(),
            party=fields[paper.party],
            satang=satang(amount) if amount is not None else 0,
        )

    def saved(self, document: Document, state: State, user: User) -> State:
        """Show the saved document so that it cannot be typed into, or an empty form again."""
        if self.announces is not Announces.PAGE or self.in_place:
            return self.blank(user)
        shown = {number.caption: document.fields[number.caption] for number in self._paper.numbers}
        for field in self._paper.fields():
            if field.show:
                shown[f"={field.key}"] = document.fields[field.caption]
        return {**state, **shown, _SAVED: document.ident}

    def _facts(self, state: State) -> Facts:
        return Facts(world=self._world, paper=self._paper, state=state)

    def _day(self, state: State) -> date | None:
        field = next(field for field in self._paper.fields() if field.caption == self._paper.day)
        return read_date(state.get(field.key, ""))

    def _numbers(self, facts: Facts) -> tuple[Numbering, ...]:
        year = self._world.catalogue.fiscal_year % 100
        found = []
        for number in self._paper.numbers:
            series, pattern = number.series, number.pattern
            if number.per:
                section = next(s for s in facts.catalogue.sections if s.value == facts.text(number.per))
                series, pattern = section.code, f"{section.short}-{{:04d}}"
            found.append(Numbering(caption=number.caption, series=series, pattern=f"{pattern}/{year}"))
        return tuple(found)

    def _value(self, read: Reading, facts: Facts, field: Field, key: str, day: date | None) -> str:
        """Read one field, and give what is stored."""
        where = f" (รายการที่ {facts.row + 1})" if facts.row is not None else ""
        caption = f"{field.caption}{where}"
        if field.show:
            return field.show(facts)
        if field.options:
            return read.choice(key, caption, facts.options(field), required=field.required)
        if field.value is Value.DATE:
            found = read.day(key, caption, required=field.required, in_year=field.in_year)
            return long_date(found) if found else ""
        if field.value is Value.MONEY:
            return plain_money(read.money(key, caption, required=field.required and not field.zero))
        if field.value is Value.COUNT:
            if field.required:
                read.text(key, caption, required=True)
            return read.count(key, caption)
        limit = field.limit or (AREA_LENGTH if field.area else LINE_LENGTH)
        text = read.text(key, caption, required=field.required, limit=limit)
        for problem in refusals(facts, field, day, where):
            read.refuse(problem)
        return text

    def _checked_lines(self, read: Reading, facts: Facts, day: date | None) -> list[dict[str, str]]:
        grid = self._paper.grid
        lines: list[dict[str, str]] = []
        seen: set[str] = set()
        for line in facts.rows() if grid else ():
            row = line.row or 0
            found = {"ลำดับ": str(row + 1)}
            for field in grid.columns if grid else ():
                found[field.caption] = self._value(read, line, field, cell_key(row, field.key), day)
            lines.append(found)
            named = found.get(grid.unique, "") if grid else ""
            if named and named in seen:
                read.refuse(f"{grid.unique if grid else ''} {named} ซ้ำ (รายการที่ {row + 1})")
            seen.add(named)
        if grid and len(lines) < grid.at_least:
            read.refuse(f"ต้องมีรายการอย่างน้อย {grid.at_least} รายการ")
        return lines

    def _cell(self, facts: Facts, field: Field, key: str) -> Cell:
        control = control_of(self._paper, field, key, facts.options(field))
        if field.show:
            kept = facts.state.get(f"={key}")
            value = field.show(facts) if kept is None else kept
            money = field.value is Value.MONEY and read_money(value) is not None
            return Cell(control=control, value=shown_money(value) if money else value)
        value = facts.text(field.key)
        note = ""
        if field.value is Value.DATE and value and read_date(value) is None:
            note = "รูปแบบวันที่ไม่ถูกต้อง"
        elif field.value is Value.MONEY and field.posts_back and value and read_money(value) is None:
            note = "จำนวนเงินไม่ถูกต้อง"
        elif field.refers and value and facts.document(field.key) is None:
            note = f"ไม่พบ{field.caption} {value}"
        return Cell(control=control, value=value, note=note)

    def _lines(self, facts: Facts) -> Lines | None:
        grid = self._paper.grid
        if grid is None:
            return None
        rows = tuple(
            tuple(self._cell(line, field, cell_key(line.row or 0, field.key)) for field in grid.columns)
            for line in facts.rows()
        )
        totals = tuple(
            Cell(
                control=Control(key=key, leaf="", caption=caption, kind=Kind.SHOWN, money=True),
                value=shown_money(facts.total(column)),
            )
            for key, caption, column in grid.totals
        )
        return Lines(
            captions=("ลำดับ", *(field.caption for field in grid.columns), "ลบ"),
            rows=rows,
            deletes=tuple(_delete(row) for row in range(len(rows))),
            add=_ADD,
            totals=totals,
        )

    def _fitting(self, state: State) -> State:
        if state.get(_SAVED):
            return state
        state = dict(state)
        facts = self._facts(state)
        grid = self._paper.grid
        for where, fields in (
            (facts, self._paper.fields()),
            *((line, grid.columns) for line in facts.rows() if grid),
        ):
            for field in fields:
                key = cell_key(where.row, field.key) if where.row is not None else field.key
                value = state.get(key, "")
                if value and field.options and value not in {o.value for o in where.options(field)}:
                    state[key] = ""
                if field.value is Value.DATE and field.posts_back and (day := read_date(value)):
                    state[key] = long_date(day)
        return state


def _delete(row: int) -> str:
    return f"{PREFIX}{cell_key(row, 'lnkDelete')}"


def _without(state: State, gone: int, grid: Grid) -> State:
    rows = int(state[ROWS])
    cells = {cell_key(row, field.key) for row in range(rows) for field in grid.columns}
    kept = {key: value for key, value in state.items() if key not in cells}
    for new, old in enumerate(row for row in range(rows) if row != gone):
        kept |= {cell_key(new, f.key): state.get(cell_key(old, f.key), "") for f in grid.columns}
    return {**kept, ROWS: str(rows - 1)}
