"""The computer does not fall asleep while a run is on; if that cannot be had, the run goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from loguru import logger
from wakepy import keep


@contextmanager
def kept_awake(*, wanted: bool = True) -> Iterator[bool]:
    """Keep the system awake inside the block (its screen may go dark); gives whether it could be had."""
    with ExitStack() as stack:
        yield wanted and _enter(stack)


def _enter(stack: ExitStack) -> bool:
    try:
        mode = stack.enter_context(keep.running(on_fail="pass"))
    except Exception as error:  # noqa: BLE001 - nothing of an office's power settings may stop a run
        logger.warning("not_kept_awake {}", type(error).__name__)
        return False
    if not mode.active:
        logger.warning("not_kept_awake")
    return bool(mode.active)
