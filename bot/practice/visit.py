"""One request of a signed-in user, and the hidden fields that its page carries to and fro."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.practice.catalogue import User
from bot.practice.menu import Place
from bot.practice.sessions import Session
from bot.practice.viewstate import EventRefusedError, MacFailedError, Seal, check_events
from bot.practice.webforms import Posted, YellowPageError

MAC_FAILED = (
    "Validation of viewstate MAC failed. If this application is hosted by a Web Farm or cluster, ensure "
    "that <machineKey> configuration specifies the same validationKey and validation algorithm."
)
EVENT_REFUSED = (
    "Invalid postback or callback argument. Event validation is enabled using "
    '<pages enableEventValidation="true"/> in configuration or '
    '<%@ Page EnableEventValidation="true" %> in a page. '
    "For security purposes, this feature verifies that arguments to postback or callback events originate "
    "from the server control that originally rendered them."
)


@dataclass(slots=True, kw_only=True)
class Visit:
    """Who asks for what; `delay` is how many seconds the answer is held back."""

    session: Session
    user: User
    place: Place
    url: str
    query: Mapping[str, str]
    posted: Posted | None = None
    delay: float = 0.0

    @property
    def in_place(self) -> bool:
        """Tell whether the page's script asks for a partial refresh."""
        return self.posted is not None and self.posted.in_place

    def values(self) -> Mapping[str, str]:
        """Give what was posted, by name."""
        return self.posted.values if self.posted else {}


class Envelope:
    """Seals a page's state into its hidden fields and opens them again."""

    def __init__(self, seal: Seal) -> None:
        """Use this seal."""
        self._seal = seal

    def close(self, visit: Visit, state: object, offered: list[str]) -> dict[str, str]:
        """Give the hidden fields of a page."""
        purpose = _purpose(visit)
        return {
            "__VIEWSTATE": self._seal.close(state, f"{purpose}|state"),
            "__EVENTVALIDATION": self._seal.close(offered, f"{purpose}|events"),
        }

    def open(self, visit: Visit) -> tuple[Any, list[str]]:
        """Give the state and the offered events of the page that was posted, or the yellow page."""
        values, purpose = visit.values(), _purpose(visit)
        try:
            return (
                self._seal.open(values.get("__VIEWSTATE", ""), f"{purpose}|state"),
                self._seal.open(values.get("__EVENTVALIDATION", ""), f"{purpose}|events"),
            )
        except MacFailedError as error:
            raise YellowPageError(MAC_FAILED, "The state information is invalid for this page.") from error

    def close_login(self, session: str) -> dict[str, str]:
        """Give the hidden fields of the sign-in page."""
        return {"__VIEWSTATE": self._seal.close({}, f"{session}|login")}

    def open_login(self, session: str, values: Mapping[str, str]) -> None:
        """Refuse a sign-in that was not posted from this session's own page."""
        self._seal.open(values.get("__VIEWSTATE", ""), f"{session}|login")


def refuse_events(
    visit: Visit, offered: list[str], *, lists: Iterable[str] = (), free: Iterable[str] = ()
) -> None:
    """Refuse a list value or a target that the posted page did not offer."""
    if visit.posted is None:
        return
    try:
        check_events(offered, visit.posted.values, lists=lists, target=visit.posted.target, free=free)
    except EventRefusedError as error:
        raise YellowPageError(EVENT_REFUSED, "System.ArgumentException") from error


def _purpose(visit: Visit) -> str:
    control, ident = visit.query.get("control", "list"), visit.query.get("id", "")
    return f"{visit.session.ident}|{visit.place.key}|{control}|{ident}"
