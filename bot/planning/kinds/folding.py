"""The canonical form of Thai text: two texts that look the same compare the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_THAI_DIGIT = re.compile(f"[{THAI_DIGITS}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_ODD_SPACES = re.compile(r"[^\S\t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_DASH = re.compile(r" ?[-\u2010-\u2015] ?")
_LONG_NUMBER = re.compile(r"\d(?: ?[-\u2010-\u2015] ?\d|\d){7,}")
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_UPPER = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
_LOWER = "\u0e38\u0e39\u0e3a"
_THANTHAKHAT = "\u0e4c"
_NIKHAHIT_AA = re.compile(f"(?:\u0e4d([{_TONES}]?)|([{_TONES}])\u0e4d)\u0e32")
_SARA_AM_TONE = re.compile(f"\u0e33([{_TONES}])")
_LATE_VOWEL = re.compile(f"([{_TONES}{_THANTHAKHAT}])([{_UPPER}{_LOWER}])")
_TROUBLE = re.compile(f"\u0e40\u0e40|[\u0e4d]|\u0e33[{_TONES}]|[{_TONES}{_THANTHAKHAT}][{_UPPER}{_LOWER}]")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Give the form in which texts are compared; never what is typed.

    NFC; เ+เ is แ; nikhahit+aa is sara am; vowel before tone; no invisible characters; every run
    of white space is one space, none at the ends; Thai digits are Arabic. Letters' case stays.
    """
    if text.isascii():
        return " ".join(text.split())
    folded = _thai(unicodedata.normalize("NFC", _UNSEEN.sub("", text)))
    if _THAI_DIGIT.search(folded):
        folded = folded.translate(TO_ARABIC)
    return " ".join(folded.split())


@lru_cache(maxsize=1 << 12)
def undashed(text: str) -> str:
    """Give the folded form, long numbers without dashes: 701-1-00017-4 and 7011000174 are one account."""
    return _LONG_NUMBER.sub(lambda found: _DASH.sub("", found[0]), fold(text))


def clean(text: str) -> str:
    """Drop what nobody sees: white space at the ends, invisible characters, odd kinds of space.

    Line breaks inside stay, as plain newlines; everything visible stays exactly as typed.
    """
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        text = _ODD_SPACES.sub(" ", text)
    return text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


def caption_key(text: str) -> str:
    """Give the form in which column headers are compared.

    Stars, colons, letters' case and white space do not count: Thai is broken into lines anywhere.
    """
    return fold(text).strip(" *:").replace(" ", "").lower()


def one_line(text: str) -> str:
    """Fold every run of white space to one space."""
    return _SPACES.sub(" ", text).strip()


def has_mixed_digits(text: str) -> bool:
    """Tell whether Thai and Arabic digits stand in one text."""
    return not text.isascii() and any(c in THAI_DIGITS for c in text) and any(c in "0123456789" for c in text)


def _thai(text: str) -> str:
    while _TROUBLE.search(text):
        former = text
        text = text.replace("\u0e40\u0e40", "\u0e41")
        text = _NIKHAHIT_AA.sub(lambda m: f"{m[1] or m[2] or ''}\u0e33", text)
        text = _SARA_AM_TONE.sub("\\1\u0e33", text)
        text = unicodedata.normalize("NFC", _LATE_VOWEL.sub(r"\2\1", text))
        if text == former:
            break
    return text
