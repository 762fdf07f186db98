"""Something goes wrong at the n-th call that crosses it, before or after the call took effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Killed(BaseException):
    """The process is gone: every later call raises it too."""


class Tripwire:
    """Counts calls through what it wraps; trips at call number `at` (from 1; 0 never)."""

    def __init__(self, at: int = 0, *, after: bool = False, error: BaseException | None = None) -> None:
        self._at = at
        self._after = after
        self._error = error or Killed()
        self.count = 0
        self.where = ""

    @property
    def _dead(self) -> bool:
        return isinstance(self._error, Killed) and bool(self.where)

    def around(self, target: Any) -> Any:
        """Give `target` with every public method counted."""
        return _Wrapped(target, self)

    def call(self, name: str, method: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Make one call, or trip."""
        if self._dead:
            raise self._error
        self.count += 1
        trips = self.count == self._at
        if trips and not self._after:
            self.where = name
            raise self._error
        try:
            return method(*args, **kwargs)
        finally:
            if trips:  # whatever the call gave or raised, this is what comes out of it
                self.where = name
                raise self._error


class _Wrapped:
    def __init__(self, target: Any, wire: Tripwire) -> None:
        self._target = target
        self._wire = wire

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._target, name)

        def crossing(*args: Any, **kwargs: Any) -> Any:
            return self._wire.call(name, method, args, kwargs)

        return crossing
