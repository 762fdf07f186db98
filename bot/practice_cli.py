"""Starting the practice e-LAAS from the command line."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Annotated

import typer

from bot.language import say

practice = typer.Typer(no_args_is_help=True, help="The practice e-LAAS · ระบบฝึกหัด")


@practice.command("serve")
def practice_serve(
    port: Annotated[int, typer.Option(help="0: any free port.")] = 8765,
    data: Annotated[Path | None, typer.Option(help="Where its data stays; default: gone at the end.")] = None,
    seed: Annotated[int, typer.Option(help="For faults with a probability.")] = 0,
    lists: Annotated[Path | None, typer.Option(help="Folder with another office's lists.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line when it is ready.")] = False,
) -> None:
    """Run the practice e-LAAS in the foreground until Ctrl-C."""
    from bot.practice.server import Address, serve

    def ready(address: Address) -> None:
        if as_json:
            users = [{"username": u.username, "password": u.password, "role": u.role} for u in address.users]
            line = {"url": address.url, "backdoor": address.backdoor, "users": users}
            print(json.dumps(line, ensure_ascii=False), flush=True)
            return
        print(say("ระบบฝึกหัดพร้อมที่ {u}", "The practice site is ready at {u}", u=address.url))
        print(say("ช่องตรวจสอบ {u}", "Back door: {u}", u=address.backdoor))
        for user in address.users:
            print(f"  {user.username} / {user.password}  ({user.role})")
        print(say("กด Ctrl-C เพื่อหยุด", "Ctrl-C stops it."), flush=True)

    with contextlib.suppress(KeyboardInterrupt):
        serve(port=port, data=data, seed=seed, lists=lists, on_ready=ready)
