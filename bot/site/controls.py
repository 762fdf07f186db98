"""One way of entering for each kind of control. Plain fields go in together, in one visit to the page."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from playwright.sync_api import Error

from bot.planning.kinds.several import split
from bot.site.items import Item, agrees
from bot.site.keys import type_keys
from bot.site.locate import Spec, frame_in, frames_of, locator, spec_of
from bot.site.pressing import careful_press, press
from bot.site.refused import refused_control
from bot.site.script import ask, ask_again
from bot.site.tab import Tab
from bot.site.trouble import as_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.language import Text
    from bot.planning.grammar import At, FieldSpec, How, SiteMapping

_TOGETHER = frozenset({"fill", "select"})
_IN_ONE_VISIT = _TOGETHER | {"radio", "check"}
_PATIENCE = 10.0
_SLICE = 0.2
_FINAL = frozenset({"options_equal", "not_select", "not_several", "not_text"})


@dataclass
class Typist:
    """Enters items into the page of a tab. `choices` keeps other texts by which a choice may show."""

    tab: Tab
    site: SiteMapping
    specs: Mapping[str, FieldSpec] = field(default_factory=dict)
    """Specs of all fields of the screen, by name; a look-up compares columns of other fields with them."""
    choices: dict[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names by which the server knows the controls, by label; kept from the first look at the form."""
    looks: dict[str, str] = field(default_factory=dict)
    """How the chosen day of a calendar in the page was seen to look, by label."""
    found_to_be: dict[str, How | Literal["segments"]] = field(default_factory=dict)
    """Controls that are another kind of choice than the default of their kind, by label."""

    def enter(self, items: Sequence[Item]) -> None:
        """Enter all items in their order; those that stay blank are passed over."""
        waiting = [item for item in items if item.typed]
        while waiting:
            count = self._plain_run(waiting)
            if count:
                done = self._together(waiting[:count])
                waiting = waiting[done:]
            else:
                self._alone(waiting[0])
                waiting = waiting[1:]

    def _plain_run(self, items: Sequence[Item]) -> int:
        """Count the leading items that can go in together: plain, in one frame, in one visit."""
        count = 0
        for item in items:
            if self.how(item) not in _IN_ONE_VISIT or item.by_hand or item.frames != items[0].frames:
                break
            count += 1
        return count

    def frame(self, item: Item) -> Frame:
        """Give the frame of an item's control."""
        return frame_in(self.tab.page, (*self.tab.base, *item.frames))

    def _together(self, items: Sequence[Item]) -> int:
        """Enter a run of plain fields until one of them sets something off; gives how many are done."""
        frame = self.frame(items[0])
        names = self._names(frame, items)
        self.tab.guard.using(names)
        deadline = time.monotonic() + min(self.tab.timeout, _PATIENCE)
        done = 0
        while done < len(items):
            left = items[done:]
            try:
                told = ask(frame, "enter", [self._order(item, names) for item in left])
            except Error:
                # The page was replaced while we typed; what got lost is found by reading again.
                self.tab.settle(frame, None)
                return done + self._standing(frame, left)
            entered = int(told["done"])
            done += entered
            if entered and (told["began"] or self._may_pause(items[done - 1])):
                self._after(frame, items[done - 1], told["mark"])
                return done
            if told.get("stop") == "widget" or self._is_other(items[done : done + 1], told):
                self._alone(items[done])
                return done + 1
            if told.get("stop") == "unnamed" and time.monotonic() < deadline:
                names = self._asked_names(frame, items)
                self.tab.guard.using(names)
            elif "stop" in told:
                if entered:
                    deadline = time.monotonic() + min(self.tab.timeout, _PATIENCE)
                if told["stop"] in _FINAL or time.monotonic() > deadline:
                    raise refused_control(items[done], told)
                self.tab.wait_change(frame)
        self.tab.guard.check()
        self.tab.dialogs.check()
        return done

    def _names(self, frame: Frame, items: Sequence[Item]) -> list[str]:
        if any(item.label not in self.names for item in items):
            return self._asked_names(frame, items)
        return [name for item in items for name in self.names[item.label]]

    def _asked_names(self, frame: Frame, items: Sequence[Item]) -> list[str]:
        return list(ask_again(frame, "namesOf", [item.place for item in items]))

    def _order(self, item: Item, names: Sequence[str]) -> dict[str, Any]:
        return {
            "spec": item.place,
            "how": self.how(item),
            "free": item.enter.how is None,
            "choice": item.spec.kind == "choice",
            "text": _checked(item) if item.how == "check" else item.text or "",
            "texts": split(item.text or "") if item.spec.several else None,
            "iso": item.iso,
            "pause": self._may_pause(item),
            "names": list(names),
        }

    def how(self, item: Item) -> How | Literal["segments"]:
        """Give the way of entering: the mapping's, or what the control turned out to want."""
        return self.found_to_be.get(item.label, item.how)

    def _is_other(self, items: Sequence[Item], told: Mapping[str, Any]) -> bool:
        """Notice a choice that is no plain drop-down, or a date that takes no typing, where `how` is open."""
        for item in items:
            wants = told.get("instead")
            one = item.how == "select" and not item.spec.several
            chosen = one and wants in {"radio", "suggest", "fill"}
            dated = item.spec.kind == "date" and wants in ("calendar", "segments")
            if item.enter.how is None and (chosen or dated):
                self.found_to_be[item.label] = told["instead"]
                return True
        return False

    def _after(self, frame: Frame, item: Item, mark: Any) -> None:
        self.tab.settle(frame, mark, need=item.enter.settle, what=item.title)
        if item.enter.until:
            self.tab.wait_for(item.enter.until, item.title)

    def _may_pause(self, item: Item) -> bool:
        return item.enter.settle != "auto" or item.enter.until is not None

    def _standing(self, frame: Frame, items: Sequence[Item]) -> int:
        """Count how many of these, from the first, show what was entered."""
        shown = self.tab.read([item.place for item in items], frame)
        for number, (item, one) in enumerate(zip(items, shown, strict=True)):
            if "problem" in one or not agrees(item, one, self.site):
                return number
        return len(items)

    def _alone(self, item: Item) -> None:
        frame = self.frame(item)
        before = None
        if item.enter.open and not ask_again(frame, "standsOpen", item.place):
            self._open(item, item.enter.open)
        how = self._by(frame, item)
        if how == "type" or item.enter.press:
            before = self._type(frame, item)
        elif how in _TOGETHER:
            self._together([item])
        elif how == "radio":
            before = self._radio(frame, item)
        elif how == "check":
            before = self._check(frame, item)
        elif how == "calendar":
            from bot.site.calendar import pick_date  # noqa: PLC0415 - they know each other

            before = pick_date(self, frame, item)
        elif how == "segments":
            from bot.site.segments import type_date  # noqa: PLC0415 - they know each other

            before = type_date(self, frame, item)
        elif how == "lookup":
            from bot.site.lookup_window import look_up  # noqa: PLC0415 - they know each other

            before = look_up(self, frame, item)
        else:
            from bot.site.combo import suggest  # noqa: PLC0415 - they know each other

            before = suggest(self, frame, item)
        if before is not None:
            self._after(frame, item, before)

    def _by(self, frame: Frame, item: Item) -> How | Literal["segments"]:
        """Give the way of entering; a date typed key by key may turn out to stand in segments."""
        how = self.how(item)
        if how == "type" and item.spec.kind == "date" and ask_again(frame, "segmentsAt", item.place):
            return "segments"
        return how

    def _open(self, item: Item, at: At) -> None:
        """Click what brings the control forth."""
        frame = frame_in(self.tab.page, (*self.tab.base, *(frames_of(at) or item.frames)))
        self.tab.click_spec(frame, spec_of(at, inside=item.place.get("within")), item.title)

    def ready(self, frame: Frame, item: Item, how: str | None) -> dict[str, Any]:
        """Wait until the control can take a value; gives what it shows now, with the mark of its effects."""
        deadline = time.monotonic() + min(self.tab.timeout, _PATIENCE)
        while True:
            told = dict(ask_again(frame, "readyFor", {"spec": item.place, "how": how}))
            if not told["stop"]:
                self.tab.guard.using(told["targets"])
                return told
            if told["stop"] in _FINAL or time.monotonic() > deadline:
                raise refused_control(item, told)
            self.tab.wait_change(frame)

    def _type(self, frame: Frame, item: Item) -> Any:
        """Type key by key, for masks and key handlers; then the key that the page waits for, if any."""
        told = self.ready(frame, item, "fill")
        if item.text is not None and told["now"]["text"] == item.text and not item.enter.press:
            return None
        place = locator(frame, item.place)
        with as_trouble(item.title):
            limit = self.tab.timeout * 1000
            place.focus(timeout=limit)
            ask_again(frame, "holdKeys", {"spec": item.place})
            try:
                place.press("ControlOrMeta+a", timeout=limit)
                place.press("Delete", timeout=limit)
                if item.text:
                    type_keys(self.tab.page, item.text)
                if item.enter.press:
                    self.tab.page.keyboard.press(item.enter.press)
            finally:
                ask_again(frame, "holdKeys")
            ask_again(frame, "blurActive")
        return told["mark"]

    def _radio(self, frame: Frame, item: Item) -> Any:
        """Click the button of the group whose own label is the text."""
        deadline = time.monotonic() + min(self.tab.timeout, _PATIENCE)
        while True:
            told = ask_again(frame, "radioFor", {"spec": item.place, "text": item.text or ""})
            if not told["stop"]:
                break
            if told["stop"] in _FINAL or time.monotonic() > deadline:
                raise refused_control(item, told)
            self.tab.wait_change(frame)
        if told["done"]:
            return None
        self.tab.guard.using(told["targets"])
        self._press(frame, {**item.place, "choice": told["at"]}, item.title)
        return told["mark"]

    def _check(self, frame: Frame, item: Item) -> Any:
        """Set a check box or switch."""
        told = self.ready(frame, item, None)
        if told["now"]["text"] == _checked(item):
            return None
        self._press(frame, item.place, item.title)
        return told["mark"]

    def _press(self, frame: Frame, spec: Spec, title: Text) -> None:
        """Click a button of a choice, or its label where pages hide the button itself."""
        point = ask_again(frame, "aimAt", spec)
        place = spec if point.get("visible") else {**spec, "label": True}
        with as_trouble(title):
            watched = press(frame, place, point.get("aim"), self.tab.timeout)
            if watched and ask_again(frame, "didMiss"):
                careful_press(frame, place, self.tab.timeout)


def _checked(item: Item) -> str:
    return "true" if item.value is True or item.text == "true" else "false"
