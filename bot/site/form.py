"""Fills one document into its screen, up to the commit, and reads it all back equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.domain.model import PlannedEntry
from bot.errors import BotError, BrowserLost, PageTrouble, Refused, ScreenNotAsMapped, ValueNotTaken
from bot.language import say
from bot.planning.grammar import EnterStep, FieldSpec, FormStep, LinesStep
from bot.site.computed import ComputedReading, computed_of
from bot.site.controls import Typist
from bot.site.items import Item, agrees, make_item
from bot.site.lines import LinesWork
from bot.site.locate import frames_of, has_frame, not_as_mapped, spec_of, unknown_control
from bot.site.lookup_window import shown_at
from bot.site.opening import open_at, prove_screen
from bot.site.script import ask_again
from bot.site.signs import first_held, told
from bot.site.way import walk

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning import grammar
    from bot.planning.grammar import Sign, SiteMapping
    from bot.site.session import Session
    from bot.site.tab import Tab

_ROUNDS = 3


class FormWork:
    """One document on its way into the form. `typed` is what each control showed when it was last read."""

    def __init__(
        self, tab: Tab, screen: grammar.Mapping, planned: PlannedEntry, site: SiteMapping, session: Session
    ) -> None:
        """Work out what goes where."""
        self.tab = tab
        self.screen = screen
        self.planned = planned
        self.typed: dict[str, str] = {}
        self._site = site
        self._session = session
        self._typist = Typist(tab, site, specs=self._specs())
        self._texts = {(step.name, step.line): step.text for step in planned.steps if step.kind == "enter"}
        self._live: list[Item] = []
        self._lines: LinesWork | None = None
        self._computed = ComputedReading(site, self.typed)

    def open(self) -> None:
        """Open the screen afresh, prove it, and see that everything to be typed first is there."""
        title = self.screen.title.text
        self.tab = self._typist.tab = open_at(
            self.tab, self.screen.opens_at, self._session, title, self.screen.recognised_by
        )
        prove_screen(self.tab, self.screen.recognised_by, self._session, title)
        self._probe()

    def fill(self) -> None:
        """Do every step of the form, then read the whole form back equal."""
        for step in self.steps():
            try:
                self._do(step)
            except (PageTrouble, ScreenNotAsMapped) as error:
                self._said_no(error)
                raise
        self.read_again()
        self._nothing_forgotten()

    def steps(self) -> tuple[FormStep, ...]:
        """Give the form's steps; without any in the mapping: all fields, then the lines."""
        if self.screen.form:
            return self.screen.form
        names = tuple(name for name, spec in self.screen.fields.items() if spec.enter)
        default: list[FormStep] = [EnterStep(do="enter", fields=names)] if names else []
        if self.screen.lines:
            default.append(LinesStep(do="lines"))
        return tuple(default)

    def read_again(self, *, mend: bool = True, on_the_way: bool = False) -> None:
        """Read everything typed on this page; values that a reload lost are typed again, a few times.

        `on_the_way`: other pages follow, on which computed values may show.
        """
        fresh = False
        for turn in range(_ROUNDS):
            wrong = self._wrong()
            if not wrong:
                self._read_computed(on_the_way=on_the_way)
                if self._lines:
                    self._lines.check_rest()
                return
            if not mend or turn == _ROUNDS - 1:
                break
            self.tab.settle(self.tab.frame(), None)
            self._typist.enter([item for item, _ in wrong])
            fresh = True
        item, shown = wrong[0]
        text = say(
            "ช่อง {t}: ใส่ “{v}” แต่หน้าจอแสดง “{s}”",
            "{t}: “{v}” was entered, but the screen shows “{s}”.",
            t=item.title,
            v=item.text or "",
            s=shown["text"],
        )
        if item.text is None and item.enter.when_blank == "expect_blank":
            raise ValueNotTaken(
                say(
                    "ช่อง {t} ในสมุดงานว่าง แต่หน้าจอมีค่า “{s}” ให้ใส่ค่าในสมุดงาน หรือตั้ง when_blank ในไฟล์ผังหน้าจอ",
                    "{t} is blank in the workbook, but the screen has “{s}”. Fill it, or set when_blank.",
                    t=item.title,
                    s=shown["text"],
                )
            )
        raise ValueNotTaken(text) if fresh and self._cut(item, shown) else PageTrouble(text)

    def proof(self) -> tuple[Sign, ...]:
        """Give the signs that prove the page of the commit: of the last `expect`, else of the screen."""
        steps = self.steps()
        clicks = [number for number, step in enumerate(steps) if step.do == "click"]
        if not clicks:
            return self.screen.recognised_by
        for step in reversed(steps[clicks[-1] :]):
            if step.do == "expect":
                return step.signs
        return ()

    def shows_everything(self) -> None:
        """Prove once more, right before the commit, that nothing changed since it was read."""
        self.read_again(mend=False)

    def _specs(self) -> dict[str, FieldSpec]:
        lines = self.screen.lines.fields if self.screen.lines else {}
        return {**self.screen.fields, **lines}

    def _item(self, name: str) -> Item | None:
        spec = self.screen.fields[name]
        if spec.enter is None or (name, None) not in self._texts:
            return None
        fields = self.planned.entry.fields
        return make_item(
            name, spec, text=self._texts[(name, None)], value=fields.get(name, spec.value), row=fields
        )

    def _items(self, names: Sequence[str]) -> list[Item]:
        return [item for name in names if (item := self._item(name))]

    def _said_no(self, error: BotError) -> None:
        """Where the site refuses a line, or a page before the last, that is what came in between."""
        if isinstance(error, BrowserLost) or self.tab.page.is_closed():
            return
        view = self.tab.see(self.screen.refusals)
        refusal = first_held(self.screen.refusals, view)
        if refusal and not any(ask_again(frame, "failed") for frame in self.tab.page.frames):
            raise Refused(
                say("ระบบไม่รับรายการ: {m}", "The site refuses the document: {m}", m=told(refusal, view))
            ) from error

    def _do(self, step: FormStep) -> None:
        title = self.screen.title.text
        if step.do == "enter":
            items = self._items(step.fields)
            self._typist.enter(items)
            self._live += [item for item in items if item.checked]
        elif step.do == "lines":
            self._do_lines()
        elif step.do == "expect":
            prove_screen(self.tab, step.signs, self._session, title)
        elif step.do == "wait_for":
            self.tab.wait_for(step.sign, title)
        else:
            self.read_again(on_the_way=True)
            self._nothing_forgotten()
            before = self.tab
            self.tab = self._typist.tab = walk(self.tab, step, title, self._session)
            if self.tab is before:
                self._forget_gone()
            else:
                self._live.clear()

    def _nothing_forgotten(self) -> None:
        """See that no required control stands blank because the mapping does not know it."""
        specs = self.screen.fields.values()
        lines = self.screen.lines
        typed = [one.enter for one in specs if one.enter]
        if lines and lines.style == "form":
            typed += [one.enter for one in lines.fields.values() if one.enter]
        places = [(enter.at, enter.how == "radio") for enter in typed]
        places += [(one.computed, False) for one in specs if one.computed]
        for frames in dict.fromkeys(frames_of(at) for at, _ in places):
            here = [spec_of(at, radio=radio) for at, radio in places if frames_of(at) == frames]
            frame = has_frame(self.tab.page, (*self.tab.base, *frames))
            rows = lines.rows if lines else None
            found = ask_again(frame, "unfilled", {"specs": here, "rows": rows}) if frame else ()
            if found:
                raise ScreenNotAsMapped(unknown_control(found[0]))

    def _do_lines(self) -> None:
        lines = self.screen.lines
        if lines is None:
            return
        self._lines = LinesWork(self._typist, lines, self.planned, self._texts)
        self._live += self._lines.fill()

    def _forget_gone(self) -> None:
        """After a page of the form was left, only what still stands there is compared again."""
        kept = []
        for frame, items in self._by_frame(self._live):
            shown = self.tab.read([shown_at(self._typist, item)[1] for item in items], frame)
            kept += [item for item, one in zip(items, shown, strict=True) if _stands(one)]
        self._live = kept

    def _by_frame(self, items: Sequence[Item]) -> list[tuple[Frame, list[Item]]]:
        groups: dict[tuple[str, ...], list[Item]] = {}
        for item in items:
            by = item.enter.lookup or item.enter.suggest
            shows = frames_of(by.shows) if by and by.shows else ()
            groups.setdefault(shows or item.frames, []).append(item)
        return [(shown_at(self._typist, group[0])[0], group) for group in groups.values()]

    def _wrong(self) -> list[tuple[Item, Mapping[str, Any]]]:
        """Read all live items, one question per frame; gives those that show something else, in order."""
        wrong: list[tuple[Item, Mapping[str, Any]]] = []
        for frame, items in self._by_frame(self._live):
            found = self.tab.read([shown_at(self._typist, item)[1] for item in items], frame)
            for item, shown in zip(items, found, strict=True):
                if "problem" in shown:
                    raise not_as_mapped(item.title, shown["problem"])
                self.typed[item.label] = str(shown["text"])
                if not agrees(item, shown, self._site, self._typist.choices.get(item.label, frozenset())):
                    wrong.append((item, shown))
        return wrong

    def _cut(self, item: Item, shown: Mapping[str, Any]) -> bool:
        """Tell whether the control took a part of the text only (a length limit, a mask)."""
        text = str(shown["text"])
        return bool(item.text) and bool(text) and text != item.text

    def _read_computed(self, *, on_the_way: bool) -> None:
        fields = self.planned.entry.fields
        wanted = [
            computed_of(name, spec, fields.get(name))
            for name, spec in self.screen.fields.items()
            if spec.computed and fields.get(name) is not None
        ]
        if self._lines:
            wanted += self._lines.computed()
        self._computed.compare(self.tab, wanted, on_the_way=on_the_way)

    def _probe(self) -> None:
        """See that every control of the first page is there before the first value is typed.

        A control that another may bring forth later (after a field that reloads, or one typed only
        sometimes) may be missing yet; one found twice is wrong in any case.
        """
        items: list[Item] = []
        for step in self.steps():
            if step.do == "click":
                break
            if step.do == "enter":
                items += self._items(step.fields)
        dynamic = False
        for item, problem in self._probed(items):
            later = dynamic or item.enter.when is not None or item.enter.open is not None
            if problem and (not later or _found_many(problem)):
                raise not_as_mapped(item.title, problem)
            dynamic = dynamic or item.enter.settle != "auto" or item.enter.until is not None
        if not items and self.screen.lines is None:
            raise ScreenNotAsMapped(say("ผังหน้าจอไม่มีช่องที่ต้องกรอก", "The mapping has no field to be typed."))

    def _probed(self, items: Sequence[Item]) -> list[tuple[Item, Any]]:
        problems: dict[str, Any] = {}
        groups: dict[tuple[str, ...], list[Item]] = {}
        for item in items:
            groups.setdefault(item.frames, []).append(item)
        for group in groups.values():
            frame = self._typist.frame(group[0])
            for item, found in zip(group, self.tab.survey([one.place for one in group], frame), strict=True):
                problems[item.label] = found.get("problem")
                if "problem" not in found:
                    self._typist.names[item.label] = tuple(found["names"])
        return [(item, problems[item.label]) for item in items]


def _found_many(problem: Mapping[str, Any]) -> bool:
    return any(way["count"] > 1 for way in problem.get("ways", ()))


def _stands(shown: Mapping[str, Any]) -> bool:
    """Tell whether a place still tells its value: a box does out of sight, too, a widget then draws none."""
    return "problem" not in shown and bool(shown["seen"] or shown["kind"])
