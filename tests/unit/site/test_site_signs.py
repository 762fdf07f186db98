"""Signs of a page and what they mean for session, identity and commit; no browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import Maintenance, MenuMissing, PageTrouble, SessionLost, WrongOffice
from bot.planning.grammar import At, Captured, DialogRule, Sign, SiteMapping
from bot.site.dialogs import Said
from bot.site.outcome import judge_outcome
from bot.site.session import Session, Who, based
from bot.site.signs import Glance, View, captured, holds, told
from bot.site.tally import Attempt

SITE = SiteMapping.model_validate(
    {
        "format": "1",
        "site": "s",
        "title": "S",
        "signed_out": [{"page": "sign in"}],
        "maintenance": [{"status": 503}],
        "errors": [{"title": "Oops"}],
        "no_right": [{"page": "no right"}],
        "identity": {
            "office": {"from": "page", "pattern": "Office: (\\S+)"},
            "fiscal_year": {"from": "page", "pattern": "Year (\\S+)"},
        },
    }
)
SUCCESS, REFUSAL = Sign(page="Stored"), Sign(at=At(id="errors"))
SCREEN: Any = SimpleNamespace(receipt=SimpleNamespace(success=(SUCCESS,)), refusals=(REFUSAL,))


def _session(**who: Any) -> Session:
    return Session(Who(url="http://h/", **who), SITE, lambda: "", lambda _text: None)


def _view(text: str = "", errors: str = "", **more: Any) -> View:
    ats = {At(id="errors"): Glance(text=errors)} if errors else {}
    return View(text=text, ats=ats, **more)


def _said(text: str, means: str | None = None) -> Said:
    rule = DialogRule.model_validate({"says": text, "means": means}) if means else None
    return Said(text=text, kind="alert", accepted=True, rule=rule)


@pytest.mark.parametrize(
    ("view", "said", "left", "kind"),
    [
        (_view("Stored as 1"), (), 1, "success"),
        (_view("Stored as 1"), (), 0, "doubt"),
        (_view(errors="over budget"), (), 1, "refusal"),
        (_view(errors="over budget"), (), 0, "refusal"),
        (_view("Stored", errors="x"), (), 1, "doubt"),
        (_view(), (_said("ok", "success"),), 1, "success"),
        (_view(), (_said("no", "refusal"),), 0, "refusal"),
        (_view(), (_said("gone", "session_lost"),), 1, "doubt"),
        (_view(), (_said("what?"),), 1, "doubt"),
        (_view(), (_said("sure?", "asks"),), 1, "unknown"),
        (_view("Stored; please sign in"), (), 1, "doubt"),
        (_view(status=500), (), 1, "doubt"),
        (_view(status=503), (), 1, "doubt"),
        (_view(title="Oops"), (), 1, "doubt"),
        (_view("loading"), (), 1, "unknown"),
    ],
)
def test_only_a_clear_word_is_an_outcome(view: View, said: tuple[Said, ...], left: int, kind: str) -> None:
    """Success needs a request that left; both at once, an error page or a lost session is a doubt."""
    assert judge_outcome(SCREEN, view, said, Attempt(left=left), _session()).kind == kind


@pytest.mark.parametrize(
    ("view", "trouble"),
    [
        (_view("please sign in"), SessionLost),
        (_view(status=503), Maintenance),
        (_view("no right here"), MenuMissing),
        (_view(title="Oops"), PageTrouble),
        (_view(status=404), PageTrouble),
        (_view("fine", status=200), None),
    ],
)
def test_a_page_as_a_whole_is_judged_by_the_site_s_signs(view: View, trouble: type[Exception] | None) -> None:
    """Session gone, maintenance, no right, error page, or nothing wrong."""
    found = _session().trouble(view)
    assert (type(found) if found else None) is trouble


def test_office_and_year_must_be_those_of_the_config() -> None:
    """Thai digits count; another office or year, or none shown, stops everything."""
    session = _session(office="อบต.ก", fiscal_year=2567)
    assert session.prove(_view("Office: อบต.ก Year ๒๕๖๗")).fiscal_year == "๒๕๖๗"
    for text in ("Office: อบต.ข Year 2567", "Office: อบต.ก Year 2568", "nothing"):
        with pytest.raises(WrongOffice):
            session.prove(_view(text))


@pytest.mark.parametrize(
    ("sign", "held"),
    [
        ({"page": "two words"}, True),
        ({"page": "three"}, False),
        ({"url": "/list"}, True),
        ({"title": "^T$"}, True),
        ({"status": 200}, True),
        ({"status": 404}, False),
        ({"dialog": "said"}, True),
        ({"dialog": "unsaid"}, False),
        ({"at": {"id": "errors"}}, True),
        ({"at": {"id": "gone"}}, False),
        ({"at": {"id": "errors"}, "text": "^wrong"}, True),
        ({"at": {"id": "errors"}, "text": "right$"}, False),
        ({"page": "two words", "status": 404}, False),
    ],
)
def test_everything_that_a_sign_gives_must_hold(sign: dict[str, Any], held: bool) -> None:
    """Text is searched with white space folded."""
    view = _view(
        "two\n  words", errors="wrong", url="http://h/list", title="T", status=200, dialogs=("it said so",)
    )
    assert holds(Sign.model_validate(sign), view) is held


def test_values_are_captured_from_where_the_mapping_says() -> None:
    """Page, address, the last dialog, an element; None when it does not show."""
    view = _view("No. A1", errors="code: E5", url="http://h/doc/77", dialogs=("first 1", "second 2"))
    given = {
        "A1": {"from": "page", "pattern": r"No\. (\S+)"},
        "77": {"from": "url", "pattern": r"/doc/(\d+)"},
        "2": {"from": "dialog", "pattern": r"(\d)"},
        "E5": {"from": "at", "at": {"id": "errors"}, "pattern": r"code: (.+)"},
    }
    for value, source in given.items():
        assert captured(Captured.model_validate(source), view) == value
    assert captured(Captured.model_validate({"pattern": "nothing"}), view) is None


def test_a_sign_is_told_by_the_words_that_show() -> None:
    """The element's text, the dialog, or the line of the page."""
    view = _view(
        "line one\nRefused: too much\nline three", errors="over  budget", dialogs=("said no",), title="T"
    )
    told_ones = [
        told(Sign.model_validate(one), view)
        for one in ({"at": {"id": "errors"}}, {"dialog": "no"}, {"page": "Refused"}, {"title": "T"})
    ]
    assert told_ones == ["over budget", "said no", "Refused: too much", "T"]


def test_a_sign_without_words_is_told_as_the_mapping_has_it() -> None:
    """A box that shows (the password's) says nothing itself."""
    box = At(css="input[type=password]")
    assert told(Sign(at=box), View(ats={box: Glance(text="")})) == "at: {css: input[type=password]}"


def test_a_long_text_shows_that_it_was_cut() -> None:
    """Every reason of a form with all its fields wrong is told; what is longer ends with a mark."""
    reasons = " ".join(f"กรุณาระบุช่องที่ {place}" for place in range(60))
    assert told(REFUSAL, _view(errors=reasons)) == reasons
    cut = told(REFUSAL, _view(errors=reasons * 9))
    assert cut == f"{(reasons * 9)[:1500]}…"


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://h/app", "http://h/app/"),
        ("http://h/app/", "http://h/app/"),
        ("http://h/a.aspx", "http://h/a.aspx"),
    ],
)
def test_relative_addresses_start_in_the_site_s_folder(url: str, base: str) -> None:
    """An address without a last slash is a folder, unless it names a page."""
    assert based(url) == base
