"""What the demo shows, before any browser is opened."""

import inspect
from collections import Counter
from pathlib import Path

import pytest

from bot import cli, demo, wiring
from bot.config import PeriodConfig, Settings, SiteConfig
from bot.config_sign_in import SignInConfig
from bot.practice.sample import write_half_year
from bot.wiring import Intake

MAPPINGS = Path(__file__).parents[2] / "mappings"
ENTRIES: int = inspect.signature(cli.demo).parameters["entries"].default


@pytest.fixture(scope="module")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    """The workbook of a plain `elaas-bot demo`, read in as the demo's config says."""
    folder = tmp_path_factory.mktemp("demo")
    write_half_year(folder / "entries.xlsx", entries=ENTRIES, seed=demo.SEED)
    settings = Settings(
        site=SiteConfig(url="http://127.0.0.1:1/", office="อบต.บ้านตัวอย่าง", fiscal_year=2567),
        sign_in=SignInConfig(username="somsri"),
        workbook=folder / "entries.xlsx",
        mappings=MAPPINGS,
        periods=(
            PeriodConfig(name="lost", **{"from": "16/01/2567", "to": "06/07/2567"}),
            PeriodConfig(name="by hand", **{"from": "07/07/2567"}),
        ),
    )
    return wiring.read_in(settings)


def test_it_has_all_four_areas(intake: Intake) -> None:
    """Budget, revenue, expenditure with procurement, and accounts; most of the screens."""
    screens = intake.mappings.screens
    areas = Counter(screens[planned.entry.screen].role for planned in intake.sound_plan().entries)
    assert sum(areas.values()) == ENTRIES
    assert set(areas) == {"budget", "revenue", "expenditure", "procurement", "accounting"}
    assert len({planned.entry.screen for planned in intake.sound_plan().entries}) > len(screens) / 2


def test_it_waits_for_another_person(intake: Intake) -> None:
    """Documents follow from others, and some only once these were approved."""
    needs = [need for planned in intake.sound_plan().entries for need in planned.entry.needs]
    assert any(need.becomes == "number" for need in needs)
    assert any(need.clearance for need in needs)


def test_nothing_is_left_to_acknowledge(intake: Intake) -> None:
    """The demo runs through without a person at the computer."""
    assert intake.sound_plan().acknowledge == ""
