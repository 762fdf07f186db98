"""What the page says about a commit, against what the server answered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.planning.grammar import ReceiptAt, Sign
from bot.site.guard import Attempt
from bot.site.outcome import judge_outcome
from bot.site.signs import View


def judged(text: str, status: int) -> Any:
    """Judge a page of one sentence after an answer with this HTTP status."""
    screen: Any = SimpleNamespace(
        receipt=ReceiptAt(success=(Sign(page="saved"),)), refusals=(Sign(page="error|over the limit"),)
    )
    session: Any = SimpleNamespace(trouble=lambda _view: None)
    attempt = Attempt(outcome="answered", left=1, status=status)
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
