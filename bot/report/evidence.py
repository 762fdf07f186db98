"""The pictures and files recorded of an entry, as links from a page."""

from __future__ import annotations

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
