"""Evidence is deleted when its time is over, and only then; the ledger tells what was deleted."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes.plans import make_plan, some_entries

from bot.config import Settings, SiteConfig, load_settings
from bot.config_oversight import EvidenceConfig
from bot.domain.model import Receipt, Verdict
from bot.errors import ConfigError, InputProblems
from bot.jobs import pruning
from bot.ledger.audit import Audit
from bot.ledger.store import open_ledger

A, B, C = some_entries(3)
OLD = datetime.now(UTC) - timedelta(days=100)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A is verified long ago, B posted long ago and not verified, C verified today; each has pictures."""
    evidence = tmp_path / "evidence"
    now = OLD
    store = open_ledger(tmp_path / "ledger.sqlite3", now=lambda: now)
    run = store.begin_run(make_plan(A, B, C), operator="x")
    store.enqueue(make_plan(A, B, C))
    for number, name in enumerate("abc"):
        folder = evidence / name
        folder.mkdir(parents=True)
        for file in ("01-before.jpg", "02-after.jpg"):
            (folder / file).write_bytes(f"{name}{file}".encode())
        claim = store.claim(run)
        assert claim
        key = claim.planned.entry.key
        store.about_to_commit(key, baseline=(), typed={})
        shots = (f"{name}/02-after.jpg", "../outside/x.jpg", "loose.jpg")
        receipt = Receipt(number=f"V-{number}", message="", at=OLD, how="shown", evidence=shots)
        store.posted(key, receipt)
        now = datetime.now(UTC) if name == "c" else OLD
        if name != "b":
            store.judged(key, None, Verdict())
    store.end_run(run, "done")
    store.close()
    for path in (tmp_path / "outside" / "x.jpg", evidence / "loose.jpg"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"not ours to delete")
    return Settings(
        site=SiteConfig(url="http://127.0.0.1/"),
        ledger=str(tmp_path / "ledger.sqlite3"),
        evidence=EvidenceConfig(dir=evidence),
    )


def left(settings: Settings) -> set[str]:
    root = settings.evidence.dir
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_only_what_is_settled_and_old(settings: Settings) -> None:
    """What is not verified, what is recent and what lies elsewhere stays; the chain tells of the rest."""
    assert pruning.prune(settings, days=30) == 0
    assert left(settings) == {
        "b/01-before.jpg", "b/02-after.jpg", "c/01-before.jpg", "c/02-after.jpg", "loose.jpg",
    }  # fmt: skip
    assert (settings.evidence.dir.parent / "outside" / "x.jpg").exists()
    store = open_ledger(settings.ledger)
    (event,) = [one for one in store.reports.events() if one.action == pruning.DELETED]
    assert event.key == A.key
    assert event.details == {
        "days": 30,
        "sha256": {
            f"a/{file}": hashlib.sha256(f"a{file}".encode()).hexdigest()
            for file in ("01-before.jpg", "02-after.jpg")
        },
    }
    assert Audit(store.database).examine()[1] is None
    store.close()
    assert pruning.prune(settings, days=30) == 0  # nothing is left to tell twice


def test_how_long_must_be_said(settings: Settings) -> None:
    """By default evidence is kept for ever."""
    with pytest.raises(ConfigError):
        pruning.prune(settings)
    config = settings.evidence.model_copy(update={"keep_days": 30})
    assert pruning.prune(settings.model_copy(update={"evidence": config})) == 0
    assert "a/02-after.jpg" not in left(settings)


def test_a_pattern_that_is_none(tmp_path: Path) -> None:
    """A pattern that no browser could read is refused when the config is read."""
    path = tmp_path / "config.yaml"
    path.write_text('site: {url: "http://x/"}\nevidence: {mask_also: ["("]}\n', encoding="utf-8")
    with pytest.raises(InputProblems):
        load_settings(path)
    assert EvidenceConfig(mask=False, mask_also=("x",)).personal == ()
    assert EvidenceConfig(mask_also=("x",)).personal[-1] == "x"
