"""A request as the network sees it: its fields, whether a pattern means it, and what of it may be kept."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from fnmatch import translate
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from bot.planning.grammar import RequestPattern

_SEPARATORS = "_:$-.["
_SECRET = re.compile(
    r"pass(word|wd)?|pwd|secret|token|otp|\bpin\b|viewstate|eventvalidation|csrf|รหัสผ่าน", re.IGNORECASE
)
_KEPT_LENGTH = 500
HIDDEN = "•••"


@dataclass(frozen=True)
class Sent:
    """One request about to leave. `kind` is the browser's resource type, `page` the sender's address."""

    method: str
    url: str
    body: bytes = b""
    content_type: str = ""
    kind: str = "document"
    navigation: bool = False
    page: str = ""

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Give query and posted fields, in order; JSON bodies by dotted path."""
        query = parse_qsl(urlsplit(self.url).query, keep_blank_values=True)
        return (*query, *posted_fields(self.body, self.content_type))

    @cached_property
    def text(self) -> str:
        """Give the body as text."""
        return self.body.decode("utf-8", errors="replace")

    def values(self, name: str) -> tuple[str, ...]:
        """Give the values of the fields with this name or ending."""
        return tuple(value for field, value in self.fields if ends_with(field, name))


def ends_with(name: str, ending: str) -> bool:
    """Tell whether a field name is `ending` or ends with it after a separator."""
    bare = name[:-1] if name.endswith("]") and not ending.endswith("]") else name
    if ending in (name, bare):
        return True
    return bare.endswith(ending) and bare[-len(ending) - 1] in _SEPARATORS


def meant(pattern: RequestPattern, sent: Sent) -> bool:
    """Tell whether a request is one that the pattern means; everything that is given must hold."""
    if pattern.method.upper() != sent.method.upper():
        return False
    if pattern.url != "*" and not any(wild(pattern.url, seen) for seen in _addresses(sent.url)):
        return False
    for name, value in pattern.fields.items():
        if not any(wild(value, seen) for seen in sent.values(name)):
            return False
    return pattern.body is None or re.search(pattern.body, _folded(sent.text)) is not None


def wild(pattern: str, text: str) -> bool:
    """Match text whole against a pattern in which `*` stands for anything."""
    return _compiled(pattern).match(text) is not None


def kept_fields(sent: Sent) -> dict[str, str]:
    """Give the fields for evidence: secrets and machine state removed, long values cut."""
    kept: dict[str, str] = {}
    for name, value in sent.fields:
        shown = HIDDEN if _SECRET.search(name) else value[:_KEPT_LENGTH]
        kept[name] = f"{kept[name]}, {shown}" if name in kept else shown
    return kept


def path_of(url: str) -> str:
    """Give path and query of an address."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one organisation's site: equal host, or equal last two labels."""
    first, second = urlsplit(one).hostname or "", urlsplit(other).hostname or ""
    if first == second:
        return True
    tail, other_tail = first.split(".")[-3:], second.split(".")[-3:]
    return len(tail) > 1 and not first.replace(".", "").isdigit() and tail == other_tail


def posted_fields(body: bytes, content_type: str) -> tuple[tuple[str, str], ...]:
    """Read the fields of a body: forms, multipart forms, JSON; anything else has none."""
    if not body:
        return ()
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return tuple(_parts(body, content_type))
    if kind.endswith("json") or (kind in ("", "text/plain") and body.lstrip()[:1] in (b"{", b"[")):
        return _json_fields(body)
    if kind in ("", "application/x-www-form-urlencoded"):
        return tuple(parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True))
    return ()


def _addresses(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    path = path_of(url)
    return (path, path.lstrip("/"), parts.path, parts.path.lstrip("/"), url)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    literal = pattern.replace("[", "[[]").replace("?", "[?]")
    return re.compile(translate(literal), re.DOTALL)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _parts(body: bytes, content_type: str) -> list[tuple[str, str]]:
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", errors="replace")
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    found = []
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        text = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""
        found.append((str(name), part.get_filename() or text))
    return found


def _json_fields(body: bytes) -> tuple[tuple[str, str], ...]:
    try:
        value = json.loads(body, parse_float=str, parse_int=str)
    except ValueError:
        return ()
    return tuple(_flat("", value))


def _flat(path: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [
            leaf for name, part in value.items() for leaf in _flat(f"{path}.{name}" if path else name, part)
        ]
    if isinstance(value, list):
        return [leaf for n, part in enumerate(value) for leaf in _flat(f"{path}[{n}]", part)]
    text = (
        {True: "true", False: "false", None: "null"}.get(value, value)
        if not isinstance(value, str)
        else value
    )
    return [(path, str(text))]
