"""Evidence is personal data too: kept for a configured time, then deleted, with a record of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot import wiring
from bot.config import Settings
from bot.domain.lifecycle import Status
from bot.domain.model import Standing
from bot.errors import ConfigError
from bot.jobs.output import tell
from bot.language import say
from bot.report.evidence import all_evidence

if TYPE_CHECKING:
    from bot.ledger.store import Store

OK = 0
DELETED = "evidence_deleted"
_SETTLED = frozenset({Status.VERIFIED, Status.SKIPPED})


def prune(settings: Settings, *, days: int | None = None) -> int:
    """Delete what is older than `days` (default: the config's); tells how many files."""
    wiring.must_have_ledger(settings)
    wanted = settings.evidence.keep_days if days is None else days
    if wanted <= 0:
        raise ConfigError(
            say(
                "ยังไม่ได้ตั้งว่าจะเก็บหลักฐานกี่วัน ให้ตั้ง evidence.keep_days ใน config.yaml หรือสั่งด้วย --days",
                "Nothing says how long evidence stays. Set evidence.keep_days in config.yaml or use --days.",
            )
        )
    with wiring.open_store(settings) as store:
        number = delete_old(settings, store, days=wanted)
    tell(
        say(
            "ลบหลักฐานที่เก่ากว่า {d} วันแล้ว {n} ไฟล์ บันทึกไว้ในทะเบียนงาน",
            "{n} files of evidence older than {d} days were deleted; the ledger has a record of each.",
            d=wanted,
            n=number,
        )
    )
    return OK


def delete_old(settings: Settings, store: Store, *, days: int) -> int:
    """Delete the evidence of entries that are settled since more than `days`; one event for each entry."""
    before = datetime.now(UTC) - timedelta(days=days)
    number = 0
    for standing in wiring.reports_of(store).standings():
        if standing.status in _SETTLED and standing.changed_at and standing.changed_at < before:
            files = _files(standing, settings.evidence.dir)
            if files:
                digests = {name: _digest(path) for name, path in files.items()}
                store.note(DELETED, key=standing.entry.key, days=days, sha256=digests)
                for path in files.values():
                    path.unlink()
                number += len(files)
    return number


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(standing: Standing, root: Path) -> Mapping[str, Path]:
    """Give the recorded files of an entry and what lies beside them, never anything outside the folder."""
    inside = root.resolve()
    folders = {(root / name).resolve().parent for name in all_evidence(standing)}
    return {
        path.relative_to(inside).as_posix(): path
        for folder in sorted(folders)
        if folder.is_relative_to(inside) and folder != inside and folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }
