"""Who is signed in: cookie sessions with a sliding time-out and one session per user."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.practice.catalogue import User

COOKIE = "ASP.NET_SessionId"
TIMEOUT_SECONDS = 20 * 60.0


class Ended(StrEnum):
    """Why a session no longer counts; the value is what the login page is told."""

    TIMEOUT = "timeout"
    ELSEWHERE = "elsewhere"


MESSAGES = {
    Ended.TIMEOUT: "หมดเวลาการใช้งาน กรุณาเข้าสู่ระบบใหม่",
    Ended.ELSEWHERE: "มีการเข้าสู่ระบบจากที่อื่น กรุณาเข้าสู่ระบบใหม่",
}


@dataclass(slots=True, kw_only=True)
class Session:
    """One browser's session; its lock makes its requests be served one at a time, as ASP.NET does.

    `renamed` is the screen whose form was last sent with other element ids.
    """

    ident: str
    last_seen: float
    user: User | None = None
    ended: Ended | None = None
    flash: str = ""
    flash_for: str = ""
    renamed: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Sessions:
    """All sessions of this process; a restarted server knows none of the old ones."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, timeout: float = TIMEOUT_SECONDS) -> None:
        """Start empty."""
        self._clock = clock
        self._timeout = timeout
        self._open: dict[str, Session] = {}

    def get(self, ident: str) -> Session:
        """Give the session of this cookie, or a fresh one; an unknown cookie counts as timed out."""
        session = self._open.get(ident)
        if session is None:
            session = Session(ident=secrets.token_hex(12), last_seen=self._clock())
            session.ended = Ended.TIMEOUT if ident else None
            self._open[session.ident] = session
        elif session.user and self._clock() - session.last_seen > self._timeout:
            self.end(session, Ended.TIMEOUT)
        session.last_seen = self._clock()
        return session

    def sign_in(self, session: Session, user: User) -> None:
        """Sign the user in here, which ends the user's older session."""
        for other in self._open.values():
            if other is not session and other.user and other.user.username == user.username:
                self.end(other, Ended.ELSEWHERE)
        session.user, session.ended, session.flash = user, None, ""

    def end(self, session: Session, why: Ended | None) -> None:
        """End the session; its next request is sent to the login page."""
        session.user, session.ended, session.flash = None, why, ""

    def clear(self) -> None:
        """Forget every session."""
        self._open.clear()
