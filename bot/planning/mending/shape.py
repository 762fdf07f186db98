"""What is known of one kind of problem."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language import Text, say


@dataclass(frozen=True, kw_only=True)
class Mending:
    """What a kind of problem is called, and what a person does about it."""

    title: Text
    mend: Text


def mending(th: str, en: str, mend_th: str, mend_en: str) -> Mending:
    """Put one together: its name in both languages, then what to do in both."""
    return Mending(title=say(th, en), mend=say(mend_th, mend_en))
