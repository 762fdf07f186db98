"""The script that lives in every page: its parts share one scope."""

from __future__ import annotations

import re
from collections import Counter

from bot.site.script import page_script


def test_no_two_parts_declare_the_same_name() -> None:
    """One name twice would be a mistake of syntax, and no page would have the script at all."""
    names = re.findall(r"^(?:const|let|function|class) (\w+)", page_script(), re.MULTILINE)
    assert len(names) > 100
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_everything_that_is_asked_for_is_there() -> None:
    """What the script gives away is declared in one of its parts."""
    script = page_script()
    names = set(re.findall(r"^(?:const|let|function|class) (\w+)", script, re.MULTILINE))
    given = set(re.findall(r"\w+", script.rpartition("{ page, ")[2].partition(" }")[0]))
    assert given
    assert given <= names
