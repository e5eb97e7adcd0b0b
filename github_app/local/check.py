"""`planreview check`: find, read, lint and print."""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from github_app.local.analysis import Task, check_all
from github_app.local.diff import changed_since
from github_app.local.files import expand, find_config, read_bytes, relative_to
from github_app.local.progress import counted
from github_app.local.refusal import Refused
from github_app.output.report import CheckedFile, Report
from github_app.repo_config import DEFAULT_CONFIG, ConfigInvalid, RepoConfig, parse_config
from plan_rules.lint.engine import with_severity_at_least
from plan_rules.lint.finding import Finding, Severity
from plan_rules.lint.registry import rule_ids
from plan_rules.lint.settings import LintSettings

_WIDEST = 120
"""Columns of text that is read in one go."""


@dataclass(frozen=True, slots=True)
class Request:
    paths: tuple[Path, ...] = ()
    format: str = "text"
    config: Path | None = None
    no_config: bool = False
    fail_on: str | None = None
    diff: str | None = None
    plans_only: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    stdin_filename: str = "<stdin>"
    baseline: Path | None = None
    write_baseline: Path | None = None
    jobs: int = 1


def run(request: Request) -> int:
    """Check as asked, print to standard output, and return the exit status."""
    _known((*request.select, *request.ignore))
    config, root = _config(request)
    files = list(expand(request.paths or (Path(),), root, config.is_plan))
    if request.plans_only:
        files = [file for file in files if config.is_plan(relative_to(file, root))]
    elif not files:
        sys.stderr.write("planreview: no plan files here. Name a file, or set `paths` in .github/planreview.yml.\n")
    changed = _changed(request, files)
    checked = _check(files, request, config, root)
    if changed is not None:
        checked = [_only_changed(file, changed) for file in checked]
    if request.write_baseline:
        return _write_baseline(request.write_baseline, checked)
    if request.baseline:
        checked = _without_known(checked, request.baseline)
    report = Report(tuple(sorted(checked, key=lambda file: file.path)), rule_pages(), _version(request.format))
    sys.stdout.write(_render(report, request.format))
    return _status(report, request.fail_on or config.fail_on)


def _known(names: Iterable[str]) -> None:
    import difflib

    valid = rule_ids()
    for name in names:
        if name not in valid:
            near = difflib.get_close_matches(name, valid, 1)
            hint = f" Did you mean {near[0]}?" if near else " `planreview rules` lists them."
            raise Refused(f"there is no rule “{name}”.{hint}")


def _config(request: Request) -> tuple[RepoConfig, Path]:
    if request.no_config:
        return DEFAULT_CONFIG, Path()
    path = request.config or find_config(Path.cwd())
    if path is None:
        return DEFAULT_CONFIG, Path()
    try:
        config = parse_config(read_bytes(path).decode("utf-8", "replace"), str(path))
    except ConfigInvalid as invalid:
        raise Refused("\n".join(str(error) for error in invalid.errors)) from None
    root = path.parent.parent if path.parent.name == ".github" else Path()
    return config, root


def _changed(request: Request, files: list[Path]) -> dict[Path, frozenset[int]] | None:
    if request.diff is None:
        return None
    if request.diff.startswith("-"):
        raise Refused(f"“{request.diff}” is no revision.")
    return changed_since(request.diff, [file for file in files if str(file) != "-"], Path.cwd())


def _check(files: list[Path], request: Request, config: RepoConfig, root: Path) -> list[CheckedFile]:
    tasks = [
        Task(
            file,
            request.stdin_filename if str(file) == "-" else str(file),
            _settings(config, relative_to(file, root), request),
        )
        for file in files
    ]
    return list(counted(check_all(tasks, request.jobs), len(tasks), "plans checked"))


def _settings(config: RepoConfig, path: str, request: Request) -> LintSettings:
    settings = config.settings_for(path)
    if request.select or request.ignore:
        settings = replace(settings, select=frozenset(request.select), ignore=frozenset(request.ignore))
    return settings


def _only_changed(file: CheckedFile, changed: dict[Path, frozenset[int]]) -> CheckedFile:
    from github_app.review.placement import meets

    lines = changed.get(Path(file.path))
    if lines is None:
        return file
    return _with_findings(file, (finding for finding in file.review.findings if meets(finding, lines)))


def _with_findings(file: CheckedFile, findings: Iterable[Finding]) -> CheckedFile:
    return replace(file, review=replace(file.review, findings=tuple(findings)))


def _write_baseline(path: Path, checked: list[CheckedFile]) -> int:
    known = {file.path: sorted(f.fingerprint for f in file.review.findings) for file in checked if file.review.findings}
    path.write_text(json.dumps({"version": 1, "files": known}, indent=1, sort_keys=True) + "\n")
    count = sum(map(len, known.values()))
    sys.stderr.write(
        f"planreview: recorded {count} finding{'' if count == 1 else 's'} of {len(known)} file{'' if len(known) == 1 else 's'} in {path}\n"
    )
    return 0


def _without_known(checked: list[CheckedFile], path: Path) -> list[CheckedFile]:
    try:
        known = json.loads(path.read_text())["files"]
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{path}: not a baseline. Make one with --write-baseline.") from None
    return [
        _with_findings(file, (f for f in file.review.findings if f.fingerprint not in known.get(file.path, ())))
        for file in checked
    ]


def _version(output_format: str) -> str:
    """Of planreview, where the format prints it: to look it up is slow."""
    if output_format != "sarif":
        return ""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("planreview")
    except PackageNotFoundError:
        return ""


def rule_pages() -> str:
    """Where the server shows the rules' pages; empty where no server is known."""
    address = os.environ.get("PLANREVIEW_PUBLIC_URL", "").rstrip("/")
    return f"{address}/rules" if address else ""


def _render(report: Report, output_format: str) -> str:
    from importlib import import_module

    printer = import_module(f"github_app.output.{output_format}")
    if output_format == "text":
        terminal = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        links = terminal and "PLANREVIEW_PUBLIC_URL" in os.environ
        width = min(shutil.get_terminal_size().columns, _WIDEST) if terminal else _WIDEST
        return str(printer.render(report, colour=terminal, links=links, width=width))
    return str(printer.render(report))


def _status(report: Report, fail_on: str) -> int:
    if any(file.status == "not-analysed" for file in report.files):
        return 2
    if fail_on == "never":
        return 0
    lowest: Severity = fail_on  # type: ignore[assignment]
    return int(any(with_severity_at_least(file.review.findings, lowest) for file in report.files))
