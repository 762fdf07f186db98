"""What every part of a mapping has in common: strict, frozen, told apart by a tag."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from bot.language import Language, Text


class Strict(BaseModel):
    """A part of a mapping: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    _stands: str = PrivateAttr(default="")

    @property
    def stands(self) -> str:
        """Give file, line and key of this part (`voucher.yaml:31 fields.date.at`); "" if made in code."""
        return self._stands

    def placed(self, where: str) -> None:
        """Remember where this part stands, so that whoever meets it on a screen can say what to mend."""
        self._stands = where


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        msg = f"not a regular expression: {error}"
        raise ValueError(msg) from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
"""A regular expression (Python), searched in text whose runs of white space were folded to one space."""

Wildcard = str
"""Text in which `*` stands for anything; matched whole."""


class Caption(Strict):
    """A name for people, in both languages; a plain string serves for both."""

    th: str = Field(description="In Thai.")
    en: str = Field(description="In English.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_string(cls, value: object) -> object:
        return {"th": value, "en": value} if isinstance(value, str) else value

    def render(self, language: Language | None = None) -> str:
        """Give the name in `language`, or in the language now in use."""
        return self.text.render(language)

    @property
    def text(self) -> Text:
        """Give the name as a Text that goes into sentences."""
        return Text(th=self.th, en=self.en)
