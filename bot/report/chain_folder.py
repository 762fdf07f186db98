"""The folder for an auditor: every event, where the chain ends, and a short script that examines both."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from bot.domain.chain import ChainHead
from bot.errors import ReportNotWritten
from bot.language import say

FOLDER, EVENTS, NOTED, SCRIPT = "audit", "events.jsonl", "head.txt", "verify_chain.py"


def write_chain(folder: Path, lines: Sequence[bytes], head: ChainHead | None) -> Path:
    """Write the events (one line of canonical JSON each), the head and the script; gives the folder."""
    script = files("bot.report").joinpath(SCRIPT).read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / EVENTS).write_bytes(b"".join(line + b"\n" for line in lines))
        (folder / NOTED).write_bytes((head.code if head else "").encode() + b"\n")
        (folder / SCRIPT).write_bytes(script)
    except OSError as error:
        raise ReportNotWritten(
            say(
                "เขียนแฟ้มหลักฐานลงโฟลเดอร์ {p} ไม่ได้ ให้ตรวจว่าโฟลเดอร์นี้เขียนได้และดิสก์ไม่เต็ม",
                "The evidence cannot be written into {p}. Is the folder writable and the disk not full?",
                p=folder,
            )
        ) from error
    return folder
