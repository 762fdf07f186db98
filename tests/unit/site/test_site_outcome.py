"""What the page says about a commit, against what the server answered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import PageTrouble, SessionLost
from bot.language import say
from bot.planning.grammar import ReceiptAt, Sign
from bot.site.outcome import judge_outcome, nothing_left
from bot.site.signs import View
from bot.site.tally import Attempt
from bot.site.traffic import Sent


def judged(text: str, status: int, trouble: Exception | None = None, **attempted: Any) -> Any:
    """Judge a page of one sentence after an answer with this HTTP status."""
    screen: Any = SimpleNamespace(
        receipt=ReceiptAt(success=(Sign(page="saved"),)), refusals=(Sign(page="error|over the limit"),)
    )
    session: Any = SimpleNamespace(trouble=lambda _view: trouble)
    attempt = Attempt(**{"outcome": "answered", "left": 1, "status": status, **attempted})
    return judge_outcome(screen, View(text=text), (), attempt, session)


@pytest.mark.parametrize("text", ["Unexpected server error", "saved", "nothing known"])
def test_a_server_that_failed_is_a_doubt_whatever_the_page_makes_of_it(text: str) -> None:
    """After HTTP 500 nobody knows whether it stored: neither refused nor posted, and no waiting for more."""
    seen = judged(text, 500)
    assert seen.kind == "doubt"
    assert "HTTP 500" in seen.text.en


def test_other_answers_are_judged_by_the_page() -> None:
    """A refusal with 200 or 422 is a refusal, a success is a success."""
    assert judged("over the limit", 200).kind == "refusal"
    assert judged("over the limit", 422).kind == "refusal"
    assert judged("saved", 201).kind == "success"
    assert judged("hm", 200).kind == "unknown"


@pytest.mark.parametrize("status", [400, 401, 404, 409, 422])
def test_a_page_that_rejoices_over_an_answer_that_says_no_is_a_doubt(status: int) -> None:
    """Optimistic pages show success before they are answered: with HTTP 4xx it is believed to nobody."""
    seen = judged("saved", status)
    assert seen.kind == "doubt"
    assert f"HTTP {status}" in seen.text.en
    assert "refusals" in seen.text.en


def test_a_page_that_rejoiced_too_early_and_then_says_no_refuses_where_the_server_does() -> None:
    """Both signs with HTTP 4xx: the refusal, in its words. With HTTP 200 nobody knows which counts."""
    seen = judged("saved, over the limit", 409)
    assert (seen.kind, seen.message) == ("refusal", "saved, over the limit")
    assert judged("saved, over the limit", 200).kind == "doubt"


@pytest.mark.parametrize("status", [401, 419, 440])
@pytest.mark.parametrize("text", ["error", "saved, error"])
def test_an_ended_session_never_rejects_a_document(status: int, text: str) -> None:
    """Pages show it where they show refusals; it says nothing about the document."""
    seen = judged(text, status)
    assert seen.kind == "doubt"
    assert f"HTTP {status}" in seen.text.en


def test_a_sign_of_an_ended_session_counts_more_than_a_refusal() -> None:
    """The page says no and goes to the sign-in page; another trouble beside a refusal is a refusal."""
    seen = judged("error", 200, SessionLost(say("หมดเวลา", "It has ended.")))
    assert seen.kind == "doubt"
    assert "It has ended." in seen.text.en
    assert judged("error", 200, PageTrouble(say("ขัดข้อง", "Trouble."))).kind == "refusal"


@pytest.mark.parametrize("text", ["over the limit", "saved", "nothing known"])
def test_too_many_requests_never_reject_a_document(text: str) -> None:
    """HTTP 429 says nothing about the document: it is looked up and tried again, never given up."""
    assert judged(text, 429).kind == "doubt"


@pytest.mark.parametrize("attempted", [{"held": 1}, {"stopped": 1}])
def test_a_refusal_may_be_of_a_request_that_was_stopped(attempted: dict[str, int]) -> None:
    """Something left and something was stopped: whose refusal shows is not known."""
    assert judged("over the limit", 200, **attempted).kind == "doubt"
    assert judged("over the limit", 200, **attempted, left=0).kind == "refusal"
    assert judged("over the limit", 200, echoed=1).kind == "refusal"


def test_when_nothing_left_what_was_seen_is_named() -> None:
    """Web sockets that were closed come first, then the requests, without their values."""
    seen = [Sent("POST", "http://x/check", b"payer=secret", "application/x-www-form-urlencoded")]
    assert "POST /check (payer)" in nothing_left(Attempt(seen=seen)).en
    assert "secret" not in nothing_left(Attempt(seen=seen)).en
    assert "WEBSOCKET" in nothing_left(Attempt(seen=seen), {"/line"}).en
    assert "no request left this computer" in nothing_left(Attempt()).en
