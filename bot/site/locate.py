"""A place of the mapping -> exactly one element, or a message by which a person can mend the mapping.

Each way that is given (caption, id, name, css, text, column) must find exactly one element, and all of
them the same one. Visible elements are preferred to hidden ones. The rules by which a caption belongs to
a control stand at the head of `js/caption.js`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

from bot.errors import PageTrouble, ScreenNotAsMapped
from bot.language import Text, say
from bot.site.script import selector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Frame, Locator, Page

    from bot.planning.grammar import At

Spec = dict[str, Any]
"""What the page's script understands: the ways of an At, `nth`, `within`, `radio`, `row`."""

_WAYS = ("caption", "id", "name", "css", "text", "column", "nth")


def spec_of(at: At, *, inside: Spec | None = None, radio: bool = False) -> Spec:
    """Translate an At; `inside` is where its outermost `within` is looked for (a row)."""
    spec: Spec = {way: value for way in _WAYS if (value := getattr(at, way)) is not None}
    within = spec_of(at.within, inside=inside) if at.within else inside
    if within:
        spec["within"] = within
    if radio:
        spec["radio"] = True
    return spec


def row_spec(rows: str, index: int) -> Spec:
    """Give the spec of the row with this index (from 0) among those that a CSS selector finds."""
    return {"css": rows, "nth": index + 1}


def frames_of(at: At) -> tuple[str, ...]:
    """Give the frames of a place; those of its `within` when it names none itself."""
    return at.frame or (frames_of(at.within) if at.within else ())


def frame_in(page: Page, chain: Sequence[str]) -> Frame:
    """Walk through frames by their CSS selectors; each must match exactly one frame."""
    frame = page.main_frame
    for css in chain:
        frame = _inner(frame, css)
    return frame


def has_frame(page: Page, chain: Sequence[str]) -> Frame | None:
    """Give the frame, or None while it is not there."""
    try:
        return frame_in(page, chain)
    except (PageTrouble, ScreenNotAsMapped):
        return None


def locator(frame: Frame, spec: Spec) -> Locator:
    """Give the late-bound locator of a place."""
    return frame.locator(selector(spec))


def not_as_mapped(what: Text, problem: Mapping[str, Any]) -> ScreenNotAsMapped:
    """Say which way found what, so that a person can mend the mapping."""
    return ScreenNotAsMapped(
        say(
            "หน้าจอไม่ตรงกับผัง: {what} — {seen} ให้แก้ไฟล์ผังหน้าจอ",
            "The screen is not as mapped: {what} — {seen}. Mend the mapping.",
            what=what,
            seen=Text(th=_told(problem, "th"), en=_told(problem, "en")),
        )
    )


def unknown_control(one: Mapping[str, Any]) -> Text:
    """Say that the screen wants something that the mapping does not know."""
    return say(
        "หน้าจอมีช่องบังคับกรอก {e} ที่ผังไม่รู้จักและยังว่างอยู่ หน้าจออาจถูกเปลี่ยน จึงไม่บันทึก ให้เพิ่มช่องนี้ใน fields ของไฟล์ผังหน้าจอ",
        "The screen has a required field {e} that the mapping does not know and that is blank; the screen "
        "may have been changed. Nothing was committed. Add it to `fields` of the mapping.",
        e=_element(one),
    )


def _inner(frame: Frame, css: str) -> Frame:
    try:
        handles = frame.query_selector_all(css)
        found = [inner for handle in handles if (inner := handle.content_frame())]
    except Error as error:
        raise PageTrouble(say("เปิดเฟรม {f} ไม่ได้", "The frame {f} could not be opened.", f=css)) from error
    if len(found) == 1:
        return found[0]
    text = say(
        "พบเฟรม {f} จำนวน {n} เฟรม ต้องมีหนึ่งเดียว ให้แก้ frame ในไฟล์ผังหน้าจอ",
        "The frame {f} was found {n} times; exactly one is needed. Mend `frame` in the mapping.",
        f=css,
        n=len(found),
    )
    raise ScreenNotAsMapped(text) if found else PageTrouble(text)


def _told(problem: Mapping[str, Any], language: str) -> str:
    if "ways" in problem:
        told = "; ".join(_way(way, language) for way in problem["ways"])
        counts = {way["count"] for way in problem["ways"]}
        if len(problem["ways"]) > 1 and counts == {1}:
            told += " (คนละชิ้นกัน)" if language == "th" else " (different elements)"
        return told or ("ไม่พบ" if language == "th" else "not found")
    if "columns" in problem:
        wanted = ", ".join(problem["columns"])
        heads = " | ".join(str(head) for head in problem.get("headers", ())) or "-"
        if language == "th":
            return f"ตารางที่มีหัวคอลัมน์ {wanted} พบ {problem['count']} แห่ง (หัวตารางที่เห็น: {heads})"
        return f"tables with the columns {wanted}: {problem['count']} (headers seen: {heads})"
    return _element(problem)


def _way(way: Mapping[str, Any], language: str) -> str:
    found = ", ".join(_element(one) for one in way["found"])
    count = way["count"]
    if not count:
        return f"{way['way']} “{way['want']}” " + ("ไม่พบ" if language == "th" else "finds nothing")
    many = f"พบ {count}" if language == "th" else f"finds {count}"
    return f"{way['way']} “{way['want']}” {many}: {found}"


def _element(one: Mapping[str, Any]) -> str:
    names = [f"#{one['id']}"] if one.get("id") else []
    names += [f"name={one['name']}"] if one.get("name") else []
    names += [f"“{caption}”" for caption in one.get("captions", ()) if caption]
    return f"<{one.get('tag', '?')} {' '.join(names)}>"
