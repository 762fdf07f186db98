"""Commands and exit codes: parse arguments, call the jobs, print. No logic."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from loguru import logger

from bot.errors import BotError, Unexpected
from bot.language import Language, use_language
from bot.practice_cli import practice

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(practice, name="practice")


@dataclass(frozen=True, kw_only=True)
class Called:
    """The options before the command."""

    config: Path
    language: Language | None
    debug: bool


Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]
Out = Annotated[Path, typer.Argument(help="File to write.")]
Annotate = Annotated[Path | None, typer.Option(help="Also write a copy with every problem marked (.xlsx).")]


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[Path, typer.Option("-c", "--config", help="Settings file.")] = Path("config.yaml"),
    lang: Annotated[str, typer.Option("--lang", help="th or en; default: the config's.")] = "",
    debug: Annotated[bool, typer.Option("--debug", help="Tracebacks and detailed log.")] = False,
) -> None:
    """Enter lost accounting documents into e-LAAS from a workbook, exactly once, with proof."""
    if lang not in ("", "th", "en"):
        raise typer.BadParameter(lang, param_hint="--lang")
    language: Language | None = "en" if lang == "en" else "th" if lang == "th" else None
    use_language(language or "th")
    _log_to_stderr(debug=debug)
    context.obj = Called(config=config, language=language, debug=debug)


@app.command()
def demo(
    entries: Annotated[int, typer.Option(help="How many documents.")] = 240,
    out: Annotated[Path, typer.Option(help="Folder for everything it makes.")] = Path("demo"),
) -> None:
    """Show the whole job on the practice site: check, preview, run, verify, report."""
    from bot.config import default_mappings
    from bot.demo import run_demo

    raise typer.Exit(run_demo(out, entries=entries, mappings=default_mappings()))


@app.command()
def template(context: typer.Context, out: Out) -> None:
    """Write an empty workbook for all mapped screens."""
    from bot.jobs import reading

    reading.template(_settings_or_default(context), out)
    print(out)


@app.command()
def sample(
    out: Out,
    entries: Annotated[int, typer.Option(help="How many documents.")] = 240,
    seed: Annotated[int, typer.Option(help="The same seed gives the same workbook.")] = 1,
) -> None:
    """Write a made-up office's workbook that is valid on the practice site."""
    from bot.practice.sample import write_sample

    write_sample(out, entries=entries, seed=seed)
    print(out)


@app.command()
def check(context: typer.Context, annotate: Annotate = None, as_json: Json = False) -> None:
    """Read and validate workbook and mappings; opens no browser."""
    from bot.jobs import reading

    raise typer.Exit(reading.check(_settings(context), as_json=as_json, annotate=annotate))


@app.command()
def plan(context: typer.Context, as_json: Json = False) -> None:
    """Show the ordered entries, control totals and plan hash; opens no browser."""
    from bot.jobs import reading

    raise typer.Exit(reading.plan(_settings(context), as_json=as_json))


@app.command()
def preview(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="Folder for pictures and the page to leaf through.")],
    limit: Annotated[int | None, typer.Option(help="Only the first N entries.")] = None,
    entry: Annotated[list[str] | None, typer.Option(help="Only this entry (key or its beginning).")] = None,
) -> None:
    """Fill the real screens and stop at the commit: nothing can be stored."""
    from bot.jobs import working

    raise typer.Exit(working.preview(_settings(context), out, limit=limit, keys=tuple(entry or ())))


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
) -> None:
    """Start or resume entering; may be called again at any time."""
    from bot.jobs import working

    raise typer.Exit(
        working.run(
            _settings(context),
            limit=limit,
            retry_failed=retry_failed,
            accept_mappings=accept_mappings,
            acknowledge=acknowledge,
            by=by,
        )
    )


@app.command()
def verify(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Every posted entry again.")] = False,
) -> None:
    """Read posted entries back from the site and compare them."""
    from bot.jobs import working

    raise typer.Exit(working.verify(_settings(context), everything=everything))


@app.command()
def doubts(
    context: typer.Context,
    settle: Annotated[tuple[str, str] | None, typer.Option(help="KEY posted|absent")] = None,
    number: Annotated[str, typer.Option(help="The document's number on the site (for posted).")] = "",
    reason: Annotated[str, typer.Option(help="Why; kept for good.")] = "",
    as_json: Json = False,
) -> None:
    """List entries in doubt, or settle one."""
    from bot.jobs import deciding

    settings = _settings(context)
    if settle is None:
        raise typer.Exit(deciding.doubts(settings, as_json=as_json))
    raise typer.Exit(deciding.settle(settings, settle[0], settle[1], number=number, reason=reason))


@app.command()
def status(
    context: typer.Context,
    as_json: Json = False,
    entries: Annotated[bool, typer.Option("--entries", help="List each entry.")] = False,
) -> None:
    """Show counts and sums by status and screen."""
    from bot.jobs import reading

    raise typer.Exit(reading.status(_settings(context), as_json=as_json, entries=entries))


@app.command()
def report(context: typer.Context, out_dir: Annotated[Path, typer.Argument(help="Folder.")]) -> None:
    """Write the result workbook and the HTML report."""
    from bot.jobs import reading

    raise typer.Exit(reading.report(_settings(context), out_dir))


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
    what: Annotated[str, typer.Argument(help="mapping, config, or reference (Markdown)")] = "mapping",
) -> None:
    """Print the JSON Schema of mappings or config, or the mapping reference."""
    from bot.jobs import reading

    print(reading.schema(what))


@app.command()
def learn(
    context: typer.Context,
    address: Annotated[str | None, typer.Argument(help="Page, relative to site.url.")] = None,
    menu: Annotated[list[str] | None, typer.Option(help="Menu captions to click, outermost first.")] = None,
    frame: Annotated[list[str] | None, typer.Option(help="CSS of frames, outermost first.")] = None,
) -> None:
    """Describe every control of a page, to write a mapping: captions, ids, names, options."""
    from bot.jobs import working
    from bot.jobs.output import print_json

    way = {"menu": tuple(menu or ()), "frame": tuple(frame or ())}
    print_json(working.learn(_settings(context), address=address, **way))


@app.command()
def password(context: typer.Context) -> None:
    """Keep the password in the computer's own key store."""
    from bot.jobs import deciding

    deciding.keep_password(_settings(context))


@app.command()
def browser(
    install: Annotated[bool, typer.Option("--install", help="Install one if there is none.")] = False,
) -> None:
    """Show which browser will be used."""
    from bot.doctor import ensure_browser

    print(ensure_browser(install=install))


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


def _settings(context: typer.Context) -> Any:
    from bot.config import load_settings

    called: Called = context.obj
    settings = load_settings(called.config)
    if called.language:
        return settings.model_copy(update={"language": called.language})
    use_language(settings.language)
    return settings


def _settings_or_default(context: typer.Context) -> Any:
    from bot.config import default_settings

    called: Called = context.obj
    return _settings(context) if called.config.is_file() else default_settings()


def _log_to_stderr(*, debug: bool) -> None:
    logger.remove()
    # diagnose would print the values of local variables, passwords among them (hazards 25).
    logger.add(sys.stderr, level="DEBUG" if debug else "WARNING", diagnose=False, backtrace=False)


def _explain(error: BotError) -> None:
    from bot.jobs.output import explain

    explain(error)

