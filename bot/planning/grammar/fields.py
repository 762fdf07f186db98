"""What a column of the workbook holds and how it is typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from bot.planning.grammar.base import Caption, Pattern, Strict
from bot.planning.grammar.part import Part
from bot.planning.grammar.places import At, Era, Sign, Table

Kind = Literal["text", "code", "money", "number", "integer", "date", "choice", "yesno", "thai_id"]


class Choices(Strict):
    """The captions that are allowed, offline: `of`, or a column of a CSV file beside the mapping."""

    of: tuple[str, ...] = Field((), description="The captions themselves.")
    file: str | None = Field(None, description="CSV file, relative to the mapping.")
    column: str | None = Field(None, description="The column with the captions.")
    where: dict[str, str] = Field(
        default_factory=dict, description="CSV column -> field that must be equal: valid pairs."
    )

    @model_validator(mode="after")
    def _one_source(self) -> Choices:
        if bool(self.of) == bool(self.file) or bool(self.file) != bool(self.column):
            msg = "either `of`, or `file` with `column`"
            raise ValueError(msg)
        return self


class When(Strict):
    """Only when another field of the row has, or has not, one of these values."""

    field: str = Field(description="Name of the other field.")
    is_: tuple[str, ...] = Field(
        (), alias="is", description="Its values, as the workbook has them; an empty text is a blank cell."
    )
    is_not: tuple[str, ...] = Field((), description="Any value but these.")
    matches: Pattern | None = Field(None, description="A pattern that its text must contain.")

    @model_validator(mode="after")
    def _one_way(self) -> When:
        if sum((bool(self.is_), bool(self.is_not), self.matches is not None)) != 1:
            msg = "exactly one of is, is_not, matches is needed"
            raise ValueError(msg)
        return self


class LookupBy(Strict):
    """Choosing from a pop-up window, a frame or a panel that writes into the form."""

    open: At = Field(description="The button or link that opens it.")
    opens: Literal["popup", "page"] = Field(
        "popup", description="popup: a new window; page: a panel on the same page."
    )
    frame: tuple[str, ...] = Field((), description="Frames inside it, outermost first.")
    search: At | None = Field(None, description="Where the value is typed to search.")
    submit: At | None = Field(None, description="The search button; without it Enter is pressed.")
    table: Table = Field(
        description=(
            "The list to choose from; the row whose mapped columns equal the row's fields is taken, "
            "exactly one."
        )
    )
    pick: At = Field(description="What is clicked in that row.")
    double: bool = Field(default=False, description="true: the row is taken by a double click there.")
    then: At | None = Field(
        None, description="Clicked after that, where the row is only chosen: a button such as OK."
    )
    shows: At | None = Field(
        None, description="Where the form shows the choice afterwards; default: the control itself."
    )
    shows_choice: bool = Field(
        default=True, description="false: the control shows something else (an id); then it need only change."
    )


class SuggestBy(Strict):
    """A combo box (select2, MUI and the like): open, type, click the option that is exactly equal.

    Nothing need be said where the page does it as most do; each key is for a page that does not.
    """

    open: At | None = Field(
        None, description="What is clicked to open it; default: the control, or the widget in its stead."
    )
    search: At | None = Field(
        None, description="Where to type; default: the box that has the keys once it is open, if any has."
    )
    typed: Pattern | None = Field(
        None,
        description=(
            "What is typed there, where the site does not find an option by its whole caption: the first "
            "group of this in the caption, such as ^(\\S+) for its first word."
        ),
    )
    option: str | None = Field(
        None, description="CSS of the options in the opened list; default: those of the common kinds."
    )
    shows: At | None = Field(
        None,
        description="Where the choice shows afterwards; default: the control, or the widget in its stead.",
    )


How = Literal["fill", "type", "select", "radio", "check", "lookup", "suggest", "calendar"]


class Enter(Strict):
    """How a value gets into its control."""

    at: At = Field(description="The control.")
    how: How | None = Field(
        None,
        description=(
            "Default by kind: choice = select (or radio or suggest, where the control turns out to be "
            "one), yesno = check, else fill (calendar for a date whose box takes no typing). fill: the text "
            "at once; type: key by key, for masks and key handlers; select: a drop-down, by caption; radio: "
            "one of several buttons, by caption; check: a checkbox; calendar: the calendar that opens at a "
            "click or stands in the page; suggest: a combo box; lookup: see there."
        ),
    )
    format: str | None = Field(
        None, description="date: d dd m mm mmm mmmm yy yyyy; money/number: 0 0.00 #,##0.00 #.##0,00"
    )
    era: Era | None = Field(None, description="Era of the year typed; default: the site's.")
    translate: dict[str, str] = Field(
        default_factory=dict, description="Workbook text -> the site's caption."
    )
    open: At | None = Field(
        None,
        description=(
            "What is clicked first, where the control comes only then (a cell that becomes a box). "
            "Once left, `at` must find what shows the value."
        ),
    )
    press: Literal["Enter", "Tab"] | None = Field(
        None,
        description=(
            "A key pressed in the box after the value, where the page waits for it (a search that begins "
            "at Enter). The value is then typed key by key."
        ),
    )
    settle: Literal["auto", "postback", "request"] = Field(
        "auto",
        description=(
            "postback: leaving the control must reload the page or a part; request: it must send a "
            "request; auto: wait for whatever starts."
        ),
    )
    until: Sign | None = Field(None, description="Also wait for this to show.")
    when_blank: Literal["expect_blank", "leave", "clear"] = Field(
        "expect_blank",
        description=(
            "A blank cell: the control must be blank (0 for money) · whatever the site has stays · empty it."
        ),
    )
    when: When | None = Field(None, description="Typed only then; otherwise the control is left alone.")
    lookup: LookupBy | None = Field(
        None, description="With `how: lookup`: the window or panel to choose from."
    )
    suggest: SuggestBy | None = Field(
        None, description="With `how: suggest`: the combo box, where it is not like most."
    )

    @model_validator(mode="after")
    def _how_has_its_part(self) -> Enter:
        if (self.how == "lookup") != (self.lookup is not None):
            msg = "`how: lookup` and `lookup:` go together"
            raise ValueError(msg)
        if self.press is not None and self.how not in (None, "fill", "type"):
            msg = "`press:` goes with a box that is typed into (`how: fill` or `type`)"
            raise ValueError(msg)
        if self.suggest is not None and self.how != "suggest":
            msg = "`suggest:` needs `how: suggest`"
            raise ValueError(msg)
        return self


class FieldSpec(Strict):
    """One column of the workbook and its place on the screen. Without `enter` it is never typed."""

    header: str | None = Field(
        None, description="The caption in the workbook; none for a constant and for a `part`."
    )
    aliases: tuple[str, ...] = Field((), description="Other captions that mean the same column.")
    kind: Kind = Field(
        "text",
        description=(
            "How a cell is understood, typed and compared. text: any text, the same after folding "
            "white space; code: text whose leading zeros count; money: an amount, exact to "
            "`decimals`; number; integer; date: a real calendar date in either era; choice: one of "
            "the captions; yesno: a checkbox; thai_id: 13 digits whose check digit is right."
        ),
    )
    title: Caption | None = Field(None, description="Name for people, where the header says too little.")
    required: bool = Field(default=False, description="A blank cell is a problem.")
    nothing: tuple[str, ...] = Field(
        (),
        description=(
            "What people write for nothing in this column, such as [-] for an amount: read as a blank cell "
            "(and so as `default`, where there is one). Elsewhere a dash is a mistake."
        ),
    )
    value: str | None = Field(None, description="The same for every entry; then there is no column.")
    default: str | None = Field(None, description="Taken where the cell is blank.")
    part: Part | None = Field(
        None, description="A part of another field, such as the month of a date; then there is no column."
    )
    choices: Choices | None = Field(None, description="The captions that are allowed, checked offline.")
    several: bool = Field(
        default=False,
        description="A cell may hold several of the `choices`, with ; between: for a list that takes "
        "several, or for check boxes (`part.has`). Shown in any order they are the same.",
    )
    pattern: Pattern | None = Field(None, description="The whole text must match.")
    mask: str | None = Field(
        None,
        pattern=r"^0+([-/. ]0+)*$",
        description=(
            "Code made of digits, such as an account number 000-0-00000-0: with or without the signs "
            "between, it is read, typed and compared as the same number."
        ),
    )
    max_length: int | None = Field(
        None, ge=1, description="More characters are refused (a control would cut them off without a word)."
    )
    multiline: bool = Field(
        default=False,
        description=(
            "The control takes several lines (a textarea). Elsewhere a line break in a cell is refused: "
            "a box of one line would drop it and join the words."
        ),
    )
    min: Decimal | None = Field(None, description="Lowest value allowed, for money and numbers.")
    max: Decimal | None = Field(None, description="Highest value allowed, for money and numbers.")
    decimals: int = Field(2, ge=0, le=8, description="Money and number: more decimals are refused.")
    note: Caption | None = Field(None, description="Explanation in the template.")
    example: str | None = Field(None, description="The template's example.")
    enter: Enter | None = Field(
        None, description="How it is typed; none: it is only compared when read back, or only checked."
    )
    computed: At | None = Field(
        None,
        description="The site fills this by itself: never typed, compared before the commit, in a form of "
        "several pages on the page that shows it.",
    )

    @model_validator(mode="after")
    def _sound(self) -> FieldSpec:
        if sum((bool(self.header), self.value is not None, self.part is not None)) != 1:
            msg = "exactly one of header, value, part is needed"
            raise ValueError(msg)
        if self.part and (self.required or self.default is not None):
            msg = "`required` and `default` belong to the field that this is a part of"
            raise ValueError(msg)
        if (
            self.kind == "choice"
            and not self.choices
            and self.value is None
            and not (self.enter and self.enter.how)
        ):
            msg = "kind choice needs `choices` (its captions); where they cannot be listed, say `enter.how`"
            raise ValueError(msg)
        if self.several and (self.kind != "choice" or not self.choices):
            msg = "`several` needs kind choice and `choices`"
            raise ValueError(msg)
        if self.enter and self.computed:
            msg = "a field is typed (enter) or computed, not both"
            raise ValueError(msg)
        return self
