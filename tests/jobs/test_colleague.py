"""Somebody else keys documents while the bot works: theirs are recognised, never claimed, never doubled."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from office import Office
from stored import stored, wanted

pytestmark = [pytest.mark.job, pytest.mark.browser]

COLLEAGUE = "revenue"


def _ready(office: Office) -> None:
    office.call("sample", str(office.workbook), "--entries", "3", "--seed", "31")


def _doubt(office: Office) -> dict[str, Any]:
    """Give the one entry in doubt."""
    entries = office.json("status", "--json", "--entries")["entries"]
    (doubt,) = [entry for entry in entries if entry["status"] == "IN_DOUBT"]
    found: dict[str, Any] = doubt
    return found


def _settle(office: Office, number: str) -> None:
    """Decide as a person who looked: this document is it; then everything can be proven."""
    key = _doubt(office)["key"]
    office.call("doubts", "--settle", key, "posted", "--number", number, "--reason", "ดูในระบบแล้ว")
    office.call("verify", expect=None)
    told = office.json("status", "--json", "--entries", expect=None)
    assert told["counts"]["IN_DOUBT"] == 0
    assert next(one for one in told["entries"] if one["key"] == key)["number"] == number


def test_a_colleague_keyed_it_before_we_ever_looked(office: Office) -> None:
    """`already there`: that row is not entered, the others are; a person decides, exit 3 until then."""
    _ready(office)
    office.call("run")
    theirs = office.documents()[1]
    office.back("reset", method="POST")
    kept = {name: theirs[name] for name in ("screen", "fields", "lines")}
    office.back("documents", method="POST", body=[{**kept, "user": COLLEAGUE}])
    for path in office.folder.glob("ledger.sqlite3*"):
        path.unlink()
    office.call("run", expect=3)
    meant = wanted(office.workbook)
    assert Counter(stored(office.documents(), meant)) == Counter(meant)
    assert [d["user"] for d in office.documents()].count(COLLEAGUE) == 1
    doubt = _doubt(office)
    (there,) = [d for d in office.documents() if d["user"] == COLLEAGUE]
    assert there["number"] in doubt["message"]
    office.call("run", expect=3)
    assert len(office.documents()) == 3
    _settle(office, there["number"])


@pytest.mark.parametrize("when", ["", "after"], ids=["just before", "just after"])
def test_a_colleague_stores_the_very_same_while_we_commit(office: Office, when: str) -> None:
    """One click, one document of ours; which of two equal ones it is only a person may say; never a third."""
    _ready(office)
    office.fault("colleague", after=1, value=when)
    office.call("run", expect=3)
    assert office.back("faults")["struck"]
    ours = [d for d in office.documents() if d["user"] != COLLEAGUE]
    meant = wanted(office.workbook)
    assert Counter(stored(ours, meant)) == Counter(meant)
    doubt = _doubt(office)
    (theirs,) = [d for d in office.documents() if d["user"] == COLLEAGUE]
    (twin,) = [d for d in ours if (d["screen"], _known(d)) == (theirs["screen"], _known(theirs))]
    assert theirs["number"] in doubt["message"]
    assert twin["number"] in doubt["message"]
    office.call("run", expect=3)
    assert len(office.documents()) == 4
    _settle(office, twin["number"])


def test_a_colleague_stores_another_amount_while_we_commit(office: Office) -> None:
    """Ours is claimed without a doubt; theirs is told as foreign, by `status` and in the report."""
    _ready(office)
    office.fault("colleague_other", after=1)
    office.call("run")
    told = office.call("verify", expect=1)  # the books hold a document more than ours
    assert "off by" in told.stdout
    (theirs,) = [d for d in office.documents() if d["user"] == COLLEAGUE]
    ours = [d for d in office.documents() if d["user"] != COLLEAGUE]
    meant = wanted(office.workbook)
    assert Counter(stored(ours, meant)) == Counter(meant)
    told = office.json("status", "--json", "--entries")
    assert theirs["number"] not in {entry["number"] for entry in told["entries"]}
    assert [each["number"] for each in told["foreign"]] == [theirs["number"]]
    office.call("report", str(office.folder / "report"))
    assert theirs["number"] in (office.folder / "report" / "report.html").read_text("utf-8")


def _known(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the fields by which two documents are the same: all but those that hold its own number."""
    return sorted((name, text) for name, text in document["fields"].items() if "เลขที่" not in name)
