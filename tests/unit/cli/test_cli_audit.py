"""The auditor's commands: what they say, in which language, with which exit code."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from fakes.chained import free_hands, tell_a_story
from typer.testing import CliRunner

from bot.cli import app
from bot.language import use_language

RUNNER = CliRunner()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config beside a ledger with a story."""
    tell_a_story(tmp_path / "ledger.sqlite3")
    path = tmp_path / "config.yaml"
    path.write_text('site: {url: "http://127.0.0.1/"}\n', encoding="utf-8")
    return path


def call(config: Path, *words: str) -> tuple[int, str]:
    done = RUNNER.invoke(app, ["-c", str(config), "--lang", "en", *words])
    use_language("th")
    return done.exit_code, done.stdout


def test_a_sound_ledger(config: Path) -> None:
    """It is said with the head to compare; the head that was printed is accepted."""
    code, said = call(config, "audit", "verify", "--json")
    told = json.loads(said)
    assert (code, told["ok"], told["break"]) == (0, True, None)
    assert told["head"].startswith(f"{told['events']}:")
    code, said = call(config, "audit", "verify", "--head", told["head"])
    assert code == 0
    assert told["head"] in said


def test_a_ledger_that_was_tampered_with(config: Path) -> None:
    """The event is named, and the exit code is that of a ledger that must not be used."""
    connection = free_hands(config.with_name("ledger.sqlite3"))
    connection.execute("UPDATE events SET details = replace(details, 'V-1', 'V-2') WHERE action = 'posted'")
    connection.commit()
    (seq,) = connection.execute("SELECT seq FROM events WHERE action = 'posted'").fetchone()
    connection.close()
    code, said = call(config, "audit", "verify")
    assert code == 4
    assert f"Event {seq} was changed" in said
    code, said = call(config, "audit", "verify", "--json")
    assert (code, json.loads(said)["break"]["event"]) == (4, seq)


def test_the_password_of_a_database_is_not_told_with_its_address(config: Path) -> None:
    """A ledger may be a database URL; that of an unsound one is named without what opens it."""
    place = config.with_name("ledger.sqlite3")
    connection = free_hands(place)
    connection.execute("UPDATE events SET details = replace(details, 'V-1', 'V-2') WHERE action = 'posted'")
    connection.commit()
    connection.close()
    with config.open("a", encoding="utf-8") as file:
        file.write(f"ledger: sqlite://office:geheim@/{place}\n")
    code, said = call(config, "audit", "verify")
    assert code == 4
    assert "ledger.sqlite3 is not sound" in said
    assert "geheim" not in said


def test_a_head_of_another_ledger(config: Path) -> None:
    """What a report of something else names is not found here; what is no head is refused as such."""
    assert call(config, "audit", "verify", "--head", f"3:{'0' * 64}")[0] == 4
    done = RUNNER.invoke(app, ["-c", str(config), "audit", "verify", "--head", "abc"])
    assert "abc" in str(done.exception)


def test_what_the_auditor_gets(config: Path, tmp_path: Path) -> None:
    """All events, the head and the script in one folder."""
    code, said = call(config, "audit", "export", str(tmp_path / "out"))
    assert (code, said.strip()) == (0, str(tmp_path / "out"))
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"events.jsonl", "head.txt", "verify_chain.py"}
    connection = sqlite3.connect(config.with_name("ledger.sqlite3"))
    (number,) = connection.execute("SELECT count(*) FROM events").fetchone()
    connection.close()
    assert len((tmp_path / "out" / "events.jsonl").read_bytes().splitlines()) == number
