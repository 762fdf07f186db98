"""Where things are on a page, what a page says, and which requests are which."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from bot.planning.grammar.base import Pattern, Strict, Wildcard

Era = Literal["BE", "CE"]

_WAYS = ("caption", "id", "name", "css", "text", "column")


class At(Strict):
    """Where one element is. Every way that is given must find exactly one and the same element."""

    caption: str | None = Field(
        None,
        description=(
            "Visible caption of the control: neighbouring cell, <label>, aria-label, placeholder. "
            "Spaces, '*' and ':' do not count."
        ),
    )
    id: str | None = Field(None, description="The element's id ends with this.")
    name: str | None = Field(None, description="The element's name attribute ends with this.")
    css: str | None = Field(None, description="A CSS selector.")
    text: str | None = Field(
        None, description="Whole visible text of a button or link (or its value, title, alt)."
    )
    column: str | None = Field(
        None,
        description="Inside a table row: the cell (or the control in it) under the column with this header.",
    )
    nth: int | None = Field(
        None, ge=1, description="Take the n-th (from 1) when the page really has several."
    )
    within: At | None = Field(None, description="Look only inside this element.")
    frame: tuple[str, ...] = Field(
        (), description="CSS selectors of the frames to go through, outermost first."
    )

    @model_validator(mode="after")
    def _has_a_way(self) -> At:
        if not any(getattr(self, way) for way in _WAYS):
            msg = f"one of {', '.join(_WAYS)} is needed"
            raise ValueError(msg)
        return self


class Sign(Strict):
    """Something that a page shows; everything that is given must hold."""

    page: Pattern | None = Field(None, description="The page's visible text contains this.")
    dialog: Pattern | None = Field(None, description="An alert, confirm or prompt said this.")
    url: Pattern | None = Field(None, description="The page's address contains this.")
    title: Pattern | None = Field(None, description="The page's title contains this.")
    status: int | None = Field(None, description="The HTTP status of the page.")
    answer: Pattern | None = Field(
        None,
        description="The server's answer to the commit contains this; in `receipt` and `refusals`.",
    )
    answered: int | None = Field(
        None, description="The HTTP status of that answer, such as 201 or 422; in `receipt` and `refusals`."
    )
    at: At | None = Field(None, description="This element is visible.")
    text: Pattern | None = Field(None, description="… and its text contains this (needs `at`).")

    @model_validator(mode="after")
    def _says_something(self) -> Sign:
        if self.text and not self.at:
            msg = "`text` needs `at`"
            raise ValueError(msg)
        said = self.page or self.dialog or self.url or self.title or self.answer
        if not (said or self.status or self.answered or self.at):
            msg = "one of page, dialog, url, title, status, answer, answered, at is needed"
            raise ValueError(msg)
        return self


class RequestPattern(Strict):
    """Which requests are meant; everything that is given must hold."""

    method: str = Field(
        "POST", description="HTTP method. WEBSOCKET: a message over a web socket; its text is the body."
    )
    url: Wildcard = Field("*", description="Path and query, with * for anything.")
    fields: dict[str, Wildcard] = Field(
        default_factory=dict,
        description="Posted (or query) fields that must be there: name or its ending -> value with *.",
    )
    body: Pattern | None = Field(None, description="The request body contains this (JSON, GraphQL …).")


class DialogRule(Strict):
    """What an alert or confirm means and how it is answered."""

    says: Pattern = Field(description="The dialog's text contains this.")
    answer: Literal["accept", "dismiss"] = Field("accept", description="Which button is pressed.")
    means: Literal["asks", "tells", "success", "refusal", "session_lost"] = Field(
        "tells", description="asks = a question before the commit goes out; success / refusal = its outcome."
    )


def _shown(value: object) -> object:
    return {"column": value, "at": {"caption": value}} if isinstance(value, str) else value


class ShownPlace(Strict):
    """Where and how a value is shown. A plain string is a column header or a caption."""

    column: str | None = Field(None, description="Header of the table column.")
    at: At | None = Field(
        None, description="The element on a detail page (its text or, for a control, its value)."
    )
    pattern: Pattern | None = Field(None, description="Only the first group of this is the value.")
    format: str | None = Field(None, description="As in `enter.format`, where it differs when shown.")
    era: Era | None = Field(None, description="BE or CE, where it differs when shown.")
    translate: dict[str, str] = Field(default_factory=dict, description="Shown text -> workbook text.")
    icons: dict[str, str] = Field(
        default_factory=dict,
        description="Where a picture stands for the value: CSS of what is seen there -> workbook text.",
    )


Shown = Annotated[ShownPlace, BeforeValidator(_shown)]


class Pages(Strict):
    """How a long list goes on: a `next` link, links that carry page numbers, or a button that adds rows."""

    next: At | None = Field(None, description="The link to the next page; absent or disabled on the last.")
    numbers: At | None = Field(None, description="The element that holds links '2', '3' …")
    more: At | None = Field(
        None, description="The button that adds rows to those that show; gone or disabled when all do."
    )
    limit: int = Field(500, ge=1, description="Stop and say so after this many pages.")

    @model_validator(mode="after")
    def _one_way(self) -> Pages:
        if sum(map(bool, (self.next, self.numbers, self.more))) != 1:
            msg = "exactly one of next, numbers, more is needed"
            raise ValueError(msg)
        return self


class Table(Strict):
    """A list or grid that is read: field -> column. `number` and `status` are names besides fields."""

    at: At | None = Field(
        None, description="The table; default: the only one whose header has all the columns."
    )
    columns: dict[str, Shown] = Field(
        default_factory=dict,
        description=(
            "Field name (or `number`, `status`) -> where the row shows it; a plain text is the "
            "column's header."
        ),
    )
    rows: str | None = Field(
        None,
        description=(
            "CSS that fits the rows that count, where the table has others too "
            "(blank rows to be filled in). Default: every visible row below the header. Without any column "
            "by header: what stands for a row where there is no table (a card, a list item)."
        ),
    )
    skip: tuple[Pattern, ...] = Field(
        (), description="Rows whose text contains this are not entries (totals, notices)."
    )
    empty: Sign | None = Field(
        None,
        description="What shows when nothing was found. Without it (and without `count`) a list that has no "
        "rows proves no absence: such a doubt is left to a person.",
    )
    count: Pattern | None = Field(
        None, description="Page text whose first group is how many rows there are in all; must agree."
    )
    pages: Pages | None = Field(None, description="How the list goes on; none: it has one page only.")
