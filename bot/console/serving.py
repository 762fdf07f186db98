"""Serves the console on loopback and opens it in the default browser."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from bot.console.app import make_app
from bot.console.desk import Desk
from bot.errors import ConfigError
from bot.language import Text, say

LOOPBACK = "127.0.0.1"


def serve(desk: Desk, *, port: int, open_browser: bool, tell: Callable[[Text], None]) -> None:
    """Serve until Ctrl-C; `port` 0 takes any free one. The bot's work goes on when this ends."""
    desk.mappings()  # the first page need not wait for them
    with _listening(port) as listening:
        port = listening.getsockname()[1]
        address = f"http://{LOOPBACK}:{port}/enter?token={desk.keys.token()}"
        tell(say("คอนโซลอยู่ที่ {a}", "The console is at {a}", a=address))
        tell(
            say(
                "ลิงก์นี้ใช้ได้ครั้งเดียวและเฉพาะเครื่องนี้ ปิดคอนโซลด้วย Ctrl-C (บอตทำงานต่อ)",
                "The link works once, on this computer only. Ctrl-C closes the console; the bot goes on.",
            )
        )
        config = uvicorn.Config(
            make_app(desk, port=port),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        if open_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen()  # whoever follows the address at once is kept waiting, not refused
    except OSError as error:
        listening.close()
        raise ConfigError(
            say(
                "พอร์ต {p} มีโปรแกรมอื่นใช้อยู่ ให้ปิดคอนโซลตัวเก่าหรือสั่ง elaas-bot console --port 0",
                "Port {p} is in use. Close the other console, or use elaas-bot console --port 0.",
                p=port,
            )
        ) from error
    return listening
