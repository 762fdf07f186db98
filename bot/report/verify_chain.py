"""ตรวจว่าเหตุการณ์ไม่ถูกแก้ ลบ แทรก หรือสลับลำดับ · Checks that no event was changed, removed, inserted
or moved. Needs Python 3 and nothing else: python verify_chain.py [events.jsonl] [--head SEQ:HASH].

Each line of events.jsonl is one event as canonical JSON (RFC 8785). Its "hash" is the SHA-256 of the line
without "hash"; its "previous" is the hash of the line before. The last event must be the one that the
printed report names (--head; otherwise head.txt beside the events is believed).
"""  # noqa: D205 - two languages

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

START = "0" * 64
FIELDS = {"seq", "at", "action", "run", "key", "old", "new", "attempt", "details", "previous", "hash"}
SAID = {
    "changed": "ถูกแก้ไข · was changed",
    "removed": "มีเหตุการณ์ก่อนหน้านี้ถูกลบ · an event before it was removed",
    "inserted": "ถูกแทรกเข้ามา · was inserted",
    "reordered": "ถูกสลับลำดับ · was moved",
    "cut_off": "ตอนท้ายหลังจากนี้ถูกตัด หรือถูกทำใหม่ทั้งหมด · the end after it was cut off, or all was made anew",
}


def canonical(value: object) -> bytes:
    """Write canonical JSON; texts, whole numbers and null are all that an event holds."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def read(line: bytes) -> dict[str, Any]:
    """Give the event of a line; one that fits nothing when a single byte is not as it must be."""
    try:
        event = json.loads(line.decode("utf-8"))
        if isinstance(event, dict) and set(event) == FIELDS and canonical(event) == line:
            return event
    except (ValueError, RecursionError):
        pass
    return {"seq": "?", "previous": "", "hash": "?"}


def own_hash(event: dict[str, Any]) -> str:
    """Give the hash that the event must carry."""
    return hashlib.sha256(canonical({name: event[name] for name in event if name != "hash"})).hexdigest()


def first_break(events: list[Any], head: str) -> tuple[str, int] | None:
    """Give what was done first, and at which place from 0; None when all is as it was written."""
    previous = START
    for at, event in enumerate(events):
        if event["previous"] != previous or own_hash(event) != event["hash"]:
            return kind_at(events, at, previous)
        previous = event["hash"]
    known = any(f"{event['seq']}:{event['hash']}" == head for event in events)
    return None if known or not head else ("cut_off", len(events) - 1)


def kind_at(events: list[Any], at: int, previous: str) -> tuple[str, int]:
    """Say what was done where the chain does not hold."""
    event, later = events[at], events[at + 1 :]
    hashes = [one["hash"] for one in events]
    follows = hashes.index(event["previous"]) if event["previous"] in hashes else -1
    successor_later = any(one["previous"] == previous for one in later)
    if follows > at:
        return "reordered", at
    if own_hash(event) != event["hash"]:
        return ("inserted" if successor_later else "changed"), at
    if follows < 0 and event["previous"] != START:
        return ("inserted" if successor_later else "removed"), at
    goes_on = bool(later) and later[0]["previous"] == event["hash"]
    forged = goes_on and hashes[follows + 1] != event["hash"] and not successor_later
    return "inserted", follows + 1 if forged else at


def main(words: list[str]) -> int:
    """Examine and tell; 0 when all is well."""
    head = words.pop(words.index("--head") + 1) if "--head" in words else ""
    paths = [Path(word) for word in words if word != "--head"]
    path = paths[0] if paths else Path(__file__).with_name("events.jsonl")
    noted = path.with_name("head.txt")
    head = head or (noted.read_text(encoding="utf-8").strip() if noted.is_file() else "")
    lines = path.read_bytes().split(b"\n")
    events = [read(line) for line in (lines[:-1] if lines[-1] == b"" else lines)]
    broken = first_break(events, head)
    if broken:
        at, seq = broken[1] + 1, events[broken[1]]["seq"] if events else 0
        print(f"ไม่ผ่าน · FAILED: บรรทัดที่ {at} เหตุการณ์ที่ {seq} · line {at}, event {seq}: {SAID[broken[0]]}")
        return 1
    print(f"ผ่าน · WHOLE: {len(events)} เหตุการณ์ · events; {head or 'ไม่มีค่าปลายสายให้เทียบ · no head to compare'}")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a console of Windows
    sys.exit(main(sys.argv[1:]))
