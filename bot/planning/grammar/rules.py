"""Which rules rows must keep: inside one document, and between documents, sheets and lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.errors import Severity
from bot.planning.grammar.base import Caption, Pattern, Strict
from bot.planning.grammar.fields import When

_SEVERITY = "error: nothing may be entered; warning: a person must acknowledge it once; note: only told."
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class AddsUp(Strict):
    """The sum of `plus` less the sum of `minus` is `equals`; blanks count as zero."""

    rule: Literal["adds_up"]
    plus: tuple[str, ...] = Field(description="Fields that are added.")
    minus: tuple[str, ...] = Field((), description="Fields that are taken off.")
    equals: str = Field(description="The field that must equal the sum.")
    severity: Severity = Field("error", description=_SEVERITY)


class Balances(Strict):
    """Over the lines of one document two columns have equal sums, above zero."""

    rule: Literal["balances"]
    left: str = Field(description="Line field, such as debit.")
    right: str = Field(description="Line field, such as credit.")
    left_when: When | None = Field(None, description="Only lines for which this holds count on the left.")
    right_when: When | None = Field(None, description="Only lines for which this holds count on the right.")


class LinesSum(Strict):
    """The lines' column sums up to a header field."""

    rule: Literal["lines_sum"]
    column: str = Field(description="Line field that is summed.")
    equals: str = Field(description="Header field that must equal the sum.")


class OneOf(Strict):
    """Exactly one of these is filled (and not zero), in the header or in each line."""

    rule: Literal["one_of"]
    fields: tuple[str, ...] = Field(
        min_length=2, description="Header fields, or line fields (then in each line)."
    )


class Needs(Strict):
    """A field is required when another has one of the values, and must be blank otherwise if told so."""

    rule: Literal["needs"]
    field: str = Field(description="The field that is then required.")
    when: When = Field(description="When it is required.")
    otherwise_blank: bool = Field(default=False, description="true: at any other value it must be blank.")


class NotBefore(Strict):
    """A date is not before another date of the same row."""

    rule: Literal["not_before"]
    field: str = Field(description="The later date.")
    than: str = Field(description="The earlier date.")
    severity: Severity = Field("error", description=_SEVERITY)


class Percent(Strict):
    """An amount is one of these percentages of another, rounded to the satang; blank and zero pass."""

    rule: Literal["percent"]
    field: str = Field(description="The part, such as a tax.")
    of: str = Field(description="The amount that it is part of.")
    percents: tuple[Decimal, ...] = Field(min_length=1, description="The rates that are lawful.")
    tolerance: Decimal = Field(Decimal("0.01"), ge=0, description="So much may it be off.")
    due_from: Decimal | None = Field(
        None, description="From this amount of `of` on it may not be blank or zero."
    )
    when: When | None = Field(None, description="Judged only then.")
    severity: Severity = Field("warning", description=_SEVERITY)


class ListColumn(Strict):
    """One column of a CSV file beside the mapping."""

    file: str = Field(description="CSV file, relative to the mapping.")
    column: str = Field(description="Its column.")


class NotOn(Strict):
    """A date is on none of these days."""

    rule: Literal["not_on"]
    field: str = Field(description="The date.")
    days: tuple[Weekday, ...] = Field((), description="Days of the week.")
    holidays: ListColumn | None = Field(None, description="A list of dates (31/12/2566 or 2023-12-31).")
    severity: Severity = Field("note", description=_SEVERITY)


class RoundOutlier(Strict):
    """A round sum that is far above what is usual for its like."""

    rule: Literal["round_outlier"]
    field: str = Field(description="The amount, a header field.")
    by: tuple[str, ...] = Field((), description="Documents equal in these fields are its like.")
    multiple_of: Decimal = Field(Decimal(1000), gt=0, description="A round sum is a multiple of this.")
    times: Decimal = Field(Decimal(10), gt=1, description="Far above: so many times the median.")
    least: int = Field(8, ge=3, description="Fewer documents of its like tell nothing.")
    severity: Severity = Field("note", description=_SEVERITY)


class Series(Strict):
    """Numbers of documents run on without gaps, and none is given twice."""

    rule: Literal["series"]
    field: str = Field(description="The header field with the document's number.")
    pattern: Pattern = Field(
        r"(\d+)\D*$", description="Its group is what runs on; the text around it names the series."
    )
    shared: str = Field("", description="Rules with the same name, of several screens, share their series.")
    severity: Severity = Field("warning", description=f"Of a gap. {_SEVERITY} A number twice is an error.")


class SumsTo(Strict):
    """Amounts that refer to the same document make up its amount."""

    mine: str = Field(
        description=(
            "The amount here. Beside the reference (both in the header, or both in the lines): all that "
            "refer to one document are summed. In the header of a document whose lines refer: it is "
            "compared with the sum of those that its lines name."
        )
    )
    theirs: str = Field(description="The amount there: a field, a line field (its sum) or a list's column.")
    at_most: bool = Field(default=False, description="true: less is right too.")


