"""Who may use this console: a one-time token becomes a session, each session has its own form mark."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class Keys:
    """Tokens and sessions of one console process; all of it is forgotten when the process ends."""

    _tokens: set[str] = field(default_factory=set)
    _sessions: set[str] = field(default_factory=set)
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _lock: Lock = field(default_factory=Lock)

    def token(self) -> str:
        """Make a token that opens one session, once."""
        made = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens.add(_digest(made))
        return made

    def redeem(self, token: str) -> str | None:
        """Give a session for a token; None when it is unknown or was used before."""
        with self._lock:
            if _digest(token) not in self._tokens:
                return None
            self._tokens.discard(_digest(token))
            session = secrets.token_urlsafe(32)
            self._sessions.add(_digest(session))
        return session

    def knows(self, session: str) -> bool:
        """Tell whether this is a session of ours."""
        return _digest(session) in self._sessions

    def mark(self, session: str) -> str:
        """Give what every form of this session must carry, so that no other page can send one."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def marked(self, session: str, mark: str) -> bool:
        """Tell whether a form carries the mark of this session."""
        return hmac.compare_digest(self.mark(session).encode(), mark.encode("utf-8", "surrogatepass"))


def _digest(secret: str) -> str:
    """Give what is compared instead of the secret, so that comparing tells nothing by its time."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
