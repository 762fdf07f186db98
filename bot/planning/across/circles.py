"""Documents that refer to one another in a circle: none of them could come first."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from bot.language import say
from bot.planning.across.sheets import Sheets, tell
from bot.planning.reading import Draft


def judge_circles(sheets: Sheets) -> None:
    """Tell every circle once, at the reference of its first document."""
    drafts = [draft for screen in sheets.drafts for draft in sheets.whole(screen) if draft.links]
    left = {id(draft): {id(link.there): None for link in draft.links} for draft in drafts}
    known = {id(draft): draft for draft in drafts}
    while circle := _circle({one: tuple(needs) for one, needs in left.items()}):
        here = min(circle, key=list(left).index)
        after = circle[(circle.index(here) + 1) % len(circle)]
        _tell(known[here], known[after], [known[one] for one in circle])
        del left[here][after]


def _circle(graph: dict[int, tuple[int, ...]]) -> list[int]:
    """Give documents of which each refers to the next, and the last to the first; none: empty."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[int] = error.args[1]
        return found[:0:-1]  # it names the first twice, and the one referred to before the one that refers
    return []


def _tell(draft: Draft, there: Draft, circle: list[Draft]) -> None:
    link = next(one for one in draft.links if one.there is there)
    row = draft.rows[0] if link.line is None else draft.line_rows[link.line]
    places = [one.rows[0].cell_name(one.spec(one.links[0].field).header or "") for one in circle]
    text = say(
        "เอกสารอ้างถึงกันเป็นวง ({all}) จึงไม่มีฉบับใดบันทึกก่อนได้ ให้แก้เลขที่ที่อ้างถึงของฉบับหนึ่ง",
        "Documents refer to one another in a circle ({all}), so none can be entered first; correct what "
        "one of them refers to.",
        all=" → ".join(places),
    )
    tell(draft, row, link.field, "refers_in_circle", text, "error")
