"""Every sentence a person reads, in Thai and English side by side, rendered as late as possible."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Language = Literal["th", "en"]

_current: ContextVar[Language] = ContextVar("language", default="th")


@dataclass(frozen=True, kw_only=True)
class Text:
    """One sentence in both languages; the type checker refuses a sentence that lacks one."""

    th: str
    en: str

    def render(self, language: Language | None = None) -> str:
        """Give the sentence in `language`, or in the language now in use."""
        return self.en if (language or _current.get()) == "en" else self.th

    def __str__(self) -> str:
        """Render in the language now in use."""
        return self.render()


def say(th: str, en: str, **values: object) -> Text:
    """Make a Text from two templates; `{name}` places take `values`, rendered per language."""

    def filled(template: str, language: Language) -> str:
        parts = {
            name: value.render(language) if isinstance(value, Text) else value
            for name, value in values.items()
        }
        return template.format(**parts) if parts else template

    return Text(th=filled(th, "th"), en=filled(en, "en"))


def use_language(language: Language) -> None:
    """Set the language of everything rendered from now on in this context."""
    _current.set(language)


def current_language() -> Language:
    """Tell the language now in use."""
    return _current.get()


@contextmanager
def language_of(language: Language) -> Iterator[None]:
    """Render in `language` inside the block only."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)
