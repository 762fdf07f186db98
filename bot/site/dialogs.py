"""Alerts and questions: answered at once by the mapping's rules, remembered in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loguru import logger
from playwright.sync_api import Error

from bot.errors import Refused, ScreenNotAsMapped, SessionLost
from bot.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import BrowserContext, Dialog

    from bot.planning.grammar import DialogRule


@dataclass(frozen=True, kw_only=True)
class Said:
    """One dialog that showed, how it was answered, and the rule that knew it (None: unknown)."""

    text: str
    kind: str
    accepted: bool
    rule: DialogRule | None


class Dialogs:
    """Listens from the birth of a context, because an alert may show while a page still loads.

    An unknown text is dismissed. Before the commit it stops the work (`check`), after it it is a doubt.
    """

    def __init__(self) -> None:
        """Know no rules yet."""
        self.said: list[Said] = []
        self._rules: tuple[DialogRule, ...] = ()
        self._site_rules: tuple[DialogRule, ...] = ()
        self._checked = 0

    def attach(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("dialog", self._on_dialog)

    def rules(self, screen: Sequence[DialogRule], site: Sequence[DialogRule]) -> None:
        """Take these rules, the screen's before the site's, and forget what was said."""
        self._rules = tuple(screen)
        self._site_rules = tuple(site)
        self.forget()

    def forget(self) -> None:
        """Begin afresh."""
        self.said.clear()
        self._checked = 0

    def since(self, before: int) -> tuple[Said, ...]:
        """Give what was said after the first `before` dialogs."""
        return tuple(self.said[before:])

    @property
    def texts(self) -> tuple[str, ...]:
        """Give all texts in order."""
        return tuple(one.text for one in self.said)

    def check(self) -> None:
        """Raise for what was said since the last check, as long as nothing was committed."""
        new = self.said[self._checked :]
        self._checked = len(self.said)
        for one in new:
            means = one.rule.means if one.rule else "unknown"
            if means == "session_lost":
                raise SessionLost(say("ระบบแจ้งว่า: {t}", "The site says: {t}", t=one.text))
            if means == "refusal":
                raise Refused(say("ระบบแจ้งว่า: {t}", "The site says: {t}", t=one.text))
            if means == "unknown":
                raise ScreenNotAsMapped(
                    say(
                        "มีกล่องข้อความที่ไม่รู้จัก: “{t}” จึงหยุดไว้ ให้เพิ่มข้อความนี้ใน dialogs ของไฟล์ผังหน้าจอ",
                        "An unknown message box showed: “{t}”. Add its text to `dialogs` of the mapping.",
                        t=one.text,
                    )
                )

    def _on_dialog(self, dialog: Dialog) -> None:
        try:
            if dialog.type == "beforeunload":
                dialog.accept()
                return
            text = " ".join(dialog.message.split())
            rule = _rule_for(text, (*self._rules, *self._site_rules))
            accepted = rule is not None and rule.answer == "accept"
            self.said.append(Said(text=text, kind=dialog.type, accepted=accepted, rule=rule))
            logger.info("dialog", kind=dialog.type, known=rule is not None)
            if accepted:
                dialog.accept()
            else:
                dialog.dismiss()
        except Error as error:  # the page closed with its dialog open
            logger.debug("dialog_gone", error=str(error)[:200])


def _rule_for(text: str, rules: Sequence[DialogRule]) -> DialogRule | None:
    return next((rule for rule in rules if re.search(rule.says, text)), None)
