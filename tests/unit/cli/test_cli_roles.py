"""Who signs in for which role, and where the password of each comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wiring
from bot.config import Settings, load_settings, password_of
from bot.errors import ConfigError
from bot.jobs import deciding
from bot.language import language_of

CONFIG = """
site: {url: "http://127.0.0.1/"}
sign_in:
  username: head
  profiles:
    revenue: {username: cashier}
    accounting: {username: head}
    expenditure: {username: payer, password_variable: PAYERS_WORD}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A config with three roles, one of which is the main user's."""
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    return load_settings(tmp_path / "config.yaml")


@pytest.mark.parametrize(
    ("role", "username", "variable"),
    [
        ("revenue", "cashier", "ELAAS_BOT_PASSWORD_REVENUE"),
        ("expenditure", "payer", "PAYERS_WORD"),
        ("accounting", "head", "ELAAS_BOT_PASSWORD"),
        ("", "head", "ELAAS_BOT_PASSWORD"),
    ],
)
def test_each_role_has_its_user_and_password(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, role: str, username: str, variable: str
) -> None:
    """A role signs in as its own user with the password of its own variable."""
    monkeypatch.setattr("bot.config._from_keyring", lambda _settings: None)
    for name in ("ELAAS_BOT_PASSWORD", "ELAAS_BOT_PASSWORD_REVENUE", "PAYERS_WORD"):
        monkeypatch.setenv(name, f"word of {name}")
    own = settings.as_role(role)
    assert own.sign_in.username == username
    assert password_of(own, prompt=False) == f"word of {variable}"


def test_a_password_that_is_nowhere_is_told_with_its_user(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The main user's password is never tried for another user."""
    monkeypatch.setattr("bot.config._from_keyring", lambda _settings: None)
    monkeypatch.setenv("ELAAS_BOT_PASSWORD", "of the head")
    monkeypatch.delenv("PAYERS_WORD", raising=False)
    with language_of("en"), pytest.raises(ConfigError, match=r"user payer.*set PAYERS_WORD"):
        wiring.password_source(settings.as_role("expenditure"))


def test_the_key_store_has_one_password_for_each_user(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`password --role` keeps the password of that role's user; an unknown role is refused."""
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr(deciding, "keep", lambda own, word: kept.append((own.sign_in.username, word)))
    monkeypatch.setattr("getpass.getpass", lambda _asked: "a word")
    deciding.keep_password(settings, "revenue")
    deciding.keep_password(settings, "")
    assert kept == [("cashier", "a word"), ("head", "a word")]
    with language_of("en"), pytest.raises(ConfigError, match="role nobody"):
        deciding.keep_password(settings, "nobody")
