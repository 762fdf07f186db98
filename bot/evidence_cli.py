"""What approvers and auditors ask on the command line, and how the books are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_settings import settings_of

audit = typer.Typer(no_args_is_help=True, help="The evidence chain · หลักฐาน")

approve = typer.Typer(help="The second pair of eyes · การอนุมัติ")

_KEY = Path("approver-key.pem")

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]


@approve.callback(invoke_without_command=True)
def approve_plan(
    context: typer.Context,
    name: Annotated[str, typer.Option("--as", help="Who approves, as named in the config.")] = "",
    key: Annotated[Path, typer.Option(help="The approver's key file.")] = _KEY,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you agree.")] = False,
    plan: Annotated[str, typer.Option(help="Only the plan of this hash, which you have looked at.")] = "",
) -> None:
    """Look at the plan's totals and warnings, and sign exactly this plan with your own key."""
    from bot.jobs import approving

    if context.invoked_subcommand is None:
        settings = settings_of(context)
        raise typer.Exit(approving.approve(settings, name=name, key=key, agreed=yes, seen=plan.strip()))


@approve.command("keygen")
def approve_keygen(
    name: Annotated[str, typer.Option("--as", help="Whose key it is.")],
    out: Annotated[Path, typer.Option(help="Key file to write.")] = _KEY,
) -> None:
    """Make your own key, under a passphrase; the config gets its public half."""
    from bot.jobs import approving

    raise typer.Exit(approving.keygen(out, name=name))


notify = typer.Typer(no_args_is_help=True, help="Messages to persons elsewhere · การแจ้งเตือน")


@notify.command("keep")
def notify_keep() -> None:
    """Keep the addresses of notices (they hold tokens) in the computer's own key store."""
    from bot.jobs import notifying

    notifying.keep()


@notify.command("test")
def notify_test(context: typer.Context) -> None:
    """Send a test message to everybody who is kept."""
    from bot.jobs import notifying

    raise typer.Exit(notifying.test(settings_of(context)))


def undo_plan(
    context: typer.Context,
    out_dir: Annotated[Path, typer.Argument(help="Folder.")],
    keys: Annotated[list[str] | None, typer.Argument(help="Keys of entries, or their beginnings.")] = None,
    since: Annotated[str, typer.Option(help="Everything entered since this day.")] = "",
    all_of: Annotated[list[str] | None, typer.Option(help="Everything of this screen.")] = None,
) -> None:
    """Say what people would have to cancel, and in which order; the bot cancels nothing."""
    from bot.jobs import undoing

    chosen = tuple(keys or ())
    raise typer.Exit(
        undoing.undo_plan(
            settings_of(context), out_dir, keys=chosen, since=since, all_of=tuple(all_of or ())
        )
    )


@audit.command("verify")
def audit_verify(
    context: typer.Context,
    head: Annotated[str, typer.Option(help="The head that a printed report names, NUMBER:HASH.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Find the first event that was changed, removed, inserted or moved."""
    from bot.jobs import auditing

    raise typer.Exit(auditing.verify(settings_of(context), head=head, as_json=as_json))


@audit.command("prune")
def audit_prune(
    context: typer.Context,
    days: Annotated[int | None, typer.Option(help="Older than so many days; default: the config's.")] = None,
) -> None:
    """Delete old evidence of verified and skipped entries; the ledger keeps a record of what was deleted."""
    from bot.jobs import pruning

    raise typer.Exit(pruning.prune(settings_of(context), days=days))


@audit.command("export")
def audit_export(
    context: typer.Context, folder: Annotated[Path, typer.Argument(help="Folder to write.")]
) -> None:
    """Write every event, and a short script of its own that examines them."""
    from bot.jobs import auditing

    raise typer.Exit(auditing.export(settings_of(context), folder))


def opening(context: typer.Context, as_json: Json = False) -> None:
    """Compare the site's books of the day before the first period with the workbook's sheet of them."""
    from bot.jobs import books

    raise typer.Exit(books.opening(settings_of(context), as_json=as_json))


def reconcile(context: typer.Context, as_json: Json = False) -> None:
    """Compare the site's trial balance of each month with what the workbook alone must have posted."""
    from bot.jobs import reconciling

    raise typer.Exit(reconciling.reconcile(settings_of(context), as_json=as_json))
