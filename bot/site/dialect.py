"""What differs between kinds of web applications; the rest of the room asks only this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from bot.site import plain, webforms

if TYPE_CHECKING:
    from bot.site.traffic import Sent

Dialect = Literal["webforms", "plain"]


class Manners(Protocol):
    """How pages of a dialect react to their controls."""

    def caused_by(self, sent: Sent, used: frozenset[str], pressed: frozenset[str]) -> bool:
        """Tell whether a request is a page's reaction to a control in use that stores nothing."""


def manners_of(dialect: Dialect) -> Manners:
    """Give the manners of a dialect."""
    return webforms.WebForms() if dialect == "webforms" else plain.Plain()
