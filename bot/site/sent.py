"""Requests and answers of the browser as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loguru import logger
from playwright.sync_api import Error

from bot.site.traffic import Sent

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Request

_MOST_ANSWER = 300_000


def text_of(answer: APIResponse) -> str:
    """Give an answer as text; nothing of one that cannot be read (a download that was broken off)."""
    try:
        return answer.body()[:_MOST_ANSWER].decode("utf-8", errors="replace")
    except Error as error:
        logger.debug("answer_unread", error=str(error)[:200])
        return ""


def sent_of(request: Request) -> Sent:
    """Give what the decision needs of a request."""
    try:
        page = request.frame.url
    except Error:  # the frame does not exist yet
        page = ""
    return Sent(
        method=request.method,
        url=request.url,
        body=request.post_data_buffer or b"",
        content_type=request.headers.get("content-type", ""),
        kind=request.resource_type,
        navigation=request.is_navigation_request(),
        page=page,
    )
