"""The data of the browser tests: sound documents are sound, and every rule of the site is broken by one."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from broken_documents import BROKEN, Broken
from laid_site import HAND_MADE, LaidSite, document_of, generated
from sound_documents import SOUND

from bot.planning.mapping import Mappings, load_mappings
from bot.practice.paper import Field, Rule
from bot.practice.papers import PAPERS
from bot.practice.screens import journal, receipts, voucher
from bot.practice.store import Draft

MAPPINGS = Path(__file__).parents[3] / "mappings"
MADE_BY_HAND = {
    "REC_TAX_ALLOT": receipts,
    "REC_ASSET_RENT_OUTSIDE": receipts,
    "EXP_VOUCHER_BUDGET": voucher,
    "ACC_GENERAL_JOURNAL": journal,
}
# The form begins with as many lines as it asks for, and the bot takes none away.
NEVER_SAID = re.escape("ต้องมีรายการอย่างน้อย ") + ".*" + re.escape(" รายการ")


@cache
def mappings() -> Mappings:
    """Read the mappings once."""
    return load_mappings(MAPPINGS)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LaidSite]:
    """A site in its starting state."""
    site = LaidSite(tmp_path_factory.mktemp("bare"))
    yield site
    site.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LaidSite]:
    """A site on which every foundation stands."""
    site = LaidSite(tmp_path_factory.mktemp("laid"))
    site.lay()
    yield site
    site.close()


def all_broken(screen: str) -> list[Broken]:
    return [*generated(screen), *BROKEN.get(screen, ())]


def test_every_mapped_screen_has_a_sound_document() -> None:
    """A new mapping must come with one; a screen that is gone takes its own along."""
    assert set(SOUND) == set(mappings().screens)
    assert set(BROKEN) <= set(SOUND)


@pytest.mark.parametrize("screen", SOUND)
def test_the_site_takes_the_sound_ones(site: LaidSite, screen: str) -> None:
    """Each is taken as it stands, and in each variant."""
    sound = SOUND[screen]
    for changes in ({}, *sound.variants):
        assert isinstance(site.check(screen, {**sound.head, **changes}, sound.lines), Draft)


@pytest.mark.parametrize("screen", SOUND)
def test_the_sound_ones_fill_every_field(screen: str) -> None:
    """What is typed of the mapping's fields is filled in the document or in one of its variants."""
    mapping, sound = mappings().screens[screen], SOUND[screen]
    documents = [{**sound.head, **changes} for changes in ({}, *sound.variants)]
    filled = {caption for cells in (*documents, *sound.lines) for caption, text in cells.items() if text}
    fields = [*mapping.fields.values(), *(mapping.lines.fields.values() if mapping.lines else ())]
    blank_ones = {field.header for field in fields if field.enter and field.header} - filled
    # The whole of a loan is paid out: its voucher has neither tax nor deductions.
    if screen == "EXP_VOUCHER_LOAN":
        blank_ones -= {"ภาษีมูลค่าเพิ่ม", "ภาษีหัก ณ ที่จ่าย", "ค่าปรับ", "เงินประกันผลงาน", "ค่าใช้จ่ายอื่น/กยศ."}
    assert not blank_ones


@pytest.mark.parametrize("screen", SOUND)
def test_the_site_says_what_is_expected(site: LaidSite, bare: LaidSite, screen: str) -> None:
    """Every broken document is refused with each of its sentences."""
    for broken in all_broken(screen):
        laid = bare if broken.bare else site
        problems = laid.check(screen, *document_of(screen, broken))
        assert not isinstance(problems, Draft), broken
        for says in laid.told(broken.says):
            assert any(problem.startswith(says) for problem in problems), (says, problems)


@pytest.mark.parametrize("screen", PAPERS)
def test_every_rule_of_a_paper_is_broken(screen: str) -> None:
    """Each sentence that a rule of the paper may say is expected of some document."""
    expected = [says for broken in BROKEN.get(screen, ()) for says in broken.says]
    for rule in PAPERS[screen].rules:
        for sentence in sentences_of(rule):
            assert any(is_of(says, sentence) for says in expected), (screen, rule, sentence)


@pytest.mark.parametrize("screen", HAND_MADE)
def test_every_rule_of_the_hand_made_screens_is_broken(screen: str) -> None:
    """The same of what the four older screens refuse."""
    expected = [says for broken in all_broken(screen) for says in broken.says]
    tree = ast.parse(inspect.getsource(MADE_BY_HAND[screen]))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "refuse":
            sentence = pattern_of(call.args[0])
            if sentence == NEVER_SAID:
                continue
            assert any(is_of(says, sentence) for says in expected), (screen, sentence)


@pytest.mark.parametrize("screen", PAPERS)
def test_every_reason_against_naming_a_document_is_given(screen: str) -> None:
    """Unknown, not yet approved, used before, nothing left, another day: wherever the declaration has it."""
    expected = [says for broken in all_broken(screen) for says in broken.says]
    for field in PAPERS[screen].referring():
        for reason in reasons_against(field):
            assert any(re.match(reason, says) for says in expected), (screen, field.caption, reason)


def sentences_of(rule: Rule) -> Iterator[str]:
    """Give what a rule may say, as patterns."""
    function = rule if inspect.isfunction(rule) else type(rule).__call__
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    found = [node.value for node in ast.walk(tree) if isinstance(node, ast.Yield) and node.value]
    assert found
    yield from (pattern_of(node) for node in found)


def pattern_of(node: ast.expr) -> str:
    """Give the pattern of a sentence: what is put in is anything."""
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    assert isinstance(node, ast.JoinedStr)
    return "".join(".*" if isinstance(part, ast.FormattedValue) else pattern_of(part) for part in node.values)


def is_of(says: str, sentence: str) -> bool:
    """Tell whether what is expected is the sentence, or its beginning up to what is put in."""
    if re.fullmatch(sentence, says):
        return True
    fixed = re.sub(r"\\(.)", r"\1", sentence.split(".*", maxsplit=1)[0])
    return len(fixed) > 5 and says.startswith(fixed)


def reasons_against(field: Field) -> Sequence[str]:
    """Give the patterns of every reason against what the field may name."""
    if field.refers is None:
        return []
    named = f"{re.escape(field.caption)} \\S.*"
    reasons = [f"ไม่พบ{named}"]
    if field.refers.status:
        reasons.append(f"{named}ยังไม่ได้{field.refers.status}")
    if field.refers.once:
        reasons.append(f"{named}ถูกใช้แล้วในเอกสารเลขที่ ")
    if field.refers.rest:
        reasons.append(f"{named}ไม่มียอดคงเหลือ")
    if field.refers.same_day:
        reasons.append(f"{named}เป็นของวันที่ ")
    else:
        reasons.append(f"วันที่ของเอกสารนี้ต้องไม่ก่อนวันที่ของ{re.escape(field.caption)} ")
    return reasons
