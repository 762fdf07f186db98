"""Choosing from a look-up: a window or panel with a search, a list, and a row that writes into the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bot.errors import PageTrouble, ScreenNotAsMapped, ValueNotTaken
from bot.language import say
from bot.planning.cells import fold, same
from bot.planning.grammar import LookupBy
from bot.site.combo import combo_place
from bot.site.items import Item
from bot.site.locate import Spec, frame_in, frames_of, locator, spec_of
from bot.site.pressing import careful_press, press
from bot.site.script import ask, ask_again
from bot.site.tab import Tab
from bot.site.tables import Found, TableReader
from bot.site.trouble import as_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.site.controls import Typist


def look_up(typist: Typist, frame: Frame, item: Item) -> Any:
    """Open the look-up, search, take the row equal to the entry, and see the form change; gives the mark."""
    by = item.enter.lookup
    if by is None or item.text is None:
        return None
    tab = typist.tab
    before = _shows_now(typist, item)
    if before["text"] and by.shows_choice and fold(before["text"]) == fold(item.text):
        return None
    mark = ask_again(frame, "act")
    opener_frame = frame_in(tab.page, (*tab.base, *(frames_of(by.open) or item.frames)))
    opener = spec_of(by.open, inside=item.place.get("within"))
    if by.opens == "popup":
        window = tab.open_popup(opener_frame, opener, item.title)
    else:
        tab.click_spec(opener_frame, opener, item.title)
        window = tab
    row = _row_for(typist, window, item, by)
    _pick(typist, window, row, item, by)
    _see_taken(typist, item, by, before, row)
    return mark


def _row_for(typist: Typist, window: Tab, item: Item, by: LookupBy) -> Found:
    """Search, read all pages, and give the only equal row, with its page showing."""
    if by.search:
        _search(window, item, by)
    what = say("รายการค้นหาของ {t}", "the look-up of {t}", t=item.title)
    reader = TableReader(window, by.table, inner=by.frame, what=what)
    rows = reader.read_all()
    hits = [row for row in rows if _equal(typist, item, by, row)]
    if len(hits) == 1:
        if hits[0].page != rows[-1].page:
            _search(window, item, by)
            for number in range(1, hits[0].page):
                reader.turn(number, reader.read_page(number))
        reader.bring(hits[0])
        return hits[0]
    if by.opens == "popup" and not window.page.is_closed():
        window.page.close()
    raise ValueNotTaken(
        say(
            "ค้นหา {t} “{v}” พบ {n} รายการที่ตรงกัน ต้องมีหนึ่งเดียว",
            "Looking up {t} “{v}” finds {n} equal rows; exactly one is needed.",
            t=item.title,
            v=item.text,
            n=len(hits),
        )
    )


def _search(window: Tab, item: Item, by: LookupBy) -> None:
    search = by.search
    if search is None:
        return
    frame = window.frame(search, by.frame if not frames_of(search) else ())
    spec = spec_of(search)
    point = window.point(frame, spec, item.title)
    window.guard.using(point.targets)
    with as_trouble(item.title):
        locator(frame, spec).fill(item.text or "", timeout=window.timeout * 1000)
        if by.submit is None:
            locator(frame, spec).press("Enter", timeout=window.timeout * 1000, no_wait_after=True)
    if by.submit is None:
        window.settle(frame, point.mark, drew=True)
        return
    window.settle(frame, point.mark)
    inner = by.frame if not frames_of(by.submit) else ()
    window.click_spec(window.frame(by.submit, inner), spec_of(by.submit), item.title)


def _equal(typist: Typist, item: Item, by: LookupBy, row: Found) -> bool:
    """Compare the row's mapped columns with the entry; at least one must be compared."""
    compared = False
    for name, place in by.table.columns.items():
        shown = row.texts.get(name, "")
        if name == item.name:
            equal = same(item.value, shown, item.spec, enter=item.enter, place=place, site=typist.site)
            if not equal and fold(shown) != fold(item.text or ""):
                return False
        elif name in item.row and item.row[name] is not None:
            spec = typist.specs.get(name, item.spec)
            if not same(item.row[name], shown, spec, enter=spec.enter, place=place, site=typist.site):
                return False
        else:
            continue
        compared = True
    return compared


