"""Every application that is not ASP.NET WebForms: a request is safe only when the mapping says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.site.traffic import Sent


class Plain:
    """Nothing can be told from the request about what caused it."""

    def caused_by(self, sent: Sent, used: frozenset[str], pressed: frozenset[str]) -> bool:
        """Say no: there is no rule by which such a page names the control that made it post."""
        _ = sent, used, pressed
        return False
