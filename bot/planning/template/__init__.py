"""The empty workbook that accountants fill in: made from the mappings, so that it always fits them."""

from bot.planning.template.book import write_template

__all__ = ["write_template"]
