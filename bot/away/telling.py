"""Short messages to a person elsewhere: what happened, how many stand where, never whose or how much.

Sent by Apprise (e-mail, LINE Messaging API, Teams, webhook) from a thread of their own: neither a slow nor a
broken service disturbs the run.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Self

from apprise import Apprise
from loguru import logger

from bot.domain.lifecycle import Status
from bot.domain.masking import masked
from bot.language import Language, Text, current_language, language_of, say

Occasion = Literal["finished", "paused", "doubt", "sign_in", "halted", "test"]
OCCASIONS: Mapping[Occasion, Text] = {
    "finished": say("ทำงานรอบนี้จบแล้ว", "This run has ended"),
    "paused": say("หยุดพัก: {why}", "Paused: {why}"),
    "doubt": say("มีรายการไม่แน่ชัดที่ต้องให้คนตัดสิน", "An entry is in doubt and needs a person's decision"),
    "sign_in": say(
        "ต้องให้คนเข้าสู่ระบบ หน้าต่างเบราว์เซอร์รออยู่",
        "A person must sign in; the browser's window is waiting",
    ),
    "halted": say("งานหยุดและต้องให้คนดู: {why}", "The work has halted and a person must look: {why}"),
    "test": say("ทดสอบการแจ้งเตือน", "This is a test"),
}
_OF_ACTION: Mapping[str, tuple[Occasion, Text]] = {
    "paused": ("paused", say("มีผู้ขอให้พัก", "somebody asked for it")),
    "maintenance": ("paused", say("ระบบปิดปรับปรุง", "the site is under maintenance")),
    "closed": ("paused", say("นอกเวลาทำงานที่กำหนด", "outside the operating hours")),
    "screen_stopped": ("paused", say("หยุดหน้าจอหนึ่งเพราะเอกสารไม่ตรง", "a screen is stopped by a mismatch")),
    "month_held": ("paused", say("เดือนก่อนยังไม่เรียบร้อย", "the former month is not settled")),
    "in_doubt": ("doubt", say("", "")),
    "halted": ("halted", say("", "")),
}
"""Which words of the engine are worth a message."""

_LAST_WAIT = 20.0
_WAITING = 50
logging.getLogger("apprise").addHandler(logging.NullHandler())
logging.getLogger("apprise").propagate = False  # its log would name addresses, which hold tokens


class Teller:
    """Tells on wanted occasions; fits `engine.ports.Progress`. A context manager that sends what is left."""

    def __init__(
        self,
        addresses: Sequence[str],
        *,
        on: Sequence[str],
        office: str,
        counts: Callable[[], Mapping[Status, int]],
    ) -> None:
        """Send to `addresses` (Apprise's own form, secrets in them) what happens `on` these occasions."""
        self._apprise = Apprise()
        self._usable = sum(self._added(address) for address in addresses)
        if self._usable < len(addresses):
            logger.warning("notice_address_unusable {}", len(addresses) - self._usable)
        self._on = frozenset(on)
        self._office = office
        self._counts = counts
        self._language: Language = current_language()
        self._queue: queue.Queue[tuple[str, str] | None] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None
        self._last = ""
        self.sent = 0
        self.failed = 0

    def __enter__(self) -> Self:
        """Begin to send, if there is anybody to tell."""
        if self._usable:
            self._thread = threading.Thread(target=self._send_all, name="notices", daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Wait a little for what is not sent yet; what a dead service does not take is given up."""
        if self._thread is not None:
            try:
                self._queue.put(None, timeout=_LAST_WAIT)
            except queue.Full:
                return
            self._thread.join(_LAST_WAIT)

    def __call__(self, action: str, context: Mapping[str, object]) -> None:
        """Hear what the engine tells; the same occasion again and again is told once."""
        found = _OF_ACTION.get(action)
        if found is None:
            if action in ("posted", "resumed", "opened"):
                self._last = ""
            return
        occasion, why = found
        if action == "halted":
            name = str(context.get("error", ""))
            why = say("{n}", "{n}", n=name)  # the kind only: a sentence could name somebody
        if self._last != f"{action}{why.en}":
            self._last = f"{action}{why.en}"
            self.tell(occasion, why)

    def tell(self, occasion: Occasion, why: Text | None = None) -> None:
        """Put a message on its way, if this occasion is wanted; never waits and never fails."""
        if self._thread is None or (occasion not in self._on and occasion != "test"):
            return
        try:
            self._queue.put_nowait(self._worded(occasion, why))
        except Exception as error:  # noqa: BLE001 - a message is never worth a run
            self.failed += 1
            logger.warning("notice_failed {}", type(error).__name__)

    def _added(self, address: str) -> bool:
        try:
            return bool(self._apprise.add(address))
        except Exception as error:  # noqa: BLE001 - whatever a service's plugin raises
            logger.warning("notice_address_broken {}", type(error).__name__)
            return False

    def _worded(self, occasion: Occasion, why: Text | None) -> tuple[str, str]:
        with language_of(self._language):
            head = OCCASIONS[occasion].render().replace("{why}", (why or say("", "")).render()).rstrip(" :")
            counts = [f"{status.value} {number:,}" for status, number in self._counts().items() if number]
        body = "\n".join(filter(None, (self._office, ", ".join(counts) or "-")))
        return masked(f"elaas-bot: {head}"), masked(body)

    def _send_all(self) -> None:
        while (message := self._queue.get()) is not None:
            title, body = message
            try:
                taken = bool(self._apprise.notify(title=title, body=body))
            except Exception as error:  # noqa: BLE001 - whatever a service's plugin raises
                logger.warning("notice_failed {}", type(error).__name__)
                taken = False
            self.sent += taken
            self.failed += not taken
            if not taken:
                logger.warning("notice_not_taken")
