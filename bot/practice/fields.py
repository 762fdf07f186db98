"""Short ways to declare the fields of a paper."""

from collections.abc import Callable
from decimal import Decimal

from bot.practice.catalogue import Option
from bot.practice.facts import Facts
from bot.practice.kinds import plain_money
from bot.practice.paper import Field, Reference, Show, Source, Value
from bot.practice.store import Document


def text(key: str, caption: str, *, required: bool = False, size: int = 30) -> Field:
    """Declare a line of text."""
    return Field(key=key, caption=caption, required=required, size=size)


def area(key: str, caption: str, *, required: bool = False) -> Field:
    """Declare a text of several lines."""
    return Field(key=key, caption=caption, required=required, area=True)


def day(
    key: str, caption: str, *, required: bool = True, posts_back: bool = False, in_year: bool = True
) -> Field:
    """Declare a date."""
    return Field(
        key=key, caption=caption, value=Value.DATE, required=required, posts_back=posts_back, in_year=in_year
    )


def money(key: str, caption: str, *, required: bool = True, posts_back: bool = False) -> Field:
    """Declare an amount."""
    return Field(key=key, caption=caption, value=Value.MONEY, required=required, posts_back=posts_back)


def count(key: str, caption: str, *, required: bool = False, posts_back: bool = False) -> Field:
    """Declare a whole number."""
    return Field(key=key, caption=caption, value=Value.COUNT, required=required, posts_back=posts_back)


def choice(
    key: str, caption: str, options: Source, *, required: bool = True, posts_back: bool = False
) -> Field:
    """Declare a drop-down list."""
    return Field(key=key, caption=caption, options=options, required=required, posts_back=posts_back)


def radio(key: str, caption: str, options: Source) -> Field:
    """Declare radio buttons, none chosen at first."""
    return Field(key=key, caption=caption, options=options, required=True, radio=True)


def shown(key: str, caption: str, show: Show, value: Value = Value.TEXT) -> Field:
    """Declare a text that the server computes."""
    return Field(key=key, caption=caption, show=show, value=value)


def shown_amount(key: str, caption: str, amount: Callable[[Facts], Decimal]) -> Field:
    """Declare an amount that the server computes."""
    return Field(key=key, caption=caption, show=lambda facts: plain_money(amount(facts)), value=Value.MONEY)


def look_up(  # noqa: PLR0913 - the ways in which references differ
    key: str,
    caption: str,
    *screens: str,
    status: str = "",
    once: bool = True,
    required: bool = True,
    rest: Callable[[Facts, Document], int] | None = None,
) -> Field:
    """Declare a reference to a document that is chosen in a look-up."""
    refers = Reference(screens=screens, status=status, once=once, rest=rest)
    return Field(key=key, caption=caption, required=required, refers=refers, posts_back=True, size=20)


def typed_number(key: str, caption: str, *screens: str, status: str = "", same_day: bool = False) -> Field:
    """Declare a reference whose number is typed; the page posts back and shows what it names."""
    refers = Reference(screens=screens, status=status, same_day=same_day, typed=True)
    return Field(key=key, caption=caption, required=True, refers=refers, posts_back=True, size=18)


def from_document(key: str, of: str, caption: str, *, named: str = "", value: Value = Value.TEXT) -> Field:
    """Declare a text that is taken over from the document that the field `of` names."""
    return Field(key=key, caption=caption, value=value, show=lambda facts: facts.of(of, named or caption))


def fixed(*captions: str) -> Source:
    """Give a list of these captions, whose values are 1, 2, 3 and so on."""
    options = tuple(Option(value=str(place), caption=caption) for place, caption in enumerate(captions, 1))
    return lambda _: options
