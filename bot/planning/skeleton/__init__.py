"""The first draft of a mapping, from what a page shows; what only a person can know says TODO."""

from bot.planning.skeleton.screen import Opening, draft_mapping

__all__ = ["Opening", "draft_mapping"]
