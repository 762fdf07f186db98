"""The ASP.NET WebForms dialect: a postback names the control that caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.site.traffic import Sent

_STATE = ("__VIEWSTATE", "__VSTATE", "__VIEWSTATEFIELDCOUNT", "__EVENTTARGET", "__CALLBACKID")
_CAUSES = ("__EVENTTARGET", "__CALLBACKID")
_PART_OF = "@"
"""Before the name of a control that a used one is only a part of (the page's script puts it there)."""


class WebForms:
    """Postbacks, partial postbacks and callbacks of one page to itself."""

    def caused_by(self, sent: Sent, used: frozenset[str], pressed: frozenset[str]) -> bool:
        """Tell whether a postback names one of these: as its target, or as the button in its body.

        A field in use is always in the body, so it counts only as a target; so does the grid or panel that
        what is used or pressed is a part of, since such a control takes the events of its parts.
        """
        names = {name for name, _ in sent.fields}
        if sent.method.upper() != "POST" or not names.intersection(_STATE):
            return False
        wanted = {plain_name(name.removeprefix(_PART_OF)) for name in used | pressed if name}
        causes = {plain_name(value) for name, value in sent.fields if name in _CAUSES and value}
        if causes:
            return any(_same_control(cause, want) for cause in causes for want in wanted)
        buttons = {plain_name(name) for name in pressed if name and not name.startswith(_PART_OF)}
        return bool(buttons & {plain_name(name.removesuffix(".x").removesuffix(".y")) for name in names})


def plain_name(name: str) -> str:
    """Make the spellings of one control equal: `a:b`, `a$b` and the id `a_b`."""
    return name.replace(":", "_").replace("$", "_")


def _same_control(cause: str, want: str) -> bool:
    """Compare two names; the items of a list post as `list_0`, the list itself as `list`."""
    if cause == want:
        return True
    longer, shorter = (cause, want) if len(cause) > len(want) else (want, cause)
    return longer.startswith(f"{shorter}_") and longer[len(shorter) + 1 :].isdigit()
