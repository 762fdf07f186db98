"""Every mapped screen in a real browser: what is sound is stored and reads back, what is not is refused.

Which documents these are, and that they break every rule: `test_every_rule_is_broken`.
"""

import json
import urllib.request
from typing import Any

import pytest
from bot_at_work import BotAtWork, Wanted
from broken_documents import BROKEN, Broken
from laid_site import LaidSite, document_of, generated
from sound_documents import SOUND

from bot.domain.lifecycle import Status
from bot.domain.model import Standing
from bot.practice.server import Address
from bot.practice.store import Draft

pytestmark = pytest.mark.browser
REFUSED, ENTERED = (pytest.mark.xdist_group(f"every screen, {what}") for what in ("refused", "entered"))


def stored(address: Address) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{address.backdoor}/documents", timeout=60) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return found


def wanted(screen: str, name: str, broken: Broken, laid: LaidSite) -> Wanted:
    head, lines = document_of(screen, broken)
    return Wanted(
        name=name, screen=screen, head=laid.filled(head), lines=[laid.filled(line) for line in lines]
    )


def see_refused(standing: Standing, broken: Broken, laid: LaidSite) -> None:
    """See that the entry is REJECTED, in just the site's words, or that the look-up had it not."""
    assert standing.status is Status.REJECTED, (broken, standing.status, standing.message)
    told = standing.message.th if standing.message else ""
    if broken.not_offered:
        assert f"{broken.not_offered} “{laid.named(broken.head[broken.not_offered])}”" in told
        assert "พบ 0 รายการ" in told
    else:
        problems = laid.check(standing.entry.screen, *document_of(standing.entry.screen, broken))
        whole = f"ระบบไม่รับรายการ: {' '.join(problems)}"
        assert told == whole or (told.endswith("…") and whole.startswith(told[:-1])), (told, whole)


def refuse_all(cases: list[Broken], screen: str, bot: BotAtWork, laid: LaidSite, address: Address) -> None:
    """Enter broken documents; each is refused for its reasons, and the site stores none."""
    before = stored(address)
    names = {f"REFUSE-{place:02d}": broken for place, broken in enumerate(cases, 1)}
    standings = bot.enter([wanted(screen, name, broken, laid) for name, broken in names.items()])
    for name, broken in names.items():
        see_refused(standings[name], broken, laid)
    assert stored(address) == before


@REFUSED
@pytest.mark.parametrize("screen", SOUND)
def test_refusals(screen: str, bot: BotAtWork, laid: LaidSite, address: Address) -> None:
    """All blank, all malformed, and each rule broken: REJECTED in the site's words, and nothing is stored."""
    laid.lay()
    own = [broken for broken in BROKEN.get(screen, ()) if not broken.bare]
    refuse_all([*generated(screen), *own], screen, bot, laid, address)


@REFUSED
@pytest.mark.parametrize(
    ("screen", "broken"), [(screen, one) for screen, all_of in BROKEN.items() for one in all_of if one.bare]
)
def test_refusals_for_want_of_a_foundation(
    screen: str, broken: Broken, bot: BotAtWork, laid: LaidSite, address: Address
) -> None:
    """What must come first does not stand there."""
    refuse_all([broken], screen, bot, laid, address)


@ENTERED
@pytest.mark.parametrize("screen", SOUND)
def test_sound_documents(screen: str, bot: BotAtWork, laid: LaidSite, address: Address) -> None:
    """Each is stored once as it was meant, and every field, typed or computed, reads back equal."""
    laid.lay()
    before = len(stored(address))
    sound = SOUND[screen]
    for place, changes in enumerate(({}, *sound.variants), 1):
        name, head = f"SOUND-{place}", {**sound.head, **changes}
        draft = laid.check(screen, head, sound.lines)
        assert isinstance(draft, Draft)
        fields = {**dict(draft.fields), **{c: t for c, t in laid.filled(head).items() if t}}
        standing = bot.enter([Wanted(name=name, screen=screen, head=fields, lines=draft.lines)])[name]
        assert standing.status is Status.VERIFIED, (standing.message, standing.verdict)
        assert standing.verdict is not None
        assert not standing.verdict.unproven
        document = stored(address)[-1]
        assert len(stored(address)) == before + place
        assert (document["screen"], document["number"]) == (screen, standing.number)
        assert {caption: document["fields"][caption] for caption in draft.fields} == dict(draft.fields)
        assert document["lines"] == [dict(line) for line in draft.lines]
