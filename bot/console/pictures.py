"""Pictures of an entry's screens, and the one way by which a file of the evidence leaves the console."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from starlette.responses import FileResponse, Response

from bot.domain.model import EntryKey

_KEY_SHOWN = 16
"""A folder of evidence is named by so many digits of its entry's key."""
TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture: its path within the evidence, and what it shows."""

    path: str
    attempt: int
    name: str


def pictures_of(root: Path, key: EntryKey) -> tuple[Picture, ...]:
    """Give every picture kept of an entry, oldest first."""
    folder = root / key[:_KEY_SHOWN]
    found = [path for path in folder.glob("*") if path.suffix.lower() in TYPES]
    made = []
    for path in sorted(found, key=lambda one: (one.stat().st_mtime_ns, one.name)):
        number, _, name = path.stem.partition("-")
        attempt = int(number) if number.isdecimal() else 0
        made.append(Picture(path=f"{folder.name}/{path.name}", attempt=attempt, name=name or path.stem))
    return tuple(made)


def inside(root: Path, path: str) -> Path | None:
    """Give the file that a relative path names below `root`; None for whatever leads elsewhere.

    Every part must be a plain name: no `..`, no drive, no separator of another system, no hidden
    file; and what is left must still lie below the root when links are followed.
    """
    parts = PurePosixPath(path).parts
    if not parts or not all(_NAME.fullmatch(part) for part in parts):
        return None
    real = root.joinpath(*parts).resolve()
    return real if real.is_relative_to(root.resolve()) and real.is_file() else None


def picture(root: Path, path: str) -> Response | None:
    """Answer with a picture below `root`; None when there is none of that name."""
    found = inside(root, path)
    if found is None or found.suffix.lower() not in TYPES:
        return None
    return FileResponse(found, media_type=TYPES[found.suffix.lower()])


def download(path: Path, kind: str) -> Response:
    """Answer with a file to keep, under its own name, never shown as a page of ours."""
    return FileResponse(path, media_type=kind, filename=path.name, content_disposition_type="attachment")
