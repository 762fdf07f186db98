"""What a control seems to hold, judged by its make and by the words at it; a person reads it over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.planning.cells import fold
from bot.planning.kinds.folding import caption_key

_DATE = re.compile(r"\bdate\b|_date|date_|txtdate|dd[/.-]mm|yyyy|ปปปป|วันที่|datepick|\bday\b", re.IGNORECASE)
_MONEY = re.compile(
    r"amount|total|price|\bsum\b|\bnet\b|\bvat\b|debit|credit|balance|จำนวนเงิน|ราคา|ยอด|ภาษี|เดบิต|เครดิต|เงินสุทธิ|รวม",
    re.IGNORECASE,
)
_CODE = re.compile(r"\bno\.?(?=\s|$)|number|\bref(erence)?\b|\bcode\b|เลขที่|เลขอ้างอิง|รหัส", re.IGNORECASE)
_SAVE = re.compile(
    r"^(save|submit|post|create|confirm|send|add|store|บันทึก|ตกลง|ยืนยัน|ส่ง)\b|บันทึก", re.IGNORECASE
)
_MORE = re.compile(
    r"^(add|new|create)\b.*\b(line|row|item|detail|entry|more|another|file)|^เพิ่ม", re.IGNORECASE
)
"""Buttons that add to the form and store nothing."""
_SEARCH = re.compile(r"search|filter|find|^go$|show|ค้นหา|แสดง|กรอง", re.IGNORECASE)
_NUMBER_HEAD = re.compile(r"^(id|#|no\.?|number|document( no\.?)?|เลขที่.*|ลำดับ)$", re.IGNORECASE)
MANY_OPTIONS = 40
_LONG_ENOUGH = 4
"""Letters of a header that may be a part of a caption, or the other way round."""


def kind_of(control: Mapping[str, Any]) -> str:
    """Guess the kind of a control."""
    make, words = control["make"], str(control["words"])
    if make == "check":
        return "yesno"
    if make in ("select", "radio") or (make == "suggest" and control["options"]):
        return "choice"
    worded = make in ("text", "closed", "suggest") and _DATE.search(words)
    if make in ("date", "calendar", "segments") or worded:  # many a date box calls itself a combo box
        return "date"
    if make in ("text", "closed", "number") and _MONEY.search(words):
        return "money"
    if make == "number":
        return "number"
    return "code" if make == "text" and _CODE.search(words) else "text"


def caption_of(control: Mapping[str, Any]) -> str:
    """Give the words by which a person knows the control."""
    at = control["at"]
    return str(
        at.get("caption") or at.get("column") or at.get("name") or at.get("id") or at.get("css") or "?"
    )


def field_names(controls: Sequence[Mapping[str, Any]], taken: Sequence[str] = ()) -> list[str]:
    """Give each control a name for the mapping: from its caption if that is in Latin letters, else its id."""
    names: list[str] = list(taken)
    for control in controls:
        at = control["at"]
        tries = (at.get("caption"), at.get("column"), at.get("name"), at.get("id"))
        texts = [re.sub(r"[^a-z0-9]+", "_", str(one).lower()).strip("_") for one in tries if one]
        base = next((one for one in texts if re.match(r"[a-z]", one)), "field")
        name, number = base[:30], 1
        while name in names:
            number += 1
            name = f"{base[:30]}_{number}"
        names.append(name)
    return names[len(taken) :]


def button_for(buttons: Sequence[Mapping[str, Any]], *, search: bool = False) -> Mapping[str, Any] | None:
    """Guess the button that stores (or searches)."""
    meant = _SEARCH if search else _SAVE
    named = sorted(
        (one for one in buttons if meant.search(str(one["text"])) and not _MORE.search(str(one["text"]))),
        key=lambda one: len(one["text"]),
    )
    sent = [one for one in named if one["submits"]]
    others = [] if search else [one for one in buttons if one["submits"]]
    return next(iter(sent or named or others), None)


def column_for(control: Mapping[str, Any], headers: Sequence[str]) -> str | None:
    """Give the header of a list that is the control's caption, or nearly."""
    wanted = {
        caption_key(str(one)) for one in (control["at"].get("caption"), control["at"].get("name")) if one
    }
    for header in headers:
        key = caption_key(header)
        if key and (
            key in wanted
            or any(key in one or one in key for one in wanted if min(len(one), len(key)) >= _LONG_ENOUGH)
        ):
            return header
    return None


def number_header(headers: Sequence[str], used: Sequence[str]) -> str:
    """Guess which column has the site's own number: one named so, else the first with a header."""
    free = [one for one in headers if one and one not in used]
    named = [one for one in headers if _NUMBER_HEAD.match(fold(one))]
    return next(
        iter([one for one in named if one in free] or named or free or [one for one in headers if one]),
        "TODO",
    )
