"""The short way through the survival rounds; `make survival` is the long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import survive
from office import open_office

pytestmark = [pytest.mark.job, pytest.mark.browser]

KILLS, FAULTS, REFUSED = 6, 2, 15
"""Seeds of one round of each family."""


@pytest.mark.parametrize("seed", [KILLS, FAULTS, REFUSED])
def test_a_round_is_survived(seed: int, tmp_path: Path) -> None:
    """Failures strike; afterwards nothing is doubled, lost, claimed falsely or left undecided."""
    with open_office(tmp_path) as office:
        survived = survive(seed, office, small=True)
    assert survived.injected
    assert survived.wrong == [], "\n".join(survived.log)
