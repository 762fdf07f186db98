"""A person decides a doubt: what is shown for it, what is refused, and what is kept for good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.plans import make_plan, some_entries

from bot.config import Settings, SiteConfig, default_mappings
from bot.domain.handover import Candidate
from bot.domain.lifecycle import Status
from bot.domain.model import Difference
from bot.errors import ConfigError
from bot.jobs import deciding, reading
from bot.language import language_of, say
from bot.ledger.store import Store, open_ledger

WHY = say("เหตุ", "The answer was lost.")
A, B, C = some_entries(3)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A ledger with one lost answer (A), one `already there` (B) and one pending entry (C)."""
    place = tmp_path / "ledger.sqlite3"
    store = open_ledger(place, now=FakeClock().now)
    run = store.begin_run(make_plan(A, B, C), operator="x")
    store.enqueue(make_plan(A, B, C))
    store.claim(run)
    store.about_to_commit(A.key, baseline=["V-1"], typed={"paper": "ฎ.1", "amount": "1.25"})
    store.in_doubt(A.key, "lost_answer", WHY, evidence=["a/failure.png"], requests=1)
    unlike = Difference(field="amount", expected="1.25", seen="9.99")
    store.saw(A.key, [Candidate(number="V-7", fields={"amount": "9.99"}, differences=(unlike,))])
    store.claim(run)
    store.in_doubt(B.key, "already_there", WHY, baseline=["V-5"])
    store.saw(B.key, [Candidate(number="V-5"), Candidate(number="V-6", cancelled=True)])
    store.end_run(run, "done")
    store.close()
    with language_of("en"):
        yield Settings(
            site=SiteConfig(url="http://127.0.0.1/"), ledger=str(place), mappings=default_mappings()
        )


def opened(settings: Settings) -> Store:
    return open_ledger(settings.ledger)


def decide(settings: Settings, key: str, outcome: str, number: str = "") -> int:
    return deciding.settle(settings, (key, outcome), number=number, reason="ดูในระบบแล้ว")


