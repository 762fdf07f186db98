"""Signing in again when a session is lost: longer and longer apart, and not for ever."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.lifecycle import RetryPolicy
from bot.engine.patience import JITTER
from bot.errors import SessionTaken
from bot.language import Text

CALM = 10
"""Documents posted without losing the session after which earlier losses are forgotten."""


class Returning:
    """Counts lost sessions: a site that forgets us is signed in to again, but a colleague is not fought.

    Somebody who signs in elsewhere as the same user ends our session, and we end theirs, again and again.
    """

    def __init__(
        self,
        *,
        sign_in: Callable[[], None],
        limit: int,
        policy: RetryPolicy,
        wait: Callable[[float], None],
        jitter: Callable[[], float],
    ) -> None:
        """Give up at the loss number `limit`; before that wait (seconds) and call `sign_in`."""
        self._sign_in = sign_in
        self._limit = limit
        self._policy = policy
        self._wait = wait
        self._jitter = jitter
        self._lost = 0
        self._calm = 0

    def posted(self) -> None:
        """Know that a document was posted within one session."""
        self._calm += 1
        if self._calm >= CALM:
            self._lost = 0

    def again(self, why: Text) -> None:
        """Sign in again after a loss; SessionTaken when it is one too many."""
        self._lost, self._calm = self._lost + 1, 0
        if self._lost >= self._limit:
            raise SessionTaken.after(self._lost, why)
        if self._lost > 1:
            self._wait(self._policy.wait_before(self._lost) * (1 + JITTER * self._jitter()))
        self._sign_in()
