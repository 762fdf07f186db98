"""`books.yaml`: the site's reports as they are read, and what an office's own books are compared with."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from bot.planning.grammar.base import Caption, Pattern, Strict
from bot.planning.grammar.fields import Enter, When
from bot.planning.grammar.places import At, Sign, Table
from bot.planning.grammar.screen import OpensAt


class Parameter(Strict):
    """What a report asks for: a day, or a text that is the same every time."""

    day: Literal["first", "last"] | None = Field(
        None,
        description=(
            "first: the first day that counts; last: the last (for `opening` the first day of the fiscal "
            "year and the day before the first period) …"
        ),
    )
    value: str | None = Field(None, description="… or the text that is typed or chosen every time.")
    enter: Enter = Field(description="The control and how it takes the value.")

    @model_validator(mode="after")
    def _one_value(self) -> Parameter:
        if (self.day is None) == (self.value is None):
            msg = "exactly one of day, value is needed"
            raise ValueError(msg)
        return self


class Report(Strict):
    """One report or register of the site: where it is, what it asks for, and which of its figures count."""

    title: Caption = Field(description="Name for people; by it the workbook's sheet names the report.")
    role: str | None = Field(None, description="Who reads it: a profile under `sign_in.profiles`.")
    opens_at: OpensAt = Field(description="The way to the report.")
    recognised_by: tuple[Sign, ...] = Field(min_length=1, description="All must show before it is read.")
    parameters: tuple[Parameter, ...] = Field((), description="What it asks for, in the order of typing.")
    submit: At | None = Field(None, description="The button that shows it; none when it shows at once.")
    settle: Literal["auto", "postback", "request"] = Field(
        "auto", description="What follows that click, as in `find`."
    )
    table: Table = Field(description="The report itself: name → column.")
    key: tuple[str, ...] = Field(
        min_length=1, description="Columns that name a row; several are joined with “/” in the workbook."
    )
    amounts: tuple[str, ...] = Field(
        (), description="Columns of money that are compared. A blank is zero, equal rows are added up …"
    )
    series: Pattern | None = Field(
        None,
        description=(
            "… or only the last number of each series is compared: the group of this is what runs on in the "
            "(one) key column, the text around it names the series."
        ),
    )
    without: dict[str, Pattern] = Field(
        default_factory=dict,
        description="Column → what it contains in rows that do not count, such as cancelled documents.",
    )
    opening: bool = Field(
        default=False, description="true: `opening` and the first `run` compare it with the workbook's sheet."
    )

    @model_validator(mode="after")
    def _something_counts(self) -> Report:
        if bool(self.amounts) == (self.series is not None):
            msg = "exactly one of amounts, series is needed"
            raise ValueError(msg)
        if self.series is not None and len(self.key) != 1:
            msg = "with series, `key` names one column"
            raise ValueError(msg)
        return self


class AccountList(Strict):
    """A CSV file beside the mapping that tells accounts by a text: a name, a bank account, a kind of it."""

    file: str = Field(description="CSV file, relative to the mapping.")
    text: str = Field(description="The column with the text …")
    code: str = Field(description="… and the one with the account's code.")


class AccountOf(Strict):
    """Which account a side is posted to; exactly one of `named`, `field`, `by`."""

    named: str | None = Field(None, description="The account of this text in the list.")
    field: str | None = Field(None, description="The field that holds the account's code.")
    by: str | None = Field(None, description="The field whose text is looked up in the list.")
    list: str = Field("chart", description="Which of `accounts`.")
    blank: str | None = Field(
        None, description="With `by`: where the field is blank, the account of this text in the list `chart`."
    )
    otherwise: str | None = Field(
        None, description="With `by`: where the list has no such text, the account of this one in `chart`."
    )

    @model_validator(mode="after")
    def _one_way(self) -> AccountOf:
        if sum(way is not None for way in (self.named, self.field, self.by)) != 1:
            msg = "exactly one of named, field, by is needed"
            raise ValueError(msg)
        return self


class Posting(Strict):
    """One side of what the site posts for a document; of a line field, once for each line."""

    debit: AccountOf | None = Field(None, description="The account that is debited …")
    credit: AccountOf | None = Field(None, description="… or credited.")
    plus: tuple[str, ...] = Field(min_length=1, description="Fields that are added up to the amount.")
    minus: tuple[str, ...] = Field((), description="Fields that are taken off.")
    when: When | None = Field(None, description="Posted only then.")

    @model_validator(mode="after")
    def _one_side(self) -> Posting:
        if (self.debit is None) == (self.credit is None):
            msg = "exactly one of debit, credit is needed"
            raise ValueError(msg)
        return self


class TrialBalance(Strict):
    """Which report is the trial balance, and which of its amounts are its two sides."""

    report: str = Field(description="Name of the report; its `key` is the account's code.")
    debit: str = Field(description="The column with balances in debit …")
    credit: str = Field(description="… and the one with those in credit.")


class Daily(Strict):
    """A report of single days, compared with what the documents of a day must have moved on its accounts."""

    report: str = Field(
        description="Name of the report; it asks for the first and the last day, which are the same here."
    )
    by: str | None = Field(
        None,
        description=(
            "Which of `accounts` tells the account by the text of the report's `key`; without it the key is "
            "the account's code."
        ),
    )
    named: tuple[str, ...] = Field((), description="Accounts that it shows, by their names in `chart` …")
    lists: tuple[str, ...] = Field((), description="… and all accounts of these lists.")
    before: tuple[str, ...] = Field(
        (), description="Columns of money that, added up, are debits less credits before the day …"
    )
    debits: tuple[str, ...] = Field((), description="… the debits of the day …")
    credits: tuple[str, ...] = Field((), description="… its credits …")
    after: tuple[str, ...] = Field((), description="… and what stands at its end.")

    @model_validator(mode="after")
    def _shows_something(self) -> Daily:
        if not any(self.columns.values()):
            msg = "at least one of before, debits, credits, after is needed"
            raise ValueError(msg)
        return self

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Give the columns by what they show."""
        return {
            "before": self.before, "debits": self.debits, "credits": self.credits, "after": self.after
        }  # fmt: skip


class Books(Strict):
    """The site's reports, the sheet with what stood in the books before, and what each screen posts."""

    format: Literal["1"] = Field(description="Version of this grammar.")
    sheet: str = Field("ยอดยกมา", description="The workbook's sheet with what `opening` compares.")
    reports: dict[str, Report] = Field(min_length=1, description="Reports by a name of yours.")
    trial_balance: TrialBalance | None = Field(
        None,
        description=(
            "The report that `reconcile`, `verify` and the gate between two months compare with what the "
            "workbook must have posted."
        ),
    )
    daily: tuple[Daily, ...] = Field(
        (), description="Reports that `verify` compares day by day: cash books, the daily status."
    )
    accounts: dict[str, AccountList] = Field(
        default_factory=dict, description="Lists by which `postings` find accounts; `chart` has their names."
    )
    postings: dict[str, tuple[Posting, ...]] = Field(
        default_factory=dict,
        description=(
            "Screen → what the site posts for each of its documents, so that the trial balance can be "
            "computed from the workbook alone. A screen that posts nothing has an empty list."
        ),
    )

    @property
    def opening(self) -> dict[str, Report]:
        """Give the reports that are compared before the first entry."""
        return {name: report for name, report in self.reports.items() if report.opening}
