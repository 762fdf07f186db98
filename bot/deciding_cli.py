"""Commands by which a person decides; `bot.cli` has them among its own."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli_settings import settings_of


def doubts(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    settle: Annotated[tuple[str, str] | None, typer.Option(help="KEY posted|absent")] = None,
    number: Annotated[str, typer.Option(help="The document's number on the site (for posted).")] = "",
    reason: Annotated[str, typer.Option(help="Why; kept for good.")] = "",
    by: Annotated[str, typer.Option(help="Who decides; default: who runs the bot.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """List entries in doubt, or settle one."""
    from bot.jobs import deciding

    settings = settings_of(context)
    if settle is None:
        raise typer.Exit(deciding.doubts(settings, as_json=as_json))
    raise typer.Exit(deciding.settle(settings, settle, number=number, reason=reason, by=by))


def correct(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="Key of a refused or failed entry, or its beginning.")],
    change: Annotated[
        list[str] | None, typer.Option("--set", help="FIELD=VALUE or FIELD[LINE]=VALUE.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why; kept for good.")] = "",
    by: Annotated[str, typer.Option(help="Who; default: who runs the bot.")] = "",
    approve: Annotated[bool, typer.Option("--approve", help="As the second person.")] = False,
) -> None:
    """Correct a refused or failed entry without touching the workbook, or approve such a correction."""
    from bot.jobs import correcting

    settings = settings_of(context)
    if approve:
        raise typer.Exit(correcting.approve(settings, key, by=by))
    raise typer.Exit(correcting.correct(settings, key, tuple(change or ()), reason=reason, by=by))


def password(
    context: typer.Context,
    role: Annotated[str, typer.Option(help="Of the user of this role (sign_in.profiles).")] = "",
) -> None:
    """Keep the password in the computer's own key store."""
    from bot.jobs import deciding

    deciding.keep_password(settings_of(context), role)
