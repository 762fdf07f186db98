"""What the site works out by itself, compared over all pages of a form."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import ValueNotTaken
from bot.language import say
from bot.planning.grammar import At, FieldSpec, SiteMapping
from bot.site.computed import Computed, ComputedReading

TOTAL = Computed(
    label="total",
    title=say("รวม", "Total"),
    spec=FieldSpec(header="Total", kind="money", computed=At(id="total")),
    value=Decimal("3.00"),
    place={"id": "total"},
)
GONE = {"problem": {"ways": []}}


def _reading() -> ComputedReading:
    return ComputedReading(SiteMapping(format="1", site="s", title="S"), {})


def _tab(shown: dict[str, Any]) -> Any:
    page = SimpleNamespace(main_frame=object())
    return SimpleNamespace(timeout=0.0, page=page, base=(), read=lambda _places, _frame: [shown])


def test_a_value_may_be_gone_only_with_the_page_that_showed_it() -> None:
    """Right on a page that was left: enough. Right on this one and gone from it: not as it was."""
    left = _reading()
    left.compare(_tab({"text": "3.00"}), [TOTAL], on_the_way=True)
    left.compare(_tab(GONE), [TOTAL], on_the_way=False)
    stayed = _reading()
    stayed.compare(_tab({"text": "3.00"}), [TOTAL], on_the_way=False)
    with pytest.raises(ValueNotTaken):
        stayed.compare(_tab(GONE), [TOTAL], on_the_way=False)
