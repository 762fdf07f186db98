"""Pictures that cannot be kept never stop the work."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BrowserLost
from bot.language import say
from bot.site.evidence import EvidenceFolder


def _folder(root: Path, monkeypatch: pytest.MonkeyPatch, taken: Any) -> EvidenceFolder:
    folder = EvidenceFolder(root)
    monkeypatch.setattr(EvidenceFolder, "_taken", taken)
    folder.begin("key")
    return folder


def test_disk_full_while_writing_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes half of the picture: none is told of, and half of one is not left behind."""
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        real(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    folder = _folder(tmp_path, monkeypatch, lambda _self, _page: b"a whole picture")
    assert folder.picture(object(), "key", "filled") == ()  # type: ignore[arg-type]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_browser_that_is_lost_while_the_picture_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt is in hand: a picture that is never taken must not make a doubt of it."""

    def lost(_self: object, _page: object) -> bytes:
        raise BrowserLost(say("เหตุ", "Why."))

    folder = _folder(tmp_path, monkeypatch, lost)
    assert folder.picture(object(), "key", "receipt") == ()  # type: ignore[arg-type]
