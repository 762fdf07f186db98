"""Six applications of six manners, mapped by YAML alone: the whole job, trouble, and changed screens."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from cases import CASES, ERP, LEDGERLY, WIZARD, Case, back, documents
from foreign.job import Job
from foreign.serving import Place, serving

pytestmark = [pytest.mark.job, pytest.mark.browser, pytest.mark.timeout(1800)]
TROUBLE = ["lost", "", "before", "after", "expired"]
"""What befalls the first commits, in turn."""
MOST_RUNS = 4


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    given: Case = request.param
    return given


@pytest.fixture
def place(case: Case, tmp_path: Path) -> Iterator[Place]:
    with serving(case.script, tmp_path / "store") as running:
        yield running


def test_the_whole_job_through_all_kinds_of_trouble(case: Case, place: Place, tmp_path: Path) -> None:
    """Preview stores nothing; answers lost, errors, an ended session and a kill leave each document once."""
    job = case.prepare(tmp_path, place)
    assert json.loads(job.must(0, "check", "--json"))["ok"]
    job.must(0, "doctor", "--screens")
    job.must(0, "preview", "--out", "preview")
    assert documents(place.url, case) == []

    back(place.url, "troubles", TROUBLE)
    _kill_after_the_first(job, place, case)
    for _ in range(MOST_RUNS):
        if job.bot("run").returncode == 1:
            break
    assert documents(place.url, case) == list(case.stored)

    job.must(1, "verify")
    standing = job.standing(case.key)
    refused = standing.pop(case.refused)
    assert refused["status"] == "REJECTED"
    assert case.words in refused["message"]
    assert {entry["status"] for entry in standing.values()} == {"VERIFIED"}
    assert len(standing) == len(case.stored)


@pytest.mark.parametrize(
    ("case", "look", "named"),
    [
        (ERP, "renamed", "Payee name"),
        (ERP, "required", "Tax code"),
        (ERP, "swapped", "Reference"),
        (LEDGERLY, "renamed", "Our reference"),
        (LEDGERLY, "required", "Branch code"),
        (WIZARD, "required", "Budget line"),
        (WIZARD, "swapped", "Subject"),
        (CASES[3], "renamed", "คำอธิบาย"),
        (CASES[3], "required", "รหัสโครงการ"),
        (CASES[3], "swapped", "เลขที่หนังสือ"),
    ],
    indirect=["case"],
    ids=lambda value: value.name if isinstance(value, Case) else value,
)
def test_a_changed_screen_stops_the_run(case: Case, look: str, named: str, place: Place, tmp_path: Path) -> None:
    """A caption renamed, a required field added, two ids exchanged: told by name, and nothing is stored."""
    job = case.prepare(tmp_path, place)
    back(place.url, "look", [look])

    done = job.bot("run", "--limit", "1")

    assert done.returncode == 4
    assert named in done.stderr
    assert documents(place.url, case) == []


def _kill_after_the_first(job: Job, place: Place, case: Case) -> None:
    process = job.start("run")
    until = time.monotonic() + 120
    while not documents(place.url, case) and process.poll() is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    process.kill()
    process.wait()
