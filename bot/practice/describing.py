"""SCREENS.md's pages of the declared papers, made from the declarations so that they cannot disagree."""

from collections.abc import Iterator

from bot.practice.facts import FIRST_ROW
from bot.practice.forms import Announces
from bot.practice.menu import by_key, twin_of
from bot.practice.paper import Field, Paper, Reference, Value
from bot.practice.paper_controls import POP_DOCUMENT, control_of, number_control
from bot.practice.papers import PAPERS
from bot.practice.webforms import PREFIX, Kind, element_id

BEGIN, END = "<!-- declared papers: begin -->", "<!-- declared papers: end -->"
_ANNOUNCED = {
    Announces.REDIRECT: "POST → 302 → GET of the same screen, blank, with the message once",
    Announces.PAGE: "the same page with all controls disabled, the numbers in their labels and `btnNew`",
    Announces.ALERT: "a blank form that opens `alert` with the message while it loads",
}
_IN_PLACE = "in place (UpdatePanel, partial postback): a blank form with the message"


def described() -> str:
    """Give the part of SCREENS.md between the two marks."""
    pages = "\n".join(line for paper in PAPERS.values() for line in _paper(paper))
    return f"{BEGIN}\n\n{pages}\n{END}"


def _paper(paper: Paper) -> Iterator[str]:
    place, twin = by_key(paper.key), by_key(twin_of(paper.key))
    yield f"### {place.title} — `{paper.key}`"
    yield ""
    yield f"Menu: {place.system} > {place.title} · `{place.url}` · roles {', '.join(sorted(place.roles))}"
    yield ""
    yield from _table(paper)
    saved = _IN_PLACE if paper.in_place else _ANNOUNCED[paper.announces]
    numbers = ", ".join(f"{n.caption} `{n.pattern or '<section>-{:04d}'}/67`" for n in paper.numbers)
    yield f"- Numbers: {numbers}. After saving: {saved}."
    if paper.confirm:
        yield f'- บันทึก asks `confirm` "{paper.confirm}" first.'
    for rule in paper.rules:
        yield f"- {(rule.__doc__ or '').strip()}"
    for turn in paper.turns:
        who = ", ".join(sorted(turn.roles)) or "who may key it, and viewer"
        another = ", not by who keyed it" if turn.by_another else ""
        change = f"{' / '.join(turn.after)} → {turn.becomes}"
        yield f"- `{turn.key}` {turn.caption} on the detail page: {change} ({who}{another})."
    columns = " · ".join((*(n.caption for n in paper.numbers), *paper.listed))
    yield f"- Search: `{twin.url}`, titled {twin.title}; party box {paper.party}; ลำดับ · {columns} · สถานะ."
    yield ""


def _table(paper: Paper) -> Iterator[str]:
    yield "| caption | id | kind | notes |"
    yield "|---|---|---|---|"
    for place, number in enumerate(paper.numbers):
        ident = number_control(number.caption, place).key
        yield f"| {number.caption} | `{ident}` | shown | blank until saved |"
    for field in paper.fields():
        yield _row(paper, field, field.key, field.caption)
    if paper.grid:
        rows = f"rows from `_ctl{FIRST_ROW}` | lines | at least {paper.grid.at_least}; `btnAdd` เพิ่มรายการ"
        yield f"| **grid** `grdLine` | {rows} |"
        for field in paper.grid.columns:
            key = f"grdLine:_ctl{FIRST_ROW}:{field.key}"
            yield _row(paper, field, key, f"… {field.caption}")
        for key, caption, _ in paper.grid.totals:
            yield f"| … {caption} | `{key}` | shown | last row of the grid |"
    yield ""


def _row(paper: Paper, field: Field, key: str, caption: str) -> str:
    control = control_of(paper, field, key, ())
    kind = "select" if field.options and not field.radio else str(control.kind)
    kind = "radio" if field.radio else kind
    if control.posts_back:
        kind += ", **posts back**"
    ident = control.id.removeprefix(element_id(PREFIX))
    star = " *" if field.required else ""
    return f"| {caption}{star} | `{ident}` | {kind} | {_notes(field, control.kind)} |"


def _notes(field: Field, kind: Kind) -> str:
    notes = []
    if field.value is not Value.TEXT:
        notes.append(str(field.value))
    if field.refers:
        notes.append(_refers(field.refers))
    if kind is Kind.LOOKUP and (field.refers or field.popup):
        notes.append(f"`_btnSearch` opens `{field.popup or POP_DOCUMENT}`")
    if kind is Kind.LOOKUP and not field.refers and not field.popup:
        notes.append("set by the look-up beside it")
    if field.by_script:
        notes.append("filled by script")
    if field.show:
        notes.append("set by the server")
    return "; ".join(notes)


def _refers(refers: Reference) -> str:
    said = [f"names a {' / '.join(refers.screens)}"]
    said += [f"that is {refers.status}"] if refers.status else []
    said += ["once only"] if refers.once else []
    said += ["with something left"] if refers.rest else []
    said.append("of the same day" if refers.same_day else "of no later day")
    return ", ".join(said)
