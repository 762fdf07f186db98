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
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.planning.grammar import RequestPattern

_SEPARATORS = "_:$-.["
_SECRET = re.compile(
    r"pass(word|wd)?|pwd|secret|token|otp|\bpin\b|viewstate|eventvalidation|csrf|รหัสผ่าน", re.IGNORECASE
)
_KEPT_LENGTH = 500
_CHARSETS = ("utf-8", "cp874")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ERASES = frozenset({"delete", "remove", "destroy", "erase", "purge"})
_STORES = frozenset({"save", "insert", "create", "commit", "submit", "update"})
_TELLING = 4
"""Letters and digits from which on one equal value is no accident."""
_ACTS = frozenset({"action", "act", "do", "cmd", "command", "op", "mode", "task", "method", "event"})
_SAYS = frozenset({"operationName", "type", "rpc"})
_NAME = re.compile(r"[A-Za-z_][\w.:-]{0,40}")
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


def kept_request(sent: Sent) -> dict[str, str]:
    """Give a request for evidence: its fields, method and address; no field takes the place of these."""
    return {**kept_fields(sent), "method": sent.method, "url": told_path(sent.url)}


def path_of(url: str) -> str:
    """Give path and query of an address."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def told_path(url: str) -> str:
    """Give path and query of an address as they may be told and kept: without the values of secrets."""
    path, mark, query = path_of(url).partition("?")
    return path + mark + "&".join(_told_pair(pair) for pair in query.split("&"))


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


def erasing(url: str) -> bool:
    """Tell whether an address says that asking for it deletes: the end of its path, or its action."""
    stem, query = _stem_of(url), parse_qsl(urlsplit(url).query)
    told = [stem, *(value if _acts(name) else name for name, value in query)]
    words = {word for text in told for word in _words_of(text)}
    return bool(words & _ERASES)


def storing(url: str) -> bool:
    """Tell whether an address says that asking for it stores: `SaveDoc.aspx`, `doc?do=save`."""
    told = [_stem_of(url), *(value for name, value in parse_qsl(urlsplit(url).query) if _acts(name))]
    return any(word in _STORES for text in told for word in _words_of(text)[:1])


def acting(sent: Sent) -> tuple[str, ...]:
    """Give the fields that say what a request does, with their values where these are words of a program."""
    told = dict.fromkeys(
        (name, value)
        for name, value in sent.fields
        if (_acts(_last_of(name)) or _last_of(name) in _SAYS) and _NAME.fullmatch(value)
    )
    return tuple(f"{name}={value}" for name, value in told)


def plain_of(text: str) -> str:
    """Give the letters and digits of a text, by which values compare however they are dressed."""
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def carries(url: str, typed: frozenset[str]) -> bool:
    """Tell whether an address carries what was typed: one telling value, or two of any kind."""
    found = {plain_of(value) for value in _values_of(url)} & typed
    return len(found) > 1 or any(len(value) >= _TELLING for value in found)


def shape_of(url: str, typed: frozenset[str]) -> str:
    """Give an address without numbers and without what was typed, whole or in part: equal for one look-up."""
    parts = urlsplit(url)
    steps = ["" if plain_of(step).isdigit() else step for step in parts.path.split("/")]
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [f"{name}={value if _acts(name) or not _part_of(value, typed) else ''}" for name, value in query]
    return f"{origin_of(url)}{'/'.join(steps)}?{'&'.join(kept)}"


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
        return _form_fields(body)
    return ()


def _told_pair(pair: str) -> str:
    name, _, value = pair.partition("=")
    return f"{name}={HIDDEN}" if value and _SECRET.search(unquote(name)) else pair


def _stem_of(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2].partition(".")[0]


def _last_of(name: str) -> str:
    return re.split(r"[.\[\]]", name.rstrip("]"))[-1]


def _acts(name: str) -> bool:
    return name.strip("_").lower() in _ACTS


def _words_of(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _part_of(value: str, typed: frozenset[str]) -> bool:
    plain = plain_of(value)
    return not plain or plain.isdigit() or any(one.startswith(plain) for one in typed)


def _values_of(url: str) -> Iterator[str]:
    """Give the values that an address carries: steps of its path, and of its query, also as JSON."""
    parts = urlsplit(url)
    yield from (unquote(step) for step in parts.path.split("/"))
    for _, value in parse_qsl(parts.query):
        yield value
        yield from (leaf for _, leaf in _json_fields(value.encode()))


def _form_fields(body: bytes) -> tuple[tuple[str, str], ...]:
    """Read a posted form; old Thai pages post it in Windows-874, where no byte is wrong UTF-8 by chance."""
    told = body.decode("ascii", errors="surrogateescape")
    for charset in _CHARSETS:
        try:
            return tuple(parse_qsl(told, keep_blank_values=True, encoding=charset, errors="strict"))
        except UnicodeError:
            continue
    return tuple(parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True))


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
