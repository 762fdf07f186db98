"""Reads, navigation and sign-in are tried again; a commit never goes through here."""

from __future__ import annotations

from collections.abc import Callable
from random import random
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from bot.domain.lifecycle import RetryPolicy
from bot.engine.ports import Site
from bot.errors import BotError, Maintenance, Remedy, SessionLost, SessionTaken, SiteUnusable

T = TypeVar("T")
JITTER = 0.25
"""At most this part is added to a back-off, so that several bots do not come back together."""

_MAY_HELP = frozenset({Remedy.RETRY, Remedy.SIGN_IN})


class Patience:
    """Tries what stores nothing again, as often as the policy says, signing in when the session is gone."""

    def __init__(  # noqa: PLR0913 - everything that patience depends on
        self,
        *,
        site: Site,
        policy: RetryPolicy,
        wait: Callable[[float], None],
        maintenance_wait: float = 0.0,
        tell: Callable[[str, float], None] = lambda _action, _seconds: None,
        jitter: Callable[[], float] = random,
    ) -> None:
        """Wait with `wait`; sit out at most `maintenance_wait` seconds of one maintenance or outage.

        `jitter` gives numbers from 0 to 1.
        """
        self._site = site
        self._policy = policy
        self._wait = wait
        self._maintenance_wait = maintenance_wait
        self._tell = tell
        self._jitter = jitter
        self._reached = False
        self.open_again()

    def reading(self, what: Callable[[], T]) -> T:
        """Do something that stores nothing; after the last try its own error is raised.

        A session that is lost at every try is SessionTaken: a person must help.
        """
        lost = False

        def once() -> T:
            nonlocal lost
            if lost:
                self._site.sign_in()
                lost = False
            try:
                done = what()
            except BotError as error:
                lost = error.remedy is Remedy.SIGN_IN
                raise
            self._reached = True
            return done

        retrying = Retrying(
            stop=stop_after_attempt(self._policy.attempts),
            wait=self._pause,
            retry=retry_if_exception(_may_help),
            sleep=self._wait,
            reraise=True,
        )
        try:
            return self.outlasting(lambda: retrying(once))
        except SessionLost as error:
            raise SessionTaken.after(self._policy.attempts, error.text) from error

    def outlasting(self, work: Callable[[], T]) -> T:
        """Do `work` again and again while the site is closed or out of reach, longer and longer apart."""
        while True:
            try:
                return work()
            except SiteUnusable as error:
                self.sit_out(error)

    def sit_out(self, error: SiteUnusable) -> None:
        """Wait before looking again whether it is over; raises it when it lasts too long.

        A site that was never reached is not waited for: its address may be wrong.
        """
        closed = isinstance(error, Maintenance)
        if not (closed or self._reached):
            raise error
        self._turn += 1
        pause = min(self._policy.wait_before(self._turn), self._maintenance_wait - self._waited)
        if pause <= 0:
            raise error
        self._tell("maintenance" if closed else "unreachable", pause)
        self._waited += pause
        self._wait(pause)

    def open_again(self) -> None:
        """Know that the site works: the next maintenance or outage is a new one."""
        self._turn, self._waited = 1, 0.0

    def _pause(self, state: RetryCallState) -> float:
        return self._policy.wait_before(state.attempt_number + 1) * (1 + JITTER * self._jitter())


def _may_help(error: BaseException) -> bool:
    return isinstance(error, BotError) and error.remedy in _MAY_HELP
