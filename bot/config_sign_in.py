"""The settings about who signs in, for everything or for one role; passwords are never in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.config_oversight import Part

PASSWORD_VARIABLE = "ELAAS_BOT_PASSWORD"  # noqa: S105 - the name of a variable, not a password


class ProfileConfig(Part):
    """Who signs in for a role; the password is never here."""

    username: str = Field(min_length=1)
    password_variable: str = Field(
        "", description="Environment variable with the password; blank: ELAAS_BOT_PASSWORD_ and the role."
    )


class SignInConfig(Part):
    """Who signs in and how; the password is never here."""

    method: Literal["form", "person", "none"] = Field(
        "form", description="form: the bot fills the form; person: somebody signs in by hand (ThaiD, OTP)."
    )
    username: str = ""
    wait_minutes: float = Field(15, gt=0, description="How long to wait for a person.")
    password_variable: str = Field(
        PASSWORD_VARIABLE, description="Environment variable with the password, if there is one."
    )
    profiles: dict[str, ProfileConfig] = Field(
        {}, description="Role of a mapping: who signs in for it. Roles that are not here: `username`."
    )
