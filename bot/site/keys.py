"""Keys as from a Thai keyboard: Playwright presses none for letters that a keyboard of the USA lacks."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import CDPSession, Page

_SHIFT = 8
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_CODES = (
    "Backquote",
    *(f"Digit{n}" for n in "1234567890"),
    *("Minus", "Equal"),
    *(f"Key{letter}" for letter in "QWERTYUIOP"),
    *("BracketLeft", "BracketRight", "Backslash"),
    *(f"Key{letter}" for letter in "ASDFGHJKL"),
    *("Semicolon", "Quote"),
    *(f"Key{letter}" for letter in "ZXCVBNM"),
    *("Comma", "Period", "Slash"),
)
# The keys in that order (Kedmanee); "" has no Thai sign of its own.
_PLAIN = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
_SHIFTED = '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_SIGNS = {"Backquote": 192, "Minus": 189, "Equal": 187, "BracketLeft": 219, "BracketRight": 221}
_SIGNS |= {"Backslash": 220, "Semicolon": 186, "Quote": 222, "Comma": 188, "Period": 190, "Slash": 191}


def _made() -> Iterator[tuple[str, tuple[str, int]]]:
    for letters, shift in ((_PLAIN, 0), (_SHIFTED, _SHIFT)):
        for code, letter in zip(_CODES, letters, strict=True):
            yield letter, (code, shift)


_KEYS: Mapping[str, tuple[str, int]] = dict(_made())
"""Letter -> the key's code and modifiers."""


def type_keys(page: Page, text: str) -> None:
    """Type into what has the keys, so that the page hears of each key: of the Thai ones too."""
    if not _THAI.search(text):
        page.keyboard.type(text)
        return
    session = page.context.new_cdp_session(page)
    try:
        for letter in text:
            if _THAI.match(letter) and letter in _KEYS:
                _press(session, letter)
            else:
                page.keyboard.type(letter)
    finally:
        with suppress(Error):  # the window may be gone
            session.detach()


def _press(session: CDPSession, letter: str) -> None:
    code, shift = _KEYS[letter]
    number = _SIGNS.get(code) or ord(code[-1])  # KeyA -> 65, Digit1 -> 49, as the keys are numbered
    key = {
        "key": letter,
        "code": code,
        "modifiers": shift,
        "windowsVirtualKeyCode": number,
        "nativeVirtualKeyCode": number,
    }
    down = {**key, "type": "keyDown", "text": letter, "unmodifiedText": letter}
    session.send("Input.dispatchKeyEvent", down)
    session.send("Input.dispatchKeyEvent", {**key, "type": "keyUp"})
