"""The `planreview` command. Each command imports what it needs when it runs, so that `check` starts quickly."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from github_app import completion

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    name="planreview",
    help="Reviews implementation plans: on your machine before you push, and in pull requests as a GitHub App.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
config_app = typer.Typer(no_args_is_help=True, help="Work on a repository's .github/planreview.yml.")
app.add_typer(config_app, name="config")


_LASTING = frozenset({"serve", "web", "worker", "demo"})
"""Commands that compile once and run long: they keep no patterns between runs."""


class Format(StrEnum):
    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
    rdjson = "rdjson"


class OutlineFormat(StrEnum):
    text = "text"
    json = "json"


class FailOn(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def main() -> None:
    """Entry point of the console script."""
    app()


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"planreview {version('planreview')}\n")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """What holds for all commands."""
    if context.invoked_subcommand not in _LASTING:
        from github_app.local.patterns import kept_patterns

        context.with_resource(kept_patterns())


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Plan files or folders; `-` reads standard input. Default: all plans below this folder."),
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", help="How to print the findings.")] = Format.text,
    config: Annotated[
        Path | None, typer.Option(help="Configuration file instead of .github/planreview.yml.", exists=True)
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Use the defaults only.")] = False,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Lowest severity that makes the exit status 1. Default: the config's.")
    ] = None,
    diff: Annotated[
        str | None, typer.Option(metavar="REV", help="Only findings that meet lines changed since REV.")
    ] = None,
    plans_only: Annotated[
        bool,
        typer.Option("--plans-only", help="Of the files named, check only plans, as the configuration tells them."),
    ] = False,
    select: Annotated[
        str | None, typer.Option(metavar="RULE,…", help="Run only these rules.", autocompletion=completion.some_rules)
    ] = None,
    ignore: Annotated[
        str | None, typer.Option(metavar="RULE,…", help="Leave these rules out.", autocompletion=completion.some_rules)
    ] = None,
    stdin_filename: Annotated[str, typer.Option(metavar="PATH", help="Name to report for standard input.")] = "<stdin>",
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Leave out the findings recorded in FILE.", exists=True)
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Record the findings of this run in FILE and exit with 0.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes to use; 0: one a core.")] = 1,
) -> None:
    """Check plan files. Exit status: 0 nothing at or above --fail-on, 1 findings, 2 usage or unreadable input."""
    from github_app.local import check as local

    request = local.Request(
        paths=tuple(paths or ()),
        format=output_format.value,
        config=config,
        no_config=no_config,
        fail_on=fail_on.value if fail_on else None,
        diff=diff,
        plans_only=plans_only,
        select=_names(select),
        ignore=_names(ignore),
        stdin_filename=stdin_filename,
        baseline=baseline,
        write_baseline=write_baseline,
        jobs=jobs,
    )
    raise typer.Exit(_guarded(lambda: local.run(request)))


@app.command()
def outline(
    path: Annotated[Path, typer.Argument(help="A plan file; `-` reads standard input.")],
    output_format: Annotated[OutlineFormat, typer.Option("--format", help="How to print it.")] = OutlineFormat.text,
) -> None:
    """Show how a plan was read: its kind, steps, context, decisions and criteria, with lines."""
    from github_app.local import outline as local

    raise typer.Exit(_guarded(lambda: local.run(path, output_format.value)))


@app.command()
def rules(
    rule: Annotated[
        str | None,
        typer.Argument(help="A rule to explain; without one, all are listed.", autocompletion=completion.one_rule),
    ] = None,
) -> None:
    """List the rules, or explain one."""
    from github_app.local import rules as local

    raise typer.Exit(_guarded(lambda: local.run(rule)))


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="The rule to explain.", autocompletion=completion.one_rule)],
) -> None:
    """Explain one rule: what it does, why it matters, how to fix it."""
    rules(rule)


@app.command()
def lsp() -> None:
    """Run the language server on standard input and output, for editors. Needs the extra `lsp`."""
    from github_app.local.refusal import Refused

    def run() -> int:
        try:
            from github_app.lsp import server
        except ModuleNotFoundError as missing:
            raise Refused(
                f"the language server needs {missing.name}. Install it with: pip install 'pygls>=2,<3'"
            ) from None
        return server.run()

    raise typer.Exit(_guarded(run))


@config_app.command("init")
def config_init(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path(".github/planreview.yml"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Write its JSON Schema beside it, so that editors complete and check.")
    ] = False,
) -> None:
    """Write a commented configuration file."""
    from github_app.local import config as local

    raise typer.Exit(_guarded(lambda: local.init(path, force=force, with_schema=schema)))


@config_app.command("validate")
def config_validate(
    path: Annotated[Path, typer.Argument(help="The file to check.")] = Path(".github/planreview.yml"),
) -> None:
    """Check a configuration file; errors name the line and the nearest valid word."""
    from github_app.local import config as local

    raise typer.Exit(_guarded(lambda: local.validate(path)))


@config_app.command("schema")
def config_schema() -> None:
    """Print the JSON Schema of the configuration file, for editors."""
    from github_app.local import config as local

    raise typer.Exit(local.schema())


@app.command()
def simulate(
    pull_request: Annotated[str, typer.Argument(metavar="OWNER/REPO#N", help="A pull request; its address will do.")],
    output_format: Annotated[OutlineFormat, typer.Option("--format", help="How to print it.")] = OutlineFormat.text,
    config: Annotated[
        Path | None, typer.Option(help="Configuration to judge by instead of the base branch's.", exists=True)
    ] = None,
) -> None:
    """Review a real pull request and print what would be posted, posting nothing. Reads with GITHUB_TOKEN or GH_TOKEN."""
    from github_app.local import simulate as local

    raise typer.Exit(_guarded(lambda: local.run(pull_request, output_format.value, config)))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Default: PLANREVIEW_HOST or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Default: PLANREVIEW_PORT or 8000.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that check plans.")] = None,
) -> None:
    """Run the GitHub App: webhook receiver and worker in one process."""
    from github_app import server

    raise typer.Exit(server.serve(host=host, port=port, workers=workers))


@app.command()
def web(
    host: Annotated[str | None, typer.Option(help="Default: PLANREVIEW_HOST or 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Default: PLANREVIEW_PORT or 8000.")] = None,
) -> None:
    """Run only the webhook receiver and the pages; `planreview worker` does the reviews."""
    from github_app import server

    raise typer.Exit(server.web(host=host, port=port))


@app.command()
def worker(
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that check plans.")] = None,
) -> None:
    """Run only the worker; needs the same PLANREVIEW_DATABASE_URL as `planreview web`."""
    from github_app import server

    raise typer.Exit(server.worker(workers=workers))


@app.command()
def doctor() -> None:
    """Look at settings, key, permissions, webhook, clock and database, and say what to do. Exit status: 0 well, 1 not."""
    from github_app import doctor as examined

    raise typer.Exit(examined.run())


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End after the second review instead of staying up.")] = False,
    port: Annotated[int, typer.Option(help="Port of the local page; 0 picks a free one.")] = 0,
) -> None:
    """Show a review, start to end, against a stand-in GitHub on this machine."""
    from github_app import demo as shown

    raise typer.Exit(shown.run(once=once, port=port))


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def _guarded(run: "Callable[[], int]") -> int:
    """Run a command; a refusal becomes one line on standard error and exit status 2."""
    from github_app.local.refusal import Refused

    try:
        return run()
    except Refused as refused:
        sys.stderr.write(f"planreview: {refused}\n")
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
