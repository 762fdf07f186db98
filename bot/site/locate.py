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
from bot.planning.complaints import nearest_few
from bot.planning.kinds.folding import caption_key
from bot.site.script import selector
from bot.site.watchdog import answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Frame, Locator, Page

    from bot.planning.grammar import At, ShownPlace

Spec = dict[str, Any]
"""What the page's script understands: the ways of an At, `nth`, `within`, `radio`, `row`."""

_FEW = 8
_WAYS = ("caption", "id", "name", "css", "text", "column", "nth")


def spec_of(at: At, *, inside: Spec | None = None, radio: bool = False) -> Spec:
    """Translate an At; `inside` is where its outermost `within` is looked for (a row)."""
    spec: Spec = {way: value for way in _WAYS if (value := getattr(at, way)) is not None}
    within = spec_of(at.within, inside=inside) if at.within else inside
    if within:
        spec["within"] = within
    if radio:
        spec["radio"] = True
    if at.stands:
        spec["stands"] = at.stands
    return spec


def pictured_spec(place: ShownPlace) -> Spec:
    """Give the spec of a place that is read, with the pictures that stand for a value there."""
    spec = spec_of(place.at) if place.at else {}
    return spec | ({"icons": place.icons} if place.icons else {})


def row_spec(rows: str, index: int, stands: str = "") -> Spec:
    """Give the spec of the row with this index (from 0) among those that a CSS selector finds."""
    return {"css": rows, "nth": index + 1} | ({"stands": stands} if stands else {})


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
    answered()  # whoever goes on to the next control has had an answer from the one before
    return frame.locator(selector(spec))


def not_as_mapped(what: Text, problem: Mapping[str, Any], *, stands: str = "") -> ScreenNotAsMapped:
    """Say which way found what, what is there instead, and which line of the mapping to mend."""
    stands = problem.get("spec", {}).get("stands") or stands
    return ScreenNotAsMapped(
        say(
            "หน้าจอไม่ตรงกับผัง: {what} — {seen} ให้แก้ {where}",
            "The screen is not as mapped: {what} — {seen}. Mend {where}.",
            what=what,
            seen=problem_words(problem),
            where=stands or say("ไฟล์ผังหน้าจอ", "the mapping"),
        )
    )


def problem_words(problem: Mapping[str, Any]) -> Text:
    """Say which way found what, and what is there instead."""
    return Text(th=_told(problem, "th"), en=_told(problem, "en"))


def unknown_control(one: Mapping[str, Any]) -> Text:
    """Say that the screen wants something that the mapping does not know."""
    return say(
        "หน้าจอมีช่องบังคับกรอก {e} ที่ผังไม่รู้จักและยังว่างอยู่ หน้าจออาจถูกเปลี่ยน จึงไม่บันทึก ให้เพิ่มช่องนี้ใน fields ของไฟล์ผังหน้าจอ",
        "The screen has a required field {e} that the mapping does not know and that is blank; the screen "
        "may have been changed. Nothing was committed. Add it to `fields` of the mapping.",
        e=element_words(one),
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
        return _columns(problem, language)
    return element_words(problem)


def _columns(problem: Mapping[str, Any], language: str) -> str:
    """Tell which columns no table has, with what comes near, or that several tables have them all."""
    wanted, heads = problem["columns"], [str(head) for head in problem.get("headers", ())]
    there = [one for head in heads for one in head.split(", ") if one]
    known = {caption_key(one) for one in there}
    missing = [one for one in wanted if caption_key(one) not in known]
    if missing and not problem["count"]:
        told = "; ".join(f"“{one}”{_near(one, there, language)}" for one in missing)
        return (f"ไม่มีตารางที่มีหัวคอลัมน์ {told}" if language == "th" else f"no table has the column {told}") + (
            "" if there else (" หน้าจอไม่มีตารางเลย" if language == "th" else " (there is no table at all)")
        )
    seen = " | ".join(heads) or "-"
    names = ", ".join(wanted)
    if language == "th":
        return f"ตารางที่มีหัวคอลัมน์ {names} พบ {problem['count']} แห่ง (หัวตารางที่เห็น: {seen})"
    return f"tables with the columns {names}: {problem['count']} (headers seen: {seen})"


def _way(way: Mapping[str, Any], language: str) -> str:
    found = ", ".join(element_words(one) for one in way["found"])
    count = way["count"]
    if not count:
        found = f"{way['way']} “{way['want']}” " + ("ไม่พบ" if language == "th" else "finds nothing")
        return found + _near(str(way["want"]), way.get("near", ()), language)
    many = f"พบ {count}" if language == "th" else f"finds {count}"
    return f"{way['way']} “{way['want']}” {many}: {found}"


def _near(want: str, there: Sequence[str], language: str) -> str:
    """Name what stands on the screen instead: near misses first, else the beginning of what there is."""
    close = nearest_few(want, there)
    few = close or list(there[:_FEW])
    if not few:
        return ""
    names = ", ".join(f"“{one}”" for one in few) + ("" if close or len(there) <= _FEW else ", …")
    if language == "th":
        return (" ใกล้เคียง: " if close else " ที่มีบนหน้าจอ: ") + names
    return (" (nearest there: " if close else " (there are: ") + names + ")"


def element_words(one: Mapping[str, Any]) -> str:
    """Name an element as a person finds it: its tag, id, name and captions."""
    names = [f"#{one['id']}"] if one.get("id") else []
    names += [f"name={one['name']}"] if one.get("name") else []
    names += [f"“{caption}”" for caption in one.get("captions", ()) if caption]
    return f"<{one.get('tag', '?')} {' '.join(names)}>"
