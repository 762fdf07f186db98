"""Links from a report to files beside it, safe whatever the file is called."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp"}


def link_to(target: str | Path, *, page_dir: Path, root: Path | None = None) -> str:
    """Give the link from a page in `page_dir` to a file; a relative target counts from `root`.

    Every character with a meaning in addresses is escaped, so a file's name cannot become a scheme
    or a query. A file on another Windows drive gets a full file address.
    """
    path = Path(target)
    if root is not None and not path.is_absolute():
        path = root / path
    try:
        relative = os.path.relpath(path, page_dir)
    except ValueError:
        return path.absolute().as_uri()
    return quote(Path(relative).as_posix(), safe="/", errors="replace")


def is_picture(target: str | Path) -> bool:
    """Tell whether a browser can show the file as a picture."""
    return Path(target).suffix.lower() in _PICTURES
