"""WebForms on the wire: reading a posted form, naming controls, and the yellow error page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl

from bot.practice.catalogue import Option

PREFIX = "_ctl0:_ctl0:"
SCRIPT_MANAGER = "_ctl0:_ctl0:ScriptManager1"
CUT_AT = 42
_DANGEROUS = re.compile(r"<[a-zA-Z!/?]|&#")
_SEALED = ("__VIEWSTATE", "__EVENTVALIDATION")
_MAX_FIELDS = 2000
_DETAIL = (
    "Request Validation has detected a potentially dangerous client input value, "
    "and processing of the request has been aborted."
)


class YellowPageError(Exception):
    """The server gives up on this request with ASP.NET's yellow page (HTTP 500)."""

    def __init__(self, title: str, detail: str) -> None:
        """Keep what the page says."""
        super().__init__(title)
        self.title = title
        self.detail = detail


class Kind(StrEnum):
    """How a control is drawn."""

    TEXT = "text"
    AREA = "area"
    SELECT = "select"
    RADIO = "radio"
    SHOWN = "shown"
    LOOKUP = "lookup"


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """One field of a screen: where it is on the wire, how it is drawn and when it posts back."""

    key: str
    caption: str = ""
    kind: Kind = Kind.TEXT
    leaf: str = "txtMain"
    required: bool = False
    posts_back: bool = False
    options: tuple[Option, ...] = ()
    filled_by_script: bool = False
    script: str = ""
    size: int = 30
    money: bool = False

    @property
    def name(self) -> str:
        """The posted name, as in _ctl0:_ctl0:txtPayer:txtMain."""
        return PREFIX + self.key + (f":{self.leaf}" if self.leaf else "")

    @property
    def id(self) -> str:
        """The element id, as in _ctl0__ctl0_txtPayer_txtMain."""
        return element_id(self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """One posted form: every value by name, and what made the page post."""

    values: Mapping[str, str] = field(default_factory=dict)
    target: str = ""
    argument: str = ""
    in_place: bool = False

    def pressed(self, button: str) -> bool:
        """Tell whether this button made the page post."""
        return PREFIX + button in self.values or self.target == PREFIX + button


def element_id(name: str) -> str:
    """Give the id that belongs to a posted name."""
    return name.replace(":", "_")


def cut(caption: str) -> str:
    """Cut a caption to the width of the box; the full one stands in the option's title."""
    return caption if len(caption) <= CUT_AT else caption[: CUT_AT - 3] + "..."


def read_form(body: bytes, *, in_place: bool) -> Posted:
    """Read a posted form after ASP.NET's request validation."""
    values = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MAX_FIELDS))
    refuse_markup(values.items())
    target = values.get("__EVENTTARGET", "")
    return Posted(values=values, target=target, argument=values.get("__EVENTARGUMENT", ""), in_place=in_place)


def refuse_markup(values: Iterable[tuple[str, str]]) -> None:
    """Refuse a request that carries what looks like markup or a character reference."""
    for name, value in values:
        if name not in _SEALED and (found := _DANGEROUS.search(value)):
            shown = value[max(0, found.start() - 10) : found.start() + 10]
            where = f'{name}="...{shown}..."'
            title = f"A potentially dangerous Request.Form value was detected from the client ({where})."
            raise YellowPageError(title, _DETAIL)