def test_everything_that_a_decision_needs_is_shown(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was typed, what the site shows and how it differs, the picture, and both commands."""
    assert deciding.doubts(settings, as_json=False) == 3
    shown = capsys.readouterr().out
    for words in (
        "paper: ฎ.1",
        "number V-7",
        "amount was meant “1.25”, shows “9.99”",
        "a/failure.png",
        f'doubts --settle {A.key[:12]} posted --number "V-7"',
        f"doubts --settle {A.key[:12]} absent",
        "number V-5: equal in every field",
        "number V-6: cancelled",
        f'doubts --settle {B.key[:12]} posted --number "N"',
    ):
        assert words in shown, words


@pytest.mark.parametrize("number", ['V-7"; calc; "', "V-$(calc)", "V-`calc`", "V-%PATH%", "V-7\\"])
def test_no_number_of_the_site_becomes_part_of_a_command(
    settings: Settings, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    """The commands are copied into a shell: a number that would mean something there is left to be typed."""
    store = opened(settings)
    store.saw(A.key, [Candidate(number=number)])
    store.close()
    deciding.doubts(settings, as_json=True)
    command = json.loads(capsys.readouterr().out)[0]["outcomes"]["posted"]
    assert command == f'elaas-bot doubts --settle {A.key[:12]} posted --number "N" --reason "…"'


def test_the_json_is_complete(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A script gets the same, and nothing else on stdout."""
    assert deciding.doubts(settings, as_json=True) == 3
    first, second = json.loads(capsys.readouterr().out)
    assert (first["key"], first["reason"], first["before"]) == (A.key, "lost_answer", ["V-1"])
    assert first["typed"] == {"paper": "ฎ.1", "amount": "1.25"}
    assert first["evidence"] == ["a/failure.png"]
    assert first["candidates"][0]["differences"] == [
        {"field": "amount", "line": None, "expected": "1.25", "seen": "9.99"}
    ]
    assert set(first["outcomes"]) == {"posted", "absent"}
    assert [each["number"] for each in second["candidates"]] == ["V-5", "V-6"]


def test_documents_of_others_are_shown_by_status(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """With screen, number and when; for programs likewise."""
    store = opened(settings)
    store.foreign(C.key, ["V-40", "V-41"])
    store.close()
    reading.status(settings, as_json=False, entries=False)
    shown = capsys.readouterr().out
    assert "2 documents of others" in shown
    assert "V-41" in shown
    reading.status(settings, as_json=True, entries=False)
    told = json.loads(capsys.readouterr().out)["foreign"]
    assert [(each["screen"], each["number"]) for each in told] == [("VOUCHER", "V-40"), ("VOUCHER", "V-41")]


def test_nothing_in_doubt_is_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Both settled: exit 0 and one sentence."""
    decide(settings, A.key, "posted", "V-7")
    decide(settings, B.key, "absent")
    capsys.readouterr()
    assert deciding.doubts(settings, as_json=False) == 0
    assert capsys.readouterr().out.strip() == "Nothing is in doubt."


def test_posted_binds_the_number_and_keeps_who_and_why(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """The decision, its reason and who took it are an event; a number that was seen needs no warning."""
    assert decide(settings, A.key[:10].upper(), "posted", "V-7") == 0
    assert capsys.readouterr().err == ""
    store = opened(settings)
    event = next(each for each in store.reports.events(key=A.key) if each.action == "found")
    assert (event.details["number"], event.details["why"]) == ("V-7", "ดูในระบบแล้ว")
    assert "@" in str(event.details["who"])
    assert [posted.number for posted in store.to_verify()] == ["V-7"]
    store.close()


def test_a_number_that_was_never_seen_is_taken_with_a_warning(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger alone cannot prove it; verification will."""
    assert decide(settings, A.key, "posted", "V-99") == 0
    assert "verify" in capsys.readouterr().err


def test_a_number_of_another_entry_is_refused(settings: Settings) -> None:
    """One document is never two entries'."""
    decide(settings, A.key, "posted", "V-7")
    with pytest.raises(ConfigError, match="already belongs"):
        decide(settings, B.key, "posted", "V-7")


@pytest.mark.parametrize("written", [" V-7", "V-7\u200b", "V-๗"])
def test_a_number_of_another_entry_is_known_in_whatever_way_it_is_written(
    settings: Settings, written: str
) -> None:
    """A space, an unseen character or a Thai digit makes no second document of it; nor one of an old one."""
    decide(settings, A.key, "posted", "V-7")
    with pytest.raises(ConfigError, match="already belongs"):
        decide(settings, B.key, "posted", written)


def test_a_number_is_kept_as_the_site_would_show_it(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody sees is left out; a number that was there before is known, and so is one that was seen."""
    with pytest.raises(ConfigError, match="before the commit"):
        decide(settings, A.key, "posted", "V-๑ ")
    with pytest.raises(ConfigError, match="--number N"):
        decide(settings, A.key, "posted", " \u200b")
    decide(settings, A.key, "posted", " V-7\u200b ")
    assert capsys.readouterr().err == ""
    store = opened(settings)
    assert [posted.number for posted in store.to_verify()] == ["V-7"]
    store.close()


def test_a_number_that_stood_there_before_the_commit_is_refused(settings: Settings) -> None:
    """It cannot be what our commit made; of `already there` it is the very question."""
    with pytest.raises(ConfigError, match="before the commit"):
        decide(settings, A.key, "posted", "V-1")
    assert decide(settings, B.key, "posted", "V-5") == 0


def test_already_there_decided_absent_is_entered(settings: Settings) -> None:
    """The entry is PENDING and its look-alike is known from now on."""
    decide(settings, B.key, "absent")
    store = opened(settings)
    assert store.status_of(B.key) is Status.PENDING
    run = store.begin_run(make_plan(A, B, C), operator="x")
    claim = store.claim(run)
    assert claim is not None
    assert (claim.planned.entry.key, claim.baseline) == (B.key, ("V-5",))
    store.close()


@pytest.mark.parametrize(
    ("outcome", "number", "reason"),
    [("posted", "", "x"), ("absent", "V-7", "x"), ("absent", "", "  "), ("perhaps", "", "x")],
)
def test_a_decision_must_be_whole(settings: Settings, outcome: str, number: str, reason: str) -> None:
    """Posted with a number, absent without one, and always a reason."""
    with pytest.raises(ConfigError, match="--settle"):
        deciding.settle(settings, (A.key, outcome), number=number, reason=reason)


def test_a_key_that_fits_no_doubt_is_refused(settings: Settings) -> None:
    """C is not in doubt."""
    with pytest.raises(ConfigError, match="fits 0 entries"):
        decide(settings, C.key, "absent")
