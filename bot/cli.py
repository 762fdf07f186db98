"""Commands and exit codes: parse arguments, call the jobs, print. No logic."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import deciding_cli
from bot.cli_settings import Called, log_to_stderr, mode_of, settings_of, settings_or_default
from bot.errors import BotError, Unexpected
from bot.evidence_cli import approve, audit, notify, opening, reconcile, undo_plan
from bot.language import Language, use_language
from bot.practice_cli import practice

app = typer.Typer(invoke_without_command=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(practice, name="practice")
app.add_typer(audit, name="audit")
app.add_typer(approve, name="approve")
app.add_typer(notify, name="notify")
app.command("undo-plan")(undo_plan)
app.command()(opening)
app.command()(reconcile)

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]
Out = Annotated[Path, typer.Argument(help="File to write.")]
Annotate = Annotated[Path | None, typer.Option(help="Also write a copy with every problem marked (.xlsx).")]


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[Path, typer.Option("-c", "--config", help="Settings file.")] = Path("config.yaml"),
    workbook: Annotated[Path | None, typer.Option(help="Another workbook than the config's.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="th or en; default: the config's.")] = "",
    debug: Annotated[bool, typer.Option("--debug", help="Tracebacks and detailed log.")] = False,
) -> None:
    """Enter lost accounting documents into e-LAAS from a workbook, exactly once, with proof."""
    if lang not in ("", "th", "en"):
        raise typer.BadParameter(lang, param_hint="--lang")
    language: Language | None = "en" if lang == "en" else "th" if lang == "th" else None
    use_language(language or "th")
    log_to_stderr(debug=debug)
    context.obj = Called(config=config, language=language, debug=debug, workbook=workbook)
    if context.invoked_subcommand is None:
        console(context)


@app.command()
def demo(
    entries: Annotated[int, typer.Option(help="How many documents.")] = 100,
    out: Annotated[Path, typer.Option(help="Folder for everything it makes.")] = Path("demo"),
    all_areas: Annotated[
        bool,
        typer.Option(
            "--all-areas/--four-screens",
            help="Budget, revenue, expenditure and accounts, another person approves between the runs; "
            "or four screens that need nobody.",
        ),
    ] = True,
) -> None:
    """Show the whole job on the practice site: check, preview, run, verify, report."""
    from bot.config import default_mappings
    from bot.demo import run_demo

    raise typer.Exit(run_demo(out, entries=entries, mappings=default_mappings(), all_areas=all_areas))


@app.command()
def template(context: typer.Context, out: Out) -> None:
    """Write an empty workbook for all mapped screens."""
    from bot.jobs import reading

    reading.template(settings_or_default(context), out)
    print(out)


@app.command()
def sample(
    out: Out,
    entries: Annotated[int, typer.Option(help="How many documents.")] = 240,
    seed: Annotated[int, typer.Option(help="The same seed gives the same workbook.")] = 1,
    all_areas: Annotated[
        bool, typer.Option("--all-areas", help="A half-year of every screen, each document after its basis.")
    ] = False,
) -> None:
    """Write a made-up office's workbook that is valid on the practice site."""
    from bot.practice.sample import write_half_year, write_sample

    write = write_half_year if all_areas else write_sample
    write(out, entries=entries, seed=seed)
    print(out)


@app.command()
def check(context: typer.Context, annotate: Annotate = None, as_json: Json = False) -> None:
    """Read and validate workbook and mappings; opens no browser."""
    from bot.jobs import reading

    raise typer.Exit(reading.check(settings_of(context), as_json=as_json, annotate=annotate))


@app.command()
def plan(context: typer.Context, as_json: Json = False) -> None:
    """Show the ordered entries, control totals and plan hash; opens no browser."""
    from bot.jobs import reading

    raise typer.Exit(reading.plan(settings_of(context), as_json=as_json))


@app.command()
def preview(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="Folder for pictures and the page to leaf through.")],
    limit: Annotated[int | None, typer.Option(help="Only the first N entries.")] = None,
    entry: Annotated[list[str] | None, typer.Option(help="Only this entry (key or its beginning).")] = None,
) -> None:
    """Fill the real screens and stop at the commit: nothing can be stored."""
    from bot.jobs import working

    raise typer.Exit(working.preview(settings_of(context), out, limit=limit, keys=tuple(entry or ())))