def _pick(typist: Typist, window: Tab, row: Found, item: Item, by: LookupBy) -> None:
    tab = typist.tab
    frame = window.frame(by.table.at, by.frame)
    spec = spec_of(by.pick, inside=row.spec)
    double = by.double
    if by.then:  # the row is only chosen
        window.click_spec(frame, spec, item.title, double=double)
        frame, spec, double = window.frame(by.then, by.frame), spec_of(by.then), False
    if window is tab:
        tab.click_spec(frame, spec, item.title, double=double)
        return
    point = window.point(frame, spec, item.title, aim=True)
    # The form may post back for what it gets.
    filled = tab.point(typist.frame(item), item.place, item.title, hidden=True)
    window.guard.pressing(point.targets, filling=filled.targets)
    try:
        with window.page.expect_event("close", timeout=tab.timeout * 1000):
            watched = not double and press(frame, spec, point.aim, tab.timeout)
            if double or (watched and not window.page.is_closed() and _missed(frame)):
                careful_press(frame, spec, tab.timeout, double=double)
    except PlaywrightTimeout as error:
        raise PageTrouble(
            say(
                "เลือก {t} แล้ว แต่หน้าต่างค้นหาไม่ปิด",
                "A row was chosen for {t}, but the look-up window did not close.",
                t=item.title,
            )
        ) from error
    except Error:
        if not window.page.is_closed():
            raise


def _missed(frame: Frame) -> bool:
    """Tell whether the press landed elsewhere; a window that closed meanwhile took it."""
    try:
        return bool(ask(frame, "didMiss"))
    except Error:
        return False


def _see_taken(typist: Typist, item: Item, by: LookupBy, before: dict[str, Any], row: Found) -> None:
    """Wait until the form shows the choice; a closed window alone proves nothing."""
    also = frozenset(fold(text) for text in row.texts.values() if text)
    frame = typist.frame(item)
    for _ in range(40):
        now = _shows_now(typist, item)
        taken = fold(str(now["text"])) in also or same(
            item.value, str(now["text"]), item.spec, enter=item.enter, place=None, site=typist.site
        )
        if by.shows_choice and taken:
            typist.choices[item.label] = also
            return
        if not by.shows_choice and now["text"] and now["text"] != before["text"]:
            typist.choices[item.label] = frozenset({fold(str(now["text"]))})
            return
        typist.tab.wait_change(frame)
    raise ScreenNotAsMapped(
        say(
            "เลือก {t} “{v}” แล้ว แต่ฟอร์มแสดง “{s}” ให้แก้ lookup.shows ในไฟล์ผังหน้าจอ",
            "“{v}” was chosen for {t}, but the form shows “{s}”. Mend `lookup.shows` in the mapping.",
            t=item.title,
            v=item.text,
            s=now["text"],
        )
    )


def _shows_now(typist: Typist, item: Item) -> dict[str, Any]:
    frame, spec = shown_at(typist, item)
    told = typist.tab.read([spec], frame)[0]
    return told if "problem" not in told else {"text": "", "blank": True}


def shown_at(typist: Typist, item: Item) -> tuple[Frame, Spec]:
    """Give where the form shows what an item's control holds: `shows` of a look-up or combo, else itself."""
    by = item.enter.lookup or item.enter.suggest
    shows = by.shows if by else None
    if shows is None:
        how = typist.how(item)
        if item.spec.kind == "date" and how != "suggest":  # perhaps a calendar that stands in the page
            return typist.frame(item), {**item.place, "standing": {"look": typist.looks.get(item.label)}}
        return typist.frame(item), combo_place(item) if how == "suggest" else item.place
    frames = frames_of(shows) or item.frames
    tab = typist.tab
    return frame_in(tab.page, (*tab.base, *frames)), spec_of(shows, inside=item.place.get("within"))
