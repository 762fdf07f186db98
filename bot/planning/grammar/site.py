"""`site.yaml`: what all screens of one site have in common."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.planning.grammar.base import Caption, Strict
from bot.planning.grammar.places import At, DialogRule, Era, RequestPattern, Sign
from bot.planning.grammar.screen import Captured, WayStep


class SignIn(Strict):
    """The sign-in form."""

    url: str = Field("", description="Relative to site.url.")
    steps: tuple[WayStep, ...] = Field((), description="What must be clicked before the form shows.")
    username: At | None = None
    password: At | None = None
    submit: At | None = None
    signed_in: tuple[Sign, ...] = Field(min_length=1, description="Any of these: we are in.")
    rejected: tuple[Sign, ...] = Field((), description="Any of these: the user name or password was not taken.")


class IdentityAt(Strict):
    """Where every page says who is signed in, for which office and fiscal year."""

    user: Captured | None = None
    office: Captured | None = None
    fiscal_year: Captured | None = None


class SiteMapping(Strict):
    """What all screens of one site have in common."""

    format: Literal["1"]
    site: str = Field(description="Name of the site.")
    revision: str = "1"
    title: Caption
    era: Era = Field("BE", description="Era of the years that the site shows and takes.")
    date_format: str = "dd/mm/yyyy"
    money_format: str = "0.00"
    locale: str = "th-TH"
    timezone: str = "Asia/Bangkok"
    sign_in: SignIn | None = Field(None, description="None: the site needs no sign-in.")
    identity: IdentityAt = IdentityAt()
    signed_out: tuple[Sign, ...] = Field((), description="Any of these: the session is gone.")
    maintenance: tuple[Sign, ...] = Field((), description="Any of these: the site is closed for now.")
    errors: tuple[Sign, ...] = Field((), description="Any of these: the server failed (error page).")
    no_right: tuple[Sign, ...] = Field((), description="Any of these: this user may not use the screen.")
    dialogs: tuple[DialogRule, ...] = ()
    safe_requests: tuple[RequestPattern, ...] = Field((), description="Requests other than GET that store nothing.")
    dropped_requests: tuple[RequestPattern, ...] = Field((), description="Requests that are stopped without a word (statistics).")
