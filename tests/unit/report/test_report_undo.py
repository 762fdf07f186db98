"""What people would have to cancel: the order is lawful, the places are told, nothing is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes.plans import make_entry, make_plan
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from unit.report import made_up_office as office

from bot.config import Settings, SiteConfig, default_mappings
from bot.domain.lifecycle import Status
from bot.domain.model import Need, Receipt, Standing
from bot.errors import ConfigError, ReportNotWritten
from bot.jobs.undoing import undo_plan
from bot.language import language_of
from bot.ledger.store import open_ledger
from bot.planning.grammar import Cancel
from bot.planning.undoing import undo_order
from bot.report.undo import BOOK, PAGE, write_undo


def standing(position: int, *needs: int, status: Status = Status.VERIFIED) -> Standing:
    """Make an entry on the site that refers to others by their positions."""
    entry = make_entry(f"ฎ.{position}")
    entry = replace(entry, needs=tuple(Need(key=make_entry(f"ฎ.{n}").key, field="x") for n in needs))
    return Standing(entry=entry, position=position, status=status, number=f"V-{position}")


def numbers(standings: list[Standing], *chosen: int) -> list[tuple[str, bool]]:
    keys = {standings[n - 1].entry.key for n in chosen}
    return [(one.standing.number, one.asked) for one in undo_order(standings, keys)]


def test_what_refers_goes_first_and_comes_along() -> None:
    """A receipt's deposit, and what refers to that, go before the receipt; others are left alone."""
    standings = [standing(1), standing(2, 1), standing(3), standing(4, 2, 3)]
    assert numbers(standings, 1) == [("V-4", False), ("V-2", False), ("V-1", True)]
    assert numbers(standings, 3) == [("V-4", False), ("V-3", True)]
    assert numbers(standings, 1, 3) == [("V-4", False), ("V-3", True), ("V-2", False), ("V-1", True)]
    assert numbers(standings) == []


def test_what_never_reached_the_site_is_left_out() -> None:
    """Nothing need be cancelled of what is pending; a doubt is there until somebody has looked."""
    standings = [standing(1), standing(2, 1, status=Status.WAITING), standing(3, 1, status=Status.IN_DOUBT)]
    assert numbers(standings, 1, 2) == [("V-3", False), ("V-1", True)]


def test_what_only_draws_on_its_balance_stays() -> None:
    """A document names nothing that adds to its balance, so it need not go with that."""
    drawing = standing(2, 1)
    [need] = drawing.entry.needs
    drawing = replace(drawing, entry=replace(drawing.entry, needs=(replace(need, field=""),)))
    assert numbers([standing(1), drawing], 1) == [("V-1", True)]


def test_a_circle_is_no_endless_loop() -> None:
    """Documents that refer to each other come out once each."""
    assert sorted(numbers([standing(1, 2), standing(2, 1)], 1)) == [("V-1", True), ("V-2", False)]


@given(st.data())
def test_every_order_is_lawful(data: st.DataObject) -> None:
    """Whatever refers to whatever: each document comes after all that refer to it, and each once."""
    size = data.draw(st.integers(1, 8))
    standings = [
        standing(n, *data.draw(st.sets(st.integers(1, n - 1))) if n > 1 else ()) for n in range(1, size + 1)
    ]
    chosen = data.draw(st.sets(st.sampled_from([one.entry.key for one in standings])))
    order = undo_order(standings, chosen)
    place = {one.standing.entry.key: at for at, one in enumerate(order)}
    assert len(place) == len(order)
    assert chosen <= set(place)
    for one in standings:
        for need in one.entry.needs:
            if need.key in place:
                assert place[one.entry.key] < place[need.key]