@app.command()
def run(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    limit: Annotated[int | None, typer.Option(help="Stop after N entries.")] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Take up REJECTED and FAILED entries again.")
    ] = False,
    accept_mappings: Annotated[
        bool, typer.Option("--accept-mappings", help="Go on although a mapping changed since the last run.")
    ] = False,
    acknowledge: Annotated[
        str, typer.Option(help="Take the workbook's warnings as read, by the code that `check` shows.")
    ] = "",
    by: Annotated[str, typer.Option(help="Who acknowledges them; default: who runs the bot.")] = "",
    mode: Annotated[
        str, typer.Option(help="unattended; errors_only (waits for persons in the end); step (each commit).")
    ] = "unattended",
) -> None:
    """Start or resume entering; may be called again at any time."""
    from bot.jobs import working

    raise typer.Exit(
        working.run(
            settings_of(context),
            limit=limit,
            retry_failed=retry_failed,
            accept_mappings=accept_mappings,
            acknowledge=acknowledge,
            by=by,
            mode=mode_of(mode),
        )
    )


@app.command()
def verify(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Every posted entry again.")] = False,
) -> None:
    """Read posted entries back from the site and compare them."""
    from bot.jobs import working

    raise typer.Exit(working.verify(settings_of(context), everything=everything))


@app.command()
def status(
    context: typer.Context,
    as_json: Json = False,
    entries: Annotated[bool, typer.Option("--entries", help="List each entry.")] = False,
) -> None:
    """Show counts and sums by status and screen."""
    from bot.jobs import reading

    raise typer.Exit(reading.status(settings_of(context), as_json=as_json, entries=entries))


@app.command()
def report(
    context: typer.Context,
    out_dir: Annotated[Path, typer.Argument(help="Folder.")],
    paper: Annotated[bool, typer.Option("--pdf/--no-pdf", help="Also print it as A4 PDF (Thai).")] = True,
) -> None:
    """Write result workbook, HTML report, PDF to sign, and the auditor's folder."""
    from bot.jobs import reading

    raise typer.Exit(reading.report(settings_of(context), out_dir, paper=paper))


@app.command()
def console(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="0: any free port.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
) -> None:
    """Supervise the work in a browser: from workbook to report; closing it stops nothing."""
    from bot.jobs import supervising

    supervising.console(settings_of(context), context.obj.config, port=port, open_browser=not no_browser)


@app.command()
def doctor(
    context: typer.Context,
    screens: Annotated[bool, typer.Option("--screens", help="Also open every mapped screen.")] = False,
    as_json: Json = False,
) -> None:
    """Look at environment, browser, config, site and ledger; say what is wrong and how to mend it."""
    from bot.doctor import examine

    called: Called = context.obj
    raise typer.Exit(examine(called.config, called.language, screens=screens, as_json=as_json))


@app.command()
def schema(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(help="mapping, config, reference or map (the mappings), both Markdown")
    ] = "mapping",
) -> None:
    """Print the JSON Schema of mappings or config, the mapping reference, or the map of the mappings."""
    from bot.jobs import reading

    print(reading.schema(what, lambda: settings_or_default(context)))


@app.command()
def learn(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    address: Annotated[str | None, typer.Argument(help="Page, relative to site.url.")] = None,
    menu: Annotated[list[str] | None, typer.Option(help="Menu captions to click, outermost first.")] = None,
    frame: Annotated[list[str] | None, typer.Option(help="CSS of frames, outermost first.")] = None,
    as_yaml: Annotated[bool, typer.Option("--yaml", help="A first draft of the mapping, as YAML.")] = False,
    listed: Annotated[str | None, typer.Option("--list", help="Page that lists its documents.")] = None,
) -> None:
    """Describe every control of a page, to write a mapping: captions, ids, names, options."""
    from bot.jobs import working
    from bot.jobs.output import print_json

    settings, menus = settings_of(context), tuple(menu or ())
    if as_yaml:
        print(working.draft(settings, address=address, menu=menus, listed=listed))
        return
    print_json(working.learn(settings, address=address, menu=menus, frame=tuple(frame or ())))


@app.command()
def browser(
    install: Annotated[bool, typer.Option("--install", help="Install one if there is none.")] = False,
) -> None:
    """Show which browser will be used."""
    from bot.doctor import ensure_browser

    print(ensure_browser(install=install))


for command in (deciding_cli.doubts, deciding_cli.correct, deciding_cli.password):
    app.command()(command)


def main() -> None:
    """Run the command line; every expected failure becomes plain words and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes default to the system's code page, which may lack Thai.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # never detached here
    try:
        app()
    except BotError as error:
        if "--debug" in sys.argv:
            raise
        _explain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # scripts must not take a crash for "finished, some rejected" (1)
        if "--debug" in sys.argv:
            raise
        crash = Unexpected.of(error)
        _explain(crash)
        sys.exit(crash.exit_code)


def _explain(error: BotError) -> None:
    from bot.jobs.output import explain

    explain(error)
