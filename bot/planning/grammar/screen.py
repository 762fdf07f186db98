"""One mapping file: one screen, from the sheet's columns to the readback."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from bot.planning.grammar.base import Caption, Pattern, Strict
from bot.planning.grammar.fields import Enter, FieldSpec
from bot.planning.grammar.places import At, DialogRule, RequestPattern, Shown, Sign, Table
from bot.planning.grammar.rules import Rule
from bot.planning.grammar.steps import FormStep, WayStep


class OpensAt(Strict):
    """The way to a screen: an address, or menu captions clicked one after another, then more steps."""

    url: str | None = Field(None, description="Relative to site.url.")
    menu: tuple[str, ...] = Field(
        (),
        description="Captions of the links, outermost first; a caption not seen is told as a missing right.",
    )
    steps: tuple[WayStep, ...] = Field(
        (), description="Clicks, choices and waits after that, until the screen shows."
    )
    frame: tuple[str, ...] = Field(
        (), description="Frames in which the whole screen stands, outermost first."
    )

    @model_validator(mode="after")
    def _somewhere(self) -> OpensAt:
        if self.url is None and not self.menu:
            msg = "url or menu is needed"
            raise ValueError(msg)
        return self


class Lines(Strict):
    """The detail lines of a document: each workbook row of the document is one line."""

    fields: dict[str, FieldSpec] = Field(
        min_length=1, description="The columns of a line, in the order of typing."
    )
    min: int = Field(1, ge=0, description="Fewest lines of a document.")
    max: int | None = Field(None, ge=1, description="Most lines of a document.")
    style: Literal["grid", "form"] = Field(
        "grid",
        description=(
            "grid: controls in rows, `at` is looked for inside the row; form: one set of controls, "
            "`add` puts the line into the list."
        ),
    )
    rows: str | None = Field(None, description="grid: CSS of the rows that hold a line's controls, in order.")
    add: At | None = Field(
        None, description="grid: the button that adds a row; form: the button that takes the line over."
    )
    open: At | None = Field(None, description="form: what opens the line's panel, if it must be opened.")
    settle: Literal["auto", "postback", "request"] = Field(
        "auto",
        description=(
            "What follows the click. auto: wait for whatever starts (a page load, a request, a "
            "redraw); postback: the page or a part of it must be replaced; request: a request must "
            "leave and be answered."
        ),
    )
    table: Table | None = Field(
        None, description="form: the list in which the lines taken over show; each is compared."
    )

    @model_validator(mode="after")
    def _style_has_its_part(self) -> Lines:
        if self.style == "grid" and not self.rows:
            msg = "style grid needs `rows`"
            raise ValueError(msg)
        if self.style == "form" and not (self.add and self.table):
            msg = "style form needs `add` and `table`"
            raise ValueError(msg)
        return self


class Commit(Strict):
    """The click after which money may have moved, and the request by which it is known."""

    at: At = Field(description="The button.")
    request: RequestPattern = Field(
        description="What leaves when the document is stored. Never let through but once, in a run."
    )
    known_by: Literal["request", "click"] = Field(
        "request",
        description="request: nothing else looks like `request`. click: other clicks look like it, on the "
        "way and in searches; the commit is the first that fits once the button is pressed, and before that "
        "only what `safe_requests` names may leave. Only for a site whose every click looks the same.",
    )
    dialogs: tuple[DialogRule, ...] = Field(
        (), description="Dialogs around this commit; looked at before the site's."
    )
    timeout: float = Field(120, gt=0, description="Seconds; after that the entry is in doubt.")

    @model_validator(mode="after")
    def _tells_a_click(self) -> Commit:
        if self.known_by == "click" and not (self.request.fields or self.request.body):
            msg = "known_by click needs `fields` or `body` in `request`, which tell a click from the rest"
            raise ValueError(msg)
        return self


class Captured(Strict):
    """A value that the site shows after the commit."""

    source: Literal["page", "dialog", "url", "at", "answer"] = Field(
        "page",
        alias="from",
        description="The page's visible text · an alert's text · the page's address · the element `at` · the "
        "server's answer to the commit (JSON, HTML).",
    )
    at: At | None = Field(None, description="The element, with `from: at`.")
    pattern: Pattern = Field(r"(.+)", description="The first group is the value.")

    @model_validator(mode="after")
    def _at_has_a_place(self) -> Captured:
        if (self.source == "at") != (self.at is not None):
            msg = "`from: at` and `at:` go together"
            raise ValueError(msg)
        return self


class ReceiptAt(Strict):
    """How success shows and where the document's number is."""

    success: tuple[Sign, ...] = Field(
        min_length=1, description="Any of these means that the site has stored it."
    )
    number: Captured | None = Field(
        None, description="None: the site shows no number; it is looked up with `find`."
    )
    extra: dict[str, Captured] = Field(
        default_factory=dict, description="Other things shown that are kept with the receipt: name -> where."
    )


class Criterion(Strict):
    """A search value: a field of the entry, or `number`, typed where `enter` says."""

    field: str = Field(description="A field of the mapping, or `number`.")
    enter: Enter = Field(description="The control of the search form and how it takes the value.")


def _fields(value: object) -> object:
    return {name: name for name in value} if isinstance(value, list) else value


