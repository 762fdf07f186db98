"""The two sealed hidden fields of a WebForms page: its view state and the list of what it offered."""

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

_MAC_BYTES = 20


class MacFailedError(Exception):
    """The field was altered, or belongs to another session, screen or server."""


class EventRefusedError(Exception):
    """The post names a control or an option that the page did not offer."""


class Seal:
    """Seals a value for one purpose and opens it for the same purpose only."""

    def __init__(self, key: bytes) -> None:
        """Keep the machine key."""
        self._key = key

    def close(self, value: object, purpose: str) -> str:
        """Pack and sign a JSON value."""
        body = zlib.compress(json.dumps(value, ensure_ascii=False).encode())
        return base64.b64encode(body + self._mac(body, purpose)).decode()

    def open(self, text: str, purpose: str) -> Any:
        """Give the value back, or raise when the signature does not fit the purpose."""
        try:
            raw = base64.b64decode(text, validate=True)
        except ValueError as error:
            raise MacFailedError from error
        body, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(body, purpose)):
            raise MacFailedError
        return json.loads(zlib.decompress(body))

    def _mac(self, body: bytes, purpose: str) -> bytes:
        return hmac.new(self._key, purpose.encode() + b"\0" + body, hashlib.sha1).digest()


def offered(targets: Iterable[str], choices: Iterable[tuple[str, str]]) -> list[str]:
    """List what a page offers: the controls that may post, and each value that each list may post."""
    return sorted({*(_mark(target, "") for target in targets), *(_mark(*choice) for choice in choices)})


def check_events(
    marks: Iterable[str], posted: Mapping[str, str], *, lists: Iterable[str], target: str, free: Iterable[str]
) -> None:
    """Refuse a list value or an event target that is not among the marks of the rendered page."""
    known, unchecked = set(marks), set(free)
    for name in lists:
        if name in posted and name not in unchecked and _mark(name, posted[name]) not in known:
            raise EventRefusedError(name)
    if target and _mark(target, "") not in known:
        raise EventRefusedError(target)


def _mark(name: str, value: str) -> str:
    return hashlib.sha1(f"{name}\0{value}".encode(), usedforsecurity=False).hexdigest()[:10]
