"""The short version of `make survival`, and proof that its judge can say no."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from survival.deck import deal
from survival.expectations import EVERY, SERVER
from survival.judge import Found, violations
from survival.matrix import counted, keep, matrix, read
from survival.places import POINTS, moments

from bot.practice.faults import KINDS

ROOT = Path(__file__).resolve().parents[2]
TAX = "REC_TAX_ALLOT"
MEANT = {("s", 2): (TAX, frozenset({("ช่อง", "a")}), ()), ("s", 3): (TAX, frozenset({("ช่อง", "b")}), ())}
SOUND = Found(
    meant=MEANT,
    documents=[
        {"screen": TAX, "number": number, "fields": {"ช่อง": text}, "lines": [], "user": "us"}
        for number, text in (("1", "a"), ("2", "b"))
    ],
    entries=[
        {"key": key, "screen": TAX, "sheet": "s", "row": row, "status": "VERIFIED", "number": number}
        for key, row, number in (("k1", 2, "1"), ("k2", 3, "2"))
    ],
    blows=[],
    user="us",
)


def _blow(fault: str) -> dict[str, object]:
    return {"fault": fault, "key": "k1", "struck": True}


@pytest.mark.job
@pytest.mark.browser
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the driver forks a warm process")
def test_a_short_hand_of_blows_breaks_no_promise(tmp_path: Path) -> None:
    """Kills and faults from the deck, resumed: nothing doubled, lost, falsely claimed or left undecided."""
    words = ("--rounds", "1", "--hand", "5", "--first", "3", "--out", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "tests.survival", *words],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    rows = read(tmp_path)
    assert counted(rows) >= 4
    assert any(row.get("fault") == "kill" and row["struck"] for row in rows)


def test_every_fault_of_the_practice_site_has_its_line() -> None:
    """A kind without an expectation would never be tried: give it one line in `expectations.py`."""
    assert set(SERVER) == set(KINDS)


def test_a_turn_of_the_deck_holds_every_fault_and_every_moment() -> None:
    """However it is cut into hands, one turn plays every fault, and a kill at every moment of every point."""
    links = {link for number in range(60) for card in deal(1, number, 7) for link in card}
    assert {link.fault for link in links} == set(EVERY)
    killed = {(link.point, link.moment) for link in links if link.fault == "kill"}
    assert killed == {(point, moment) for point in POINTS for moment in moments(point)}


def test_a_sound_round_breaks_nothing() -> None:
    """Each document once, each claim true: no violation."""
    assert violations(SOUND, []) == []


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (replace(SOUND, documents=[*SOUND.documents, SOUND.documents[0]]), "duplicated"),
        (replace(SOUND, documents=SOUND.documents[:1]), "lost"),
        (replace(SOUND, documents=[{**d, "user": "other"} for d in SOUND.documents]), "claimed"),
        (replace(SOUND, entries=[{**e, "number": "2"} for e in SOUND.entries]), "claimed: two"),
        (replace(SOUND, entries=[{**e, "status": "IN_DOUBT"} for e in SOUND.entries]), "ended"),
        (replace(SOUND, entries=SOUND.entries[:1]), "lost"),
        (replace(SOUND, blows=[_blow("alter")]), "strange"),
        (replace(SOUND, blows=[_blow("saved_twice")]), "duplicated"),
    ],
)
def test_each_broken_promise_is_named(broken: Found, word: str) -> None:
    """A document too many, one too few, a claim without it, an entry left open: the judge says which."""
    assert any(text.startswith(word) for text in violations(broken, []))


def test_a_person_is_asked_only_where_no_machine_can_decide() -> None:
    """A doubt after a lost answer must be settled by the bot; one after a colleague's twin need not be."""
    told = violations(replace(SOUND, blows=[_blow("answer_lost")]), ["k1"])
    assert any(text.startswith("undecided") for text in told)
    told = violations(replace(SOUND, blows=[_blow("colleague")]), ["k1"])
    assert not any(text.startswith("undecided") for text in told)


def test_the_same_money_twice_must_be_told() -> None:
    """After a colleague stored the very same document, an entry called verified is a false claim."""
    blows = [_blow("colleague")]
    assert any(text.startswith("ended") for text in violations(replace(SOUND, blows=blows), []))
    told = [{**one, "status": "MISMATCHED"} if one["key"] == "k1" else one for one in SOUND.entries]
    assert violations(replace(SOUND, blows=blows, entries=told), []) == []


def test_a_fault_that_struck_the_next_entry_explains_that_one_alone() -> None:
    """Armed on one entry whose attempt ended before its save, it strikes the next: one mark for each."""
    second = [{**one, "status": "MISMATCHED"} if one["key"] == "k2" else one for one in SOUND.entries]
    both = [{**one, "status": "MISMATCHED"} for one in SOUND.entries]
    once, twice = [_blow("colleague")], [_blow("colleague")] * 2
    assert violations(replace(SOUND, blows=once, entries=second), ["k2"]) == []
    assert violations(replace(SOUND, blows=twice, entries=both), ["k1", "k2"]) == []
    assert any(text.startswith("ended") for text in violations(replace(SOUND, blows=once, entries=both), []))
    assert any(text.startswith("ended") for text in violations(replace(SOUND, entries=second), []))


def test_a_document_altered_and_stored_twice_is_strange_once_and_one_too_many() -> None:
    """Two faults in one save leave two equal documents that nobody meant; a third is one too many of ours."""
    altered = {**SOUND.documents[0], "fields": {"ช่อง": "x"}}
    documents = [altered, {**altered, "number": "3"}, SOUND.documents[1]]
    entries = [{**one, "status": "MISMATCHED"} if one["key"] == "k1" else one for one in SOUND.entries]
    both = replace(SOUND, documents=documents, entries=entries, blows=[_blow("alter"), _blow("saved_twice")])
    assert violations(both, ["k1"]) == []
    thrice = replace(both, documents=[*documents, {**altered, "number": "4"}])
    assert any(text.startswith("duplicated") for text in violations(thrice, ["k1"]))
    alone = replace(both, blows=[_blow("alter")])
    assert any(text.startswith("duplicated") for text in violations(alone, ["k1"]))


def test_a_round_played_again_counts_once(tmp_path: Path) -> None:
    """Results are only added to; of a round that was broken off or repeated, the last whole one counts."""
    row = {
        "seed": 1, "round": 0, "fault": "kill", "state": "WORKING", "struck": True, "end": "VERIFIED",
        "person": False, "chain": ["kill"], "point": "open", "moment": "before",
    }  # fmt: skip
    closing = {
        "seed": 1,
        "round": 0,
        "closing": {"lives": 2, "halts": 0},
        "wrong": [],
        "entries": 1,
        "commit": "c",
    }
    lines = "".join(json.dumps(one) + "\n" for one in (row, closing, row, closing))
    (tmp_path / "results.jsonl").write_text(lines, "utf-8")
    rows = read(tmp_path)
    assert counted(rows) == 1
    assert "| kill | WORKING | 1 | 1 |" in matrix(rows)
    closings = [{**closing, "round": number} for number in (3, 0, 1, 500)]
    assert "rounds 0-1, 3, 500;" in matrix([*rows, *closings])
    keep(tmp_path / "kept", rows)
    assert read(tmp_path / "kept") == rows
    assert counted(read(tmp_path / "kept", tmp_path)) == 1