def test_the_page_and_the_workbook(tmp_path: Path) -> None:
    """Both tell number, place, role and deadline of each; formulas and markup of others stay text."""
    about = office.made_up_about()
    cancel = Cancel.model_validate({"where": "เมนูยกเลิกฎีกา", "until": "ก่อนผู้บริหารอนุมัติ"})
    mapping = about.screens["EXP_VOUCHER"].model_copy(update={"cancel": cancel, "role": "finance"})
    about = replace(about, screens=about.screens | {"EXP_VOUCHER": mapping})  # type: ignore[operator]
    entries = [e for e in office.made_up_entries(40) if e.screen == "EXP_VOUCHER"][:2]
    entries += [e for e in office.made_up_entries(40) if e.screen == "REC_OTHER"][:1]
    standings = [
        Standing(entry=entry, position=n, status=Status.POSTED, number=number)
        for n, (entry, number) in enumerate(zip(entries, ("=1+1", "<b>2</b>", "R-3"), strict=True), start=1)
    ]
    doubt = replace(standings[0], status=Status.IN_DOUBT)
    with language_of("en"):
        keys = {one.entry.key for one in standings}
        page, book = write_undo(tmp_path, undo_order([doubt, *standings[1:]], keys), about=about)
    text = page.read_text("utf-8")
    for words in ("เมนูยกเลิกฎีกา", "ก่อนผู้บริหารอนุมัติ", "finance", "&lt;b&gt;2&lt;/b&gt;", "look first", "ask who"):
        assert words in text
    assert (page.name, book.name) == (PAGE, BOOK)
    sheet = load_workbook(book).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[1].value for row in rows] == ["R-3", "<b>2</b>", "=1+1"]
    assert {row[1].data_type for row in rows} == {"s"}
    assert rows[0][5].value == float(entries[2].amount)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / BOOK).mkdir()
    with pytest.raises(ReportNotWritten):
        write_undo(tmp_path / "x", (), about=about)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A ledger with one posted voucher and one pending receipt."""
    voucher = make_entry("ฎ.1", screen="EXP_VOUCHER_BUDGET")
    receipt = make_entry("บร.1", screen="REC_TAX_ALLOT")
    store = open_ledger(tmp_path / "ledger.sqlite3")
    plan = make_plan(voucher, receipt)
    run = store.begin_run(plan, operator="x")
    store.enqueue(plan)
    store.claim(run)
    store.about_to_commit(voucher.key, baseline=(), typed={})
    store.posted(voucher.key, Receipt(number="V-1", message="", at=office.NOW, how="shown"))
    store.end_run(run, "done")
    store.close()
    return Settings(
        site=SiteConfig(url="http://127.0.0.1/"),
        ledger=str(tmp_path / "ledger.sqlite3"),
        mappings=default_mappings(),
    )


def call(settings: Settings, out: Path, *keys: str, since: str = "", all_of: tuple[str, ...] = ()) -> int:
    with language_of("en"):
        return undo_plan(settings, out, keys=keys, since=since, all_of=all_of)


def test_the_ways_to_choose(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By key, by day (either era), by screen; what is not understood is refused with what to do."""
    key = make_entry("ฎ.1", screen="EXP_VOUCHER_BUDGET").key
    screens = tuple(sorted(_screens(settings)))
    for keys, since, expected in (
        ((key[:12],), "", 1),
        ((), "20/08/2567", 1),
        ((), "21/08/2567", 0),
    ):
        assert call(settings, tmp_path / "out", *keys, since=since) == 0
        assert f"{expected} documents to cancel" in capsys.readouterr().out
    assert call(settings, tmp_path / "out", all_of=screens) == 0
    assert (tmp_path / "out" / PAGE).is_file()
    for wrong in (
        lambda: call(settings, tmp_path),
        lambda: call(settings, tmp_path, "zzz"),
        lambda: call(settings, tmp_path, since="yesterday"),
        lambda: call(settings, tmp_path, since="-"),
        lambda: call(settings, tmp_path, all_of=("NOWHERE",)),
    ):
        with pytest.raises(ConfigError):
            wrong()


def _screens(settings: Settings) -> tuple[str, ...]:
    from bot.planning.mapping import load_mappings

    return tuple(load_mappings(settings.mappings).screens)
