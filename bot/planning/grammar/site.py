"""`site.yaml`: what all screens of one site have in common."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.planning.grammar.base import Caption, Pattern, Strict
from bot.planning.grammar.places import At, DialogRule, Era, RequestPattern, Sign
from bot.planning.grammar.screen import Captured
from bot.planning.grammar.steps import WayStep


class SignIn(Strict):
    """How one signs in: by a form of the site, or by HTTP Basic."""

    method: Literal["form", "http"] = Field(
        "form",
        description=(
            "form: the boxes below are filled; http: the server asks by itself (HTTP Basic, the browser's "
            "own window for user name and password), and only `signed_in` is needed."
        ),
    )
    url: str = Field("", description="Relative to site.url.")
    steps: tuple[WayStep, ...] = Field((), description="What must be clicked before the form shows.")
    username: At | None = Field(None, description="Box of the user name.")
    password: At | None = Field(None, description="Box of the password.")
    submit: At | None = Field(None, description="The button; all three are needed for `method: form`.")
    next: At | None = Field(
        None, description="What is clicked after the user name, where the password's box shows only then."
    )
    then: tuple[WayStep, ...] = Field(
        (),
        description=(
            "What a page after the password asks for (company, year), until `signed_in` shows. Done only "
            "when that page comes: when the first click's or choice's place shows."
        ),
    )
    signed_in: tuple[Sign, ...] = Field(min_length=1, description="Any of these: we are in.")
    rejected: tuple[Sign, ...] = Field(
        (), description="Any of these: the user name or password was not taken."
    )


class IdentityAt(Strict):
    """Where every page says who is signed in, for which office and fiscal year."""

    user: Captured | None = Field(None, description="The signed-in user.")
    office: Captured | None = Field(None, description="Must equal `site.office` of config.yaml.")
    fiscal_year: Captured | None = Field(None, description="Must equal `site.fiscal_year` of config.yaml.")


class SiteMapping(Strict):
    """What all screens of one site have in common."""

    format: Literal["1"] = Field(description="Version of this grammar.")
    site: str = Field(description="Name of the site.")
    revision: str = Field("1", description="Yours: raise it when you change the file.")
    title: Caption = Field(description="Name of the site for people.")
    era: Era = Field("BE", description="Era of the years that the site shows and takes.")
    date_format: str = Field(
        "dd/mm/yyyy", description="How dates are typed and shown where a field says nothing else."
    )
    money_format: str = Field(
        "0.00",
        description=(
            "How money is typed where a field says nothing else: 0.00 · #,##0.00 · #.##0,00 …; when read, "
            "marks between thousands and a currency's sign do not matter."
        ),
    )
    locale: str = Field("th-TH", description="Language that the browser tells the site.")
    timezone: str = Field("Asia/Bangkok", description="Time zone of the browser.")
    sign_in: SignIn | None = Field(None, description="None: the site needs no sign-in.")
    identity: IdentityAt = Field(IdentityAt(), description="Where every page says who we are.")
    signed_out: tuple[Sign, ...] = Field((), description="Any of these: the session is gone.")
    maintenance: tuple[Sign, ...] = Field((), description="Any of these: the site is closed for now.")
    errors: tuple[Sign, ...] = Field((), description="Any of these: the server failed (error page).")
    no_right: tuple[Sign, ...] = Field((), description="Any of these: this user may not use the screen.")
    dismiss: tuple[At, ...] = Field(
        (),
        description="Clicked away whenever it shows: the buttons of a cookie notice, of a tour, of news.",
    )
    dialogs: tuple[DialogRule, ...] = Field(
        (),
        description=(
            "Dialogs that may show on any screen. One that no rule knows is dismissed before the "
            "commit and makes a doubt after it."
        ),
    )
    safe_requests: tuple[RequestPattern, ...] = Field(
        (), description="Requests other than GET that store nothing."
    )
    refused_text: tuple[Pattern, ...] = Field(
        (r"<.", "&#"),
        description="Text that the site takes for an attack: a cell with any of these is refused at intake.",
    )
    takes_emoji: bool = Field(
        default=False,
        description="true: text may hold emoji; else a cell with one is refused (older sites store `??`).",
    )
    dropped_requests: tuple[RequestPattern, ...] = Field(
        (), description="Requests that are stopped without a word (statistics)."
    )