class LaterThan(Strict):
    """A date here is not before a date there."""

    mine: str = Field(description="The date here.")
    theirs: str = Field(description="The date there: a header field, or a column of the list.")


class ClearedWhen(Strict):
    """What only a person may do with the document (approve, print, sign), and how the site shows it."""

    field: str = Field(
        "status", description="A column or detail of that screen's `read_back` (default: `find`) …"
    )
    says: Pattern = Field(description="… which contains this once it is done.")
    act: Caption = Field(description="What a person must do, as `status` tells it: approve the voucher.")


class Refers(Strict):
    """What stands here names a document of another sheet, or a row of a list.

    A document comes after those it refers to, in the plan and on the site: until they are posted it
    waits. With `severity` warning or note it is only told, and nothing waits.
    """

    rule: Literal["refers"]
    by: dict[str, str] = Field(
        min_length=1, description="Field here -> header field (or column of the list) there; all are equal."
    )
    screen: str | None = Field(None, description="The screen whose documents are meant …")
    screens: tuple[str, ...] = Field(
        (), description="… or several, whose fields have the same names; the first that has it counts …"
    )
    file: str | None = Field(
        None,
        description=(
            "… or a CSV file beside the mapping. With a screen: documents that stood on the site before; "
            "they are typed as they are."
        ),
    )
    becomes: str | None = Field(
        None,
        description=(
            "What is typed instead of the original number: `number`, the new one that the site gave to that "
            "document, or the name of an `extra` of its receipt. None: typed as the workbook has it."
        ),
    )
    cleared: ClearedWhen | None = Field(
        None, description="Only after a person has done this with that document on the site."
    )
    when: When | None = Field(None, description="Judged only then.")
    once: bool = Field(default=False, description="true: each may be referred to only once.")
    sums: SumsTo | None = Field(None, description="Amounts that must agree.")
    not_before: LaterThan | None = Field(None, description="Dates that must follow one another.")
    severity: Severity = Field("error", description=_SEVERITY)

    @property
    def there(self) -> tuple[str, ...]:
        """Give the screens whose documents are meant."""
        return (self.screen,) if self.screen else self.screens

    @model_validator(mode="after")
    def _one_target(self) -> Refers:
        if bool(self.screen) and bool(self.screens):
            msg = "either screen or screens"
            raise ValueError(msg)
        if not self.there and not self.file:
            msg = "one of screen, screens, file is needed"
            raise ValueError(msg)
        if (self.becomes or self.cleared) and not self.there:
            msg = "becomes and cleared need a screen"
            raise ValueError(msg)
        if self.becomes and len(self.by) != 1:
            msg = "with becomes, `by` names one field"
            raise ValueError(msg)
        if (self.becomes or self.cleared) and self.severity != "error":
            msg = "with becomes or cleared the severity is error"
            raise ValueError(msg)
        return self


class Opening(Strict):
    """What stands on each account before the first document: a column of a CSV file."""

    file: str = Field(description="CSV file, relative to the mapping.")
    column: str = Field(description="The column with the amount; a blank cell: not known, not judged.")
    where: dict[str, str] = Field(min_length=1, description="CSV column -> part of the account's name.")


class NeverBelow(Strict):
    """What is drawn on never falls below its lowest, at no moment of the plan's order.

    Rules of several screens with the same `pool` draw on (or add to) the same accounts. What is drawn
    beyond the opening balance comes of earlier documents that added: until these are on the site, the
    one that draws waits. With `severity` warning or note it is only told, and nothing waits.
    """

    rule: Literal["never_below"]
    pool: str = Field(description="Name of what is drawn on, such as budget.")
    account: dict[str, str] = Field(
        default_factory=dict,
        description="Part of the account's name -> field here; the same parts in every rule.",
    )
    always: dict[str, str] = Field(
        default_factory=dict, description="Part of the account's name -> what it is in every document here."
    )
    takes: str | None = Field(None, description="The amount that is taken …")
    adds: str | None = Field(None, description="… or added.")
    when: When | None = Field(None, description="Counted only then.")
    opening: Opening | None = Field(None, description="None in the whole pool: every account begins at zero.")
    lowest: Decimal = Field(Decimal(0), description="No account may fall below.")
    severity: Severity = Field("error", description=_SEVERITY)

    @model_validator(mode="after")
    def _one_way(self) -> NeverBelow:
        if bool(self.takes) == bool(self.adds):
            msg = "exactly one of takes, adds is needed"
            raise ValueError(msg)
        if not self.parts or len(set(self.parts)) < len(self.parts):
            msg = "account and always name each part of the account once"
            raise ValueError(msg)
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the account's parts."""
        return (*self.account, *self.always)


Rule = Annotated[
    AddsUp
    | Balances
    | LinesSum
    | OneOf
    | Needs
    | NotBefore
    | Percent
    | NotOn
    | RoundOutlier
    | Series
    | Refers
    | NeverBelow,
    Field(discriminator="rule"),
]
