"""What all mappings together say about requests."""

from __future__ import annotations

from bot.planning.mapping import Mappings
from bot.site.dialect import Dialect, manners_of
from bot.site.judgement import Rules


def rules_of(url: str, dialect: Dialect, mappings: Mappings) -> Rules:
    """Give what all mappings together say about requests."""
    site = mappings.site
    return Rules(
        site=url,
        commits={name: screen.commit.request for name, screen in mappings.screens.items()},
        by_click=frozenset(
            name for name, screen in mappings.screens.items() if screen.commit.known_by == "click"
        ),
        safe=site.safe_requests,
        safe_on={name: screen.safe_requests for name, screen in mappings.screens.items()},
        dropped=site.dropped_requests,
        caused_by=manners_of(dialect).caused_by,
    )
