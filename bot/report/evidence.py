"""The pictures and files recorded of an entry, as links from a page."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.model import Standing
from bot.report.links import is_picture, link_to
from bot.report.plain import one_line


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One recorded file: its link, its name, and whether it can be shown as a picture."""

    link: str
    name: str
    picture: bool


def all_evidence(standing: Standing) -> tuple[str, ...]:
    """Give the paths of everything recorded of an entry, each once."""
    of_receipt = standing.receipt.evidence if standing.receipt else ()
    return tuple(dict.fromkeys((*of_receipt, *standing.evidence)))


LARGEST, ALL_TOGETHER = 1_500_000, 24_000_000
"""Bytes of one picture, and of all, that a page carries in itself; what is larger is linked."""
_MEDIA = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp"}


def embedded(standings: Iterable[Standing], root: Path | None) -> Mapping[int, str]:
    """Give the last picture of each entry as a data address, by the entry's position, within the limits."""
    left = ALL_TOGETHER
    found = {}
    for standing in standings:
        taken = _last_picture(standing, root)
        if taken and len(taken[1]) <= min(left, LARGEST):
            left -= len(taken[1])
            found[standing.position] = f"data:image/{taken[0]};base64,{base64.b64encode(taken[1]).decode()}"
    return found


def _last_picture(standing: Standing, root: Path | None) -> tuple[str, bytes] | None:
    for path in reversed(all_evidence(standing)):
        place = (root or Path()) / path
        inside = root is None or place.resolve().is_relative_to(root.resolve())
        if is_picture(path) and inside and place.is_file():
            return _MEDIA[place.suffix.lower()], place.read_bytes()
    return None


def shots(standing: Standing, *, page_dir: Path, root: Path | None) -> tuple[Shot, ...]:
    """Give everything recorded of an entry as links from a page in `page_dir`."""
    return tuple(
        Shot(
            link=link_to(path, page_dir=page_dir, root=root),
            name=one_line(Path(path).name),
            picture=is_picture(path),
        )
        for path in all_evidence(standing)
    )
