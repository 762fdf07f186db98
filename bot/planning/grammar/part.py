"""How a value stands in several controls of the screen."""

from __future__ import annotations

from pydantic import Field, model_validator

from bot.planning.grammar.base import Pattern, Strict
from bot.planning.grammar.places import Era


class Part(Strict):
    """A part of another field's value, where the screen has several controls for one value."""

    of: str = Field(description="The field whose value it is; that one has the column.")
    format: str | None = Field(
        None,
        description=(
            "How that value is written first: of a date one of d dd m mm mmm mmmm yy yyyy, or several; of "
            "money and numbers as in `enter.format`. None: as the site's other fields."
        ),
    )
    era: Era | None = Field(None, description="Era of the year; default: the site's.")
    pattern: Pattern | None = Field(
        None, description="The first group of this, in the text so written, is the part; none: all of it."
    )
    has: str | None = Field(
        None,
        description="Of a choice: a check box of its own (kind yesno), ticked where the value is this "
        "caption, or one of `several`.",
    )

    @model_validator(mode="after")
    def _one_way(self) -> Part:
        if self.has is not None and (self.format or self.era or self.pattern):
            msg = "`has` stands alone"
            raise ValueError(msg)
        return self
