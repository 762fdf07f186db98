"""Settings: config.yaml and the secrets around it become one frozen, validated value."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationError,
    model_validator,
)

from bot.config_oversight import ApprovalConfig, AwayConfig, EvidenceConfig
from bot.config_oversight import Part as _Part
from bot.config_sign_in import PASSWORD_VARIABLE, SignInConfig
from bot.domain.hours import Hours
from bot.errors import InputProblems, Problem
from bot.language import Language, Text, say
from bot.planning.cells import CellError, parse
from bot.planning.grammar import FieldSpec
from bot.planning.yaml import Document, read_yaml

PASSPHRASE_VARIABLE = "ELAAS_BOT_PASSPHRASE"  # noqa: S105 - likewise
KEYRING_SERVICE = "elaas-bot"


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    try:
        return parse(str(value), FieldSpec(header="-", kind="date"))
    except CellError as error:
        raise ValueError(str(error)) from error


Day = Annotated[date, BeforeValidator(_day)]


def _span(text: str) -> str:
    Hours.of([text])
    return text


Span = Annotated[str, AfterValidator(_span)]


class SiteConfig(_Part):
    """Which site, for which office and year; blank office or year is not checked."""

    url: str = Field(pattern=r"^https?://", description="Address of the site; mappings are relative to it.")
    office: str = Field("", description="Office name as every page shows it; another one stops the run.")
    fiscal_year: int | None = Field(
        None,
        ge=2400,
        le=2700,
        description="Fiscal year, Buddhist era; a page that shows another one (in either era) stops the run.",
    )
    dialect: Literal["webforms", "plain"] = Field(
        "webforms", description="webforms: ASP.NET pages; plain: every other web application."
    )


class BrowserConfig(_Part):
    """Which browser; blank: the first that is found (Edge, Chrome, Chromium)."""

    channel: str = Field("", description="msedge, chrome, …")
    executable: str = Field("", description="Path of the browser's program.")
    headless: bool = Field(
        default=True, description="false: the window is seen. A person's sign-in always shows it."
    )
    proxy: str = Field(
        "",
        pattern=r"^([a-z0-9]+://)?([^:@/\s]+@)?[^@\s]*$",
        description="http://host:port or http://user@host:port (its password: ELAAS_BOT_PROXY_PASSWORD);"
        " blank: the system's.",
    )
    ca_file: str = Field("", description="The office's own certificate authority (PEM).")
    recycle_after: int = Field(50, ge=1, description="Entries until a fresh browser context is taken.")


class PacingConfig(_Part):
    """How hard the site is pressed and how long we are patient; seconds unless said otherwise."""

    pause: float = Field(0, ge=0, description="Shortest pause between two entries.")
    attempts: int = Field(3, ge=1, description="Tries before the commit; after it there is never a second.")
    first_wait: float = Field(1, ge=0)
    longest_wait: float = Field(60, ge=0)
    breaker_after: int = Field(5, ge=1, description="Failures of one kind in a row that halt the run.")
    settling_delay: float = Field(5, ge=0, description="Between the two looks for an entry in doubt.")
    maintenance_wait: float = Field(3600, ge=0, description="How long to wait for a closed or lost site.")
    page_timeout: float = Field(60, gt=0, description="For one page or one control.")
    hang_after: float = Field(
        60,
        gt=0,
        description="A browser that does not answer for so long beyond `page_timeout` (or the `timeout` of a"
        " commit) is ended and started afresh.",
    )
    slow_after: float = Field(3, ge=0, description="A slower answer of the site makes the next pause longer:")
    slow_share: float = Field(
        0.5, ge=0, description="to at least this part of the answer's time, at most `longest_wait`."
    )
    hours: tuple[Span, ...] = Field(
        (),
        description="When the site may be worked on, in its time zone: 18:00-06:00, mon-fri 18:00-06:00,"
        " sat,sun 00:00-24:00. Outside of these run and verify wait. None: always.",
    )
    stop_on_mismatch: bool = Field(
        default=True,
        description="An entry that reads back otherwise than it was typed stops all further entries of its"
        " screen, until it is mended and verified.",
    )
    look_after: bool = Field(
        default=True,
        description="Search once more right after each commit: is the told number this document's, is it"
        " there once, did documents of others come up.",
    )
    month_gate: bool = Field(
        default=True,
        description="No entry of a later month is begun before everything of the former is verified or"
        " skipped and the site's books of it agree (books.yaml); else the run stops there.",
    )


class CorrectionsConfig(_Part):
    """Corrections of refused entries at the console or with `correct`."""

    second_above: Decimal | None = Field(
        Decimal(0),
        description="A correction of an entry above this amount needs another person; null: none does.",
    )


class PeriodConfig(_Part):
    """A span of dates that is to be entered; without `to` it goes on."""

    name: str
    first: Day = Field(alias="from")
    last: Day = Field(date.max, alias="to", description="Without it the period goes on.")

    @model_validator(mode="after")
    def _forward(self) -> PeriodConfig:
        if self.last < self.first:
            msg = "`to` is before `from`"
            raise ValueError(msg)
        return self


THE_GAP = PeriodConfig(name="16 ม.ค. - 6 ก.ค. 2567", first=date(2024, 1, 16), last=date(2024, 7, 6))
"""What the order of August 2567 names; taken when the year is 2567 and no periods are given."""


class Settings(_Part):
    """Everything the bot must be told, validated; paths are absolute."""

    site: SiteConfig
    sign_in: SignInConfig = SignInConfig()
    workbook: Path = Path("entries.xlsx")
    mappings: Path = Path("mappings")
    ledger: str = Field("ledger.sqlite3", description="A file, or a database URL.")
    evidence: EvidenceConfig = EvidenceConfig()
    browser: BrowserConfig = BrowserConfig()
    pacing: PacingConfig = PacingConfig()
    approval: ApprovalConfig = ApprovalConfig()
    corrections: CorrectionsConfig = CorrectionsConfig()
    away: AwayConfig = AwayConfig()
    periods: tuple[PeriodConfig, ...] | None = Field(
        None, description="Dates outside all of these are refused; default: 16 Jan - 6 Jul 2567 in year 2567."
    )
    language: Language = "th"

    @model_validator(mode="after")
    def _apart(self) -> Settings:
        """Refuse periods that overlap: a row belongs to exactly one."""
        ordered = sorted(self.periods or (), key=lambda period: period.first)
        for before, after in pairwise(ordered):
            if after.first <= before.last:
                msg = f"the periods “{before.name}” and “{after.name}” overlap; a row belongs to exactly one"
                raise ValueError(msg)
        return self

    def as_role(self, role: str) -> Settings:
        """Give the settings by which the user of a role signs in; of no role: the main user's."""
        profile = self.sign_in.profiles.get(role)
        if profile is None or profile.username == self.sign_in.username:
            return self
        variable = profile.password_variable or f"{PASSWORD_VARIABLE}_{role.upper()}"
        who = {"username": profile.username, "password_variable": variable}
        return self.model_copy(update={"sign_in": self.sign_in.model_copy(update=who)})

    @property
    def windows(self) -> tuple[PeriodConfig, ...]:
        """Give the periods that dates must lie in; empty: any date of the year."""
        if self.periods is not None:
            return self.periods
        return (THE_GAP,) if self.site.fiscal_year == THE_GAP.last.year + 543 else ()


