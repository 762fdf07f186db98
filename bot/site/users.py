"""Who works on the site: one session for each user, and the user that a screen's role asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.errors import MenuMissing
from bot.language import Text, say
from bot.site.http_sign_in import credentials_for
from bot.site.options import Profile, SiteOptions
from bot.site.session import Session, Who

if TYPE_CHECKING:
    from playwright.sync_api import HttpCredentials

    from bot.planning import grammar
    from bot.planning.grammar import SiteMapping


@dataclass(kw_only=True)
class Users:
    """Every user that may be needed; two roles of one user share one session: none throws the other out."""

    who: Who
    site: SiteMapping
    main: Profile
    roles: Mapping[str, Profile]
    person: Callable[[Text], None]
    now: str = field(init=False)
    """The user who works now."""
    _sessions: dict[str, Session] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the main user, or with that of the first role where there is none."""
        first = self.main if self.main.username or not self.roles else next(iter(self.roles.values()))
        self.now = first.username
        self._open(first)

    @property
    def session(self) -> Session:
        """Give the session of the user who works now."""
        return self._sessions[self.now]

    def credentials(self) -> HttpCredentials | None:
        """Give what the browser answers to the site's own question (HTTP Basic); None: it asks by a form."""
        session = self.session
        if not session.by_http:
            return None
        return credentials_for(session.who.url, session.who.username, session.password)

    def become(self, role: str | None) -> bool:
        """Be the user of a role; true when that is another one than before."""
        profile = self.roles.get(role or "", self.main)
        if profile is self.main and not self.main.username and self.roles:
            return False
        changed = profile.username != self.now
        self.now = profile.username
        self._open(profile)
        return changed

    def lacks(self, screen: grammar.Mapping, error: MenuMissing) -> MenuMissing:
        """Tell that the user of a screen's role lacks its right: who, which role, which screen."""
        text = say(
            "ผู้ใช้ {user} (บทบาท {role}) ไม่มีสิทธิ์ใช้หน้าจอ {screen} จึงยังไม่บันทึกรายการของหน้าจอนี้:"
            " {why} (กำหนดผู้ใช้ของบทบาทได้ที่ sign_in.profiles ใน config.yaml)",
            "The user {user} (role {role}) has no right to the screen {screen}; its entries are not entered:"
            " {why} (sign_in.profiles in config.yaml names the user of a role).",
            user=self.now or "-",
            role=screen.role or "-",
            screen=screen.title.text,
            why=error.text,
        )
        return MenuMissing(text, evidence=error.evidence)

    def _open(self, profile: Profile) -> None:
        if profile.username not in self._sessions:
            who = replace(self.who, username=profile.username)
            self._sessions[profile.username] = Session(who, self.site, profile.password, self.person)


def users_of(
    options: SiteOptions, site: SiteMapping, password: Callable[[], str], person: Callable[[Text], None]
) -> Users:
    """Give the users that a site's options name; `password` is the main user's."""
    who = Who(
        url=options.url,
        office=options.office,
        fiscal_year=options.fiscal_year,
        method=options.method,
        wait=options.wait_minutes * 60,
    )
    main = Profile(username=options.username, password=password)
    return Users(who=who, site=site, main=main, roles=options.roles, person=person)