class Detail(Strict):
    """The page of one document, opened from its row in the list."""

    open: At = Field(description="What is clicked in the row.")
    double: bool = Field(default=False, description="true: the document opens at a double click there.")
    then: At | None = Field(
        None, description="Clicked after that, where the row is only chosen: a button such as Open or Edit."
    )
    opens: Literal["page", "popup"] = Field("page", description="popup: it opens in a window of its own.")
    frame: tuple[str, ...] = Field((), description="Frames inside it, outermost first.")
    recognised_by: tuple[Sign, ...] = Field((), description="All must show before anything is read.")
    within: At | None = Field(
        None,
        description=(
            "The element that holds the fields, where other parts of the page (lines, what users wrote) may "
            "show texts that look like their captions."
        ),
    )
    fields: Annotated[dict[str, Shown], BeforeValidator(_fields)] = Field(
        default_factory=dict,
        description="Field -> where it shows; a list of captions where they are the fields' own names.",
    )
    lines: Table | None = Field(None, description="The table of the document's lines.")


class Lookup(Strict):
    """A search on the site: where, by what, and how the answer reads."""

    opens_at: OpensAt = Field(description="The way to the list or search form.")
    recognised_by: tuple[Sign, ...] = Field((), description="All must show before a search value is typed.")
    criteria: tuple[Criterion, ...] = Field(
        (),
        description=(
            "What is searched by; narrow enough for a short list, and only values that the site keeps"
            " as typed."
        ),
    )
    submit: At | None = Field(None, description="The search button; none when the list shows at once.")
    settle: Literal["auto", "postback", "request"] = Field(
        "auto",
        description=(
            "What follows the click. auto: wait for whatever starts (a page load, a request, a "
            "redraw); postback: the page or a part of it must be replaced; request: a request must "
            "leave and be answered."
        ),
    )
    table: Table = Field(description="The list of documents found.")
    cancelled_column: str | None = Field(None, description="Column whose text tells a cancelled document …")
    cancelled_says: Pattern | None = Field(None, description="… when it contains this.")
    cancelled_css: str | None = Field(
        None,
        description="CSS that fits a cancelled document's row, or something in it (struck-out text).",
    )
    detail: Detail | None = Field(None, description="None: the row shows everything there is.")
    not_shown: tuple[str, ...] = Field(
        (), description="Typed fields that this place cannot show; reported as unproven."
    )


class Cancel(Strict):
    """How people cancel a document of this screen; told by `undo-plan`, never done by the bot."""

    where: Caption = Field(description="The menu or screen on which it is cancelled.")
    role: Caption | None = Field(None, description="Who may; None: the role of the screen.")
    until: Caption | None = Field(None, description="Until when it can be: before approval, the month's end.")


class Mapping(Strict):
    """One screen of the site and the sheet that feeds it."""

    format: Literal["1"] = Field(description="Version of this grammar.")
    screen: str = Field(pattern=r"^[A-Za-z0-9_.-]+$", description="Name in the ledger and in --json.")
    revision: str = Field(description="Yours: raise it when you change the file; kept with every run.")
    title: Caption = Field(description="Name of the screen for people.")
    sheet: str = Field(description="The workbook's sheet that feeds it.")
    sheet_aliases: tuple[str, ...] = Field((), description="Other names that the sheet may have.")
    role: str | None = Field(
        None,
        description=(
            "Who enters here: a profile under `sign_in.profiles` of config.yaml. None, or a role without a "
            "profile: who signs in everywhere."
        ),
    )
    order: int = Field(100, description="Within a day lower comes first.")
    day: str | None = Field(
        None, description="The date field that orders the plan and must lie in the year and period."
    )
    amount: str | None = Field(
        None, description="The money field (or line column: its sum) that counts in control totals."
    )
    account: str | None = Field(
        None,
        description="The field or line column by whose value reports add the amounts up: account, type.",
    )
    cancel: Cancel | None = Field(None, description="How people cancel such a document, for `undo-plan`.")
    key: tuple[str, ...] = Field(min_length=1, description="Header fields that name the document.")
    original: str | None = Field(
        None,
        description=(
            "The header field with the number that the document had before (in the lost system, on paper): "
            "orders the documents of one day, and stands beside the new number in reports. None: rows keep "
            "their order, the first of `key` is shown."
        ),
    )
    group_by: tuple[str, ...] = Field(
        (), description="Rows equal in these are lines of one document; none: a row is a document."
    )
    requires: tuple[str, ...] = Field((), description="Screens whose entries of the same day come first.")
    fields: dict[str, FieldSpec] = Field(
        min_length=1, description="Header fields by name, in the order of typing."
    )
    lines: Lines | None = Field(None, description="The detail lines, if a document has any.")
    rules: tuple[Rule, ...] = Field((), description="What rows must keep, checked offline by `check`.")
    opens_at: OpensAt = Field(description="The way to the empty form.")
    recognised_by: tuple[Sign, ...] = Field(
        min_length=1, description="All must show before a value is typed, and again before the commit."
    )
    form: tuple[FormStep, ...] = Field((), description="Default: all fields in order, then the lines.")
    safe_requests: tuple[RequestPattern, ...] = Field(
        (), description="Requests other than GET that store nothing (search, look-up)."
    )
    commit: Commit = Field(description="The click that stores the document.")
    receipt: ReceiptAt = Field(description="How the site shows that it did.")
    refusals: tuple[Sign, ...] = Field(
        (),
        description="Any of these: the site said no. After the click it is looked up whether it stored "
        "nothing indeed; before it (a line, a page before the last), what was waited for was refused.",
    )
    find: Lookup = Field(
        description=(
            "How a document is looked up: before the commit (is it there already?), after a doubt, "
            "and for read-back."
        )
    )
    read_back: Lookup | None = Field(
        None, description="Another place that shows posted documents; default: `find`."
    )
