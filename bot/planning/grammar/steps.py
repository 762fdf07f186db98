"""One class per kind of step, on the way to a screen and on its form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.planning.grammar.base import Strict
from bot.planning.grammar.places import At, Sign


class ClickStep(Strict):
    """Click something that is not the commit (next page, tab, "add")."""

    do: Literal["click"]
    at: At = Field(description="What is clicked.")
    double: bool = Field(default=False, description="true: a double click.")
    opens: Literal["page", "popup"] = Field(
        "page", description="popup: the work goes on in the window that opens."
    )
    settle: Literal["auto", "postback", "request"] = Field(
        "auto",
        description=(
            "What follows the click. auto: wait for whatever starts (a page load, a request, a "
            "redraw); postback: the page or a part of it must be replaced; request: a request must "
            "leave and be answered."
        ),
    )
    until: Sign | None = Field(None, description="Wait for this to show.")


class WaitForStep(Strict):
    """Wait until the page shows a sign."""

    do: Literal["wait_for"]
    sign: Sign = Field(description="What must show.")


class ChooseStep(Strict):
    """Set a control to what is the same for every document (a company, a year), on the way to a screen."""

    do: Literal["choose"]
    at: At = Field(description="The control.")
    value: str = Field(
        description=(
            "The option's caption, or the text. {office} and {fiscal_year} (in the site's era) "
            "stand for config.yaml's."
        )
    )
    how: Literal["select", "radio", "fill", "type"] = Field(
        "select", description="As in `enter.how`: a drop-down, one of several buttons, a text box."
    )
    settle: Literal["auto", "postback", "request"] = Field(
        "auto", description="What follows. As in `enter.settle`."
    )


class EnterStep(Strict):
    """Type these fields, in this order."""

    do: Literal["enter"]
    fields: tuple[str, ...] = Field(
        min_length=1, description="Header fields of this page, in the order of typing."
    )


class LinesStep(Strict):
    """Type all the lines of the document."""

    do: Literal["lines"]


class ExpectStep(Strict):
    """Prove that the page is the one meant (for the later pages of a document)."""

    do: Literal["expect"]
    signs: tuple[Sign, ...] = Field(min_length=1, description="All must show.")


FormStep = Annotated[ClickStep | WaitForStep | EnterStep | LinesStep | ExpectStep, Field(discriminator="do")]
WayStep = Annotated[ClickStep | WaitForStep | ChooseStep, Field(discriminator="do")]
