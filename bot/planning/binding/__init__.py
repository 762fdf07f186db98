"""Binding: after the grammar, everything that a mapping refers to must be there and fit."""

from bot.planning.binding.books import bind_books
from bot.planning.binding.bound import Bound
from bot.planning.binding.screen import bind, bind_together
from bot.planning.binding.site import bind_site

__all__ = ["Bound", "bind", "bind_books", "bind_site", "bind_together"]
