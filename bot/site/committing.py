"""The commit: proven once more, clicked once, and waited for until its outcome is known."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from loguru import logger
from playwright.sync_api import Error

from bot.domain.model import Receipt
from bot.errors import BotError, BrowserLost, InDoubt, PageTrouble, Refused, ScreenNotAsMapped
from bot.language import Text, say
from bot.site.button import live_button
from bot.site.locate import Spec, frames_of, has_frame, spec_of
from bot.site.opening import prove_screen
from bot.site.outcome import (
    Seen,
    judge_outcome,
    lost_answer,
    lost_page,
    nothing_left,
    nothing_seen,
    unanswered,
    unknown,
)
from bot.site.pressing import careful_press, press
from bot.site.script import ask_again
from bot.site.signs import View, ats_of, captured, first_held, told
from bot.site.trouble import as_trouble

if TYPE_CHECKING:
    from playwright.sync_api import Frame

    from bot.planning.grammar import At
    from bot.site.dialogs import Said
    from bot.site.form import FormWork
    from bot.site.session import Session
    from bot.site.tab import Tab

_NUMBER_PATIENCE = 5.0
_NOTHING_LEFT = 15.0
_NOTHING_KNOWN = 30.0


class CommitWork:
    """Commits one form that was filled and read back."""

    def __init__(self, form: FormWork, session: Session) -> None:
        """Keep the form and everything that may show its outcome."""
        self._form = form
        self._screen = form.screen
        self._session = session
        self._guard = form.tab.guard
        self._signs = (*form.screen.receipt.success, *form.screen.refusals, *session.signs)
        receipt = form.screen.receipt
        self._sources = (receipt.number, *receipt.extra.values())
        self._said = 0
        self._again: tuple[Frame, Spec] | None = None

    def commit(self) -> Receipt:
        """Prove, click, wait for the outcome; Refused or InDoubt when there is no receipt."""
        self.prove()
        commit = self._screen.commit
        self._guard.arm(self._screen.screen, commit.timeout, typed=self._form.typed.values())
        try:
            mark = self._click()
            seen, view = self._wait(mark, commit.timeout)
        except BrowserLost as error:
            raise InDoubt(error.text, requests=self._guard.attempt.left) from error
        except BotError:
            raise
        except Error as error:
            raise InDoubt(lost_page(), requests=self._guard.attempt.left) from error
        finally:
            self._guard.disarm()
        if seen.kind == "refusal":
            raise Refused(
                say("ระบบไม่รับรายการ: {m}", "The site refused the document: {m}", m=seen.message or "-"),
                requests=self._guard.attempt.left,
            )
        if seen.kind == "success" and self._guard.attempt.left:
            return self._receipt(seen, view)
        attempt = self._guard.attempt
        raise InDoubt(seen.text or unknown(), requests=attempt.left, unanswered=unanswered(attempt))

    def would_commit(self) -> dict[str, str]:
        """Click while every storing request is stopped; gives the request that would have left."""
        self.prove()
        commit, typed = self._screen.commit, self._form.typed.values()
        self._guard.arm(self._screen.screen, commit.timeout, preview=True, typed=typed)
        try:
            self._await_held(self._click())
        finally:
            self._guard.disarm()
        return dict(self._guard.attempt.request)

    def _await_held(self, mark: object) -> None:
        """Wait until the commit's request was held; Refused or ScreenNotAsMapped when it does not come."""
        until = time.monotonic() + _NOTHING_LEFT
        frame = self._form.tab.frame()
        while not self._guard.attempt.request:
            self._guard.check()
            self._form.tab.dialogs.check()
            self._still(mark)
            if self._guard.attempt.request:  # what the page says now, it says of the request that was held
                return
            view = self._form.tab.see(self._screen.refusals)
            if refusal := first_held(self._screen.refusals, view):
                self._guard.check()  # perhaps the page says it only of what we stopped
                raise Refused(say("ระบบไม่รับรายการ: {m}", "The site refuses: {m}", m=told(refusal, view)))
            if time.monotonic() > until:
                raise ScreenNotAsMapped(nothing_seen(self._guard.attempt, self._guard.sockets))
            self._form.tab.wait_change(frame)

    def ready(self) -> None:
        """Prove, before the commit is announced, that a click would hit the one live button."""
        self.prove()
        live_button(self._form.tab, self._screen.commit.at, self._title)

    def prove(self) -> None:
        """Prove right before the click: screen, office, year, the form unchanged, no stale outcome."""
        tab = self._form.tab
        if tab.page.is_closed():
            raise PageTrouble(lost_page())
        outcomes = (*self._screen.receipt.success, *self._screen.refusals)
        view = prove_screen(tab, self._form.proof(), self._session, self._title, also=outcomes)
        self._form.shows_everything()
        self._guard.check()
        self._said = len(tab.dialogs.said)
        stale = View(url=view.url, title=view.title, status=view.status, text=view.text, ats=view.ats)
        if sign := first_held(self._screen.receipt.success, stale):
            raise ScreenNotAsMapped(
                say(
                    "ข้อความที่แสดงว่าบันทึกแล้วปรากฏอยู่ก่อนกดบันทึก: “{m}” ให้แก้ receipt.success ในไฟล์ผังหน้าจอ",
                    "A sign of success shows before the commit: “{m}”. Mend receipt.success in the mapping.",
                    m=told(sign, stale),
                )
            )
        if sign := first_held(self._screen.refusals, stale):
            raise Refused(
                say("ระบบไม่รับรายการ: {m}", "The site refuses the document: {m}", m=told(sign, stale)),
                requests=0,
            )

    @property
    def _title(self) -> Text:
        return self._screen.title.text

    def _click(self) -> object:
        tab, commit = self._form.tab, self._screen.commit
        frame = tab.frame(commit.at)
        self._watch()
        spec = spec_of(commit.at)
        point = tab.point(frame, spec, self._title, aim=True)
        with as_trouble(self._title):
            press(frame, spec, point.aim, tab.timeout)
        self._again = (frame, spec)
        return point.mark

    def _watch(self) -> None:
        """Let the page remember from now on what comes to show: notices may vanish before we look."""
        tab = self._form.tab
        places = ats_of(self._signs, self._sources)
        for frame in tab.page.frames:
            own = [spec_of(at) for at in places if frame in _frames_for(tab, at)]
            ask_again(frame, "keepWatch", own)

    def _wait(self, mark: object, timeout: float) -> tuple[Seen, View]:
        """Look until the outcome is known or the time is over."""
        began = time.monotonic()
        answered = None
        while True:
            still = self._still(mark)
            attempt = self._guard.attempt
            now = time.monotonic()
            if attempt.outcome == "lost":
                return Seen(kind="doubt", text=lost_answer(attempt)), View()
            view = View()
            if attempt.outcome != "flying" and still:
                answered = answered or now
                for view in self._views():
                    seen = judge_outcome(self._screen, view, self._new_dialogs(), attempt, self._session)
                    if seen.kind == "refusal" and not attempt.left:  # perhaps only of what we stopped
                        self._guard.check()
                    if seen.kind != "unknown":
                        return seen, view
            over = now - began > timeout + (5 if attempt.outcome == "flying" else 0)
            quiet = answered is not None and now - answered > (
                _NOTHING_KNOWN if attempt.left else _NOTHING_LEFT
            )
            if not still and not over:
                continue
            if over or quiet:
                self._guard.check()
                text = unknown() if attempt.left else nothing_left(attempt, self._guard.sockets)
                return Seen(kind="doubt", text=text), view
            self._pause()

    def _tab(self) -> Tab:
        return self._form.tab

    def _views(self) -> Iterator[View]:
        """Look at the page, then at windows that the commit opened: the outcome may show there."""
        tab = self._tab()
        yield self._look(tab)
        for page in tab.page.context.pages:
            if page is not tab.page and not page.is_closed() and page.url != "about:blank":
                yield self._look(tab.popup(page))

    def _look(self, tab: Tab) -> View:
        view = tab.see(self._signs, self._sources)
        said = tuple(one.text for one in self._new_dialogs())
        attempt = self._guard.attempt
        return replace(view, dialogs=said, answer=attempt.answer, answered=attempt.status)

    def _new_dialogs(self) -> tuple[Said, ...]:
        return self._tab().dialogs.since(self._said)

    def _still(self, mark: object) -> bool:
        """Give the page one slice of time to come to rest; a closed window hands over to its opener."""
        tab = self._form.tab
        if tab.page.is_closed():
            opener = next((page for page in tab.page.context.pages if not page.is_closed()), None)
            if opener is None:
                raise InDoubt(lost_page())
            self._form.tab = tab = tab.popup(opener)
        try:
            still = tab.rest_slice(mark)
            if tab.took_miss() and self._again:
                frame, spec = self._again
                self._again = None
                careful_press(frame, spec, tab.timeout)
                return False
        except BrowserLost:
            raise
        except PageTrouble:
            return False
        return still

    def _pause(self) -> None:
        try:
            self._form.tab.wait_change(self._form.tab.page.main_frame)
        except BrowserLost:
            raise
        except PageTrouble:
            logger.debug("page_gone_after_commit")

    def _receipt(self, seen: Seen, view: View) -> Receipt:
        receipt = self._screen.receipt
        number = captured(receipt.number, view) if receipt.number else None
        until = time.monotonic() + _NUMBER_PATIENCE
        while receipt.number and not number and time.monotonic() < until:
            self._pause()
            for other in self._views():
                view = other
                number = number or captured(receipt.number, view)
        extra = {name: text for name, source in receipt.extra.items() if (text := captured(source, view))}
        return Receipt(
            number=number or "",
            message=seen.message,
            at=datetime.now().astimezone(),
            how="shown",
            extra=extra,
            requests=self._guard.attempt.left,
        )


def _frames_for(tab: Tab, at: At) -> tuple[Frame | None, ...]:
    """Give the frames in which a sign may show: inside those of the screen, and on the page itself."""
    return has_frame(tab.page, (*tab.base, *frames_of(at))), has_frame(tab.page, frames_of(at))