def load_settings(path: Path) -> Settings:
    """Read config.yaml; every problem at once as InputProblems. Paths count from the file's folder."""
    if not path.is_file():
        text = say(
            "ไม่พบไฟล์ตั้งค่า {path} ให้คัดลอก config.example.yaml มาแก้ไข แล้วระบุด้วย -c",
            "The config file {path} is not there. Copy config.example.yaml, edit it, and name it with -c.",
            path=path,
        )
        raise InputProblems([Problem(cell=str(path), code="config_missing", text=text)])
    document = read_yaml(path)
    try:
        settings = Settings.model_validate(document.value or {})
    except ValidationError as error:
        raise InputProblems(_problems(document, error)) from error
    return _absolute(settings, path.resolve().parent)


def default_mappings() -> Path:
    """Give the mappings that come with the program: of this folder, of its clone, or of its package."""
    package = Path(__file__).parent
    places = (Path("mappings"), package.parent / "mappings", package / "default_mappings")
    return next((place.resolve() for place in places if (place / "site.yaml").is_file()), places[0])


def default_settings() -> Settings:
    """Give settings for commands that need no site (template without a config)."""
    site = SiteConfig(url="http://127.0.0.1/", fiscal_year=2567)
    return Settings(site=site, mappings=default_mappings())


def password_of(settings: Settings, *, prompt: bool) -> str | None:
    """Find the password: environment, then the OS keyring, then (if `prompt`) the terminal; None: nowhere."""
    given = os.environ.get(settings.sign_in.password_variable) or _from_keyring(settings)
    if given or not prompt:
        return given
    import getpass  # noqa: PLC0415 - only an interactive terminal needs it

    return getpass.getpass(
        say("รหัสผ่านของ {user}: ", "Password of {user}: ", user=settings.sign_in.username).render()
    )


def keyring_name(settings: Settings) -> str:
    """Give the name under which the OS keyring keeps the password: user@host."""
    return f"{settings.sign_in.username}@{urlsplit(settings.site.url).netloc}"


def keep_password(settings: Settings, password: str) -> None:
    """Put the password into the OS keyring."""
    import keyring  # noqa: PLC0415 - slow to import, rarely needed

    keyring.set_password(KEYRING_SERVICE, keyring_name(settings), password)


def _from_keyring(settings: Settings) -> str | None:
    import keyring  # noqa: PLC0415 - slow to import, rarely needed
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return keyring.get_password(KEYRING_SERVICE, keyring_name(settings))
    except KeyringError:
        return None


def _problems(document: Document, error: ValidationError) -> list[Problem]:
    return [
        Problem(
            cell=document.place(issue["loc"]),
            code="config",
            text=_plain(str(issue["msg"]), issue["type"]),
        )
        for issue in error.errors()
    ]


def _plain(message: str, kind: str) -> Text:
    if kind == "extra_forbidden":
        return say(
            "ไม่รู้จักคำตั้งค่านี้ ให้ดูชื่อที่ใช้ได้ใน config.example.yaml",
            "This setting is not known; see config.example.yaml for those that are.",
        )
    return say("ค่าไม่ถูกต้อง: {m}", "Not a valid value: {m}", m=message)


def _absolute(settings: Settings, base: Path) -> Settings:
    ledger = settings.ledger if "://" in settings.ledger else str(base / settings.ledger)
    return settings.model_copy(
        update={
            "workbook": base / settings.workbook,
            "mappings": base / settings.mappings,
            "ledger": ledger,
            "evidence": settings.evidence.model_copy(update={"dir": base / settings.evidence.dir}),
        }
    )
