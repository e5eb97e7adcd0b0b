"""The completed check run: conclusion, title, summary and annotations, and the special outcomes."""

from collections.abc import Mapping, Sequence

from github_app.repo_config import ConfigError
from github_app.review import summary, wording
from github_app.review.judged import Judged
from github_app.review.lifecycle import Standing
from github_app.review.model import Annotation, AnnotationLevel, CheckAction, CheckRun, Conclusion, Snapshot
from github_app.review.quoting import cut, inert
from plan_rules.lint.finding import Finding, Severity

_LEVELS: dict[Severity, AnnotationLevel] = {"error": "failure", "warning": "warning", "info": "notice"}
_RANK = {"error": 0, "warning": 1, "info": 2, "never": -1}
MOST_FILES = 3_000
"""Source: GitHub's “List pull requests files”."""
RERUN = CheckAction("Re-run", "Review the plans once more", "rerun")
EXPLAIN = CheckAction("Explain", "Show the rules behind these findings", "explain")


def judged_check(
    snapshot: Snapshot,
    judged: Judged,
    found: Mapping[str, Sequence[Finding]],
    left_out: int,
    gone: Sequence[Standing],
) -> CheckRun:
    """The verdict on everything that was found. `gone`: comments whose findings left with this push."""
    config = judged.config
    cut_off = unlisted(snapshot)
    if not judged.reviews and not judged.head_config_errors and not cut_off:
        return no_plan_changed(brings_config=snapshot.head_config is not None)
    findings = [finding for per_file in found.values() for finding in per_file]
    unread = {path: review for path, review in judged.reviews.items() if review.status == "not-analysed"}
    blocking = [f for f in findings if config.fail_on != "never" and _RANK[f.severity] <= _RANK[config.fail_on]]
    conclusion: Conclusion = "failure" if blocking or judged.head_config_errors else "success"
    if (unread or cut_off) and conclusion == "success":
        conclusion = config.unreadable
    if config.mode == "shadow":
        conclusion = "neutral"
    counts = {severity: sum(f.severity == severity for f in findings) for severity in _LEVELS}
    title = wording.title(counts["error"], counts["warning"], counts["info"])
    if unread:
        title = f"{len(unread)} plan{'' if len(unread) == 1 else 's'} could not be analysed"
    elif cut_off:
        title = "Too many files to see all plans"
    if judged.head_config_errors:
        title = "planreview.yml is invalid"
    noted = [(path, finding) for path, per_file in found.items() for finding in per_file]
    if len(noted) > summary.MOST_ANNOTATIONS:
        noted = sorted(noted, key=lambda one: _RANK[one[1].severity])[: summary.MOST_ANNOTATIONS]
    annotations = [_annotation(path, finding) for path, finding in noted]
    annotations += [_config_annotation(error) for error in judged.head_config_errors[: summary.MOST_LINES]]
    return CheckRun(
        conclusion=conclusion,
        title=title,
        summary=summary.text(snapshot, judged, found, blocking, unread, left_out, gone, cut_off),
        annotations=tuple(annotations),
        actions=(RERUN, EXPLAIN) if findings else (RERUN,),
    )


def _annotation(path: str, finding: Finding) -> Annotation:
    anchor = finding.anchor
    one_line = anchor.line == anchor.end_line
    return Annotation(
        path=path,
        start_line=anchor.line,
        end_line=anchor.end_line,
        level=_LEVELS[finding.severity],
        title=inert(f"{finding.anti_pattern} ({finding.rule})")[:255],
        message=wording.annotation_message(finding),
        start_column=anchor.column if one_line else None,
        end_column=anchor.end_column if one_line else None,
    )


def _config_annotation(error: ConfigError) -> Annotation:
    return Annotation(error.path, error.line, error.line, "failure", "planreview.yml is invalid", inert(error.message))


def unlisted(snapshot: Snapshot) -> str:
    """What to say where GitHub doesn't list all files of a pull request; empty where it does. A merge group's pull
    requests were each judged before."""
    if snapshot.pull_request.number and len(snapshot.files) >= MOST_FILES:
        return f"GitHub lists no more than {MOST_FILES:,} files of a pull request: plans beyond these are not judged."
    return ""


def no_plan_changed(*, brings_config: bool = False) -> CheckRun:
    """`brings_config`: the pull request changes the configuration, and that is valid."""
    said = "This pull request changes no file that the configuration calls a plan."
    if brings_config:
        said += " The configuration that it brings is valid, and counts once it is merged."
    return CheckRun("neutral", "No plan changed", said)


def config_invalid(errors: Sequence[ConfigError], origin: str) -> CheckRun:
    """The base branch's configuration can't be used: no plan is judged by half of one."""
    said = f"The configuration ({summary.plain(origin)}) can't be used, so no plan was judged. Correct it on the base branch:"
    return CheckRun(
        "failure",
        "planreview.yml is invalid",
        cut("\n".join([said, "", *summary.faults(errors)]), summary.MOST_BYTES),
        actions=(RERUN,),
    )


def config_repaired() -> CheckRun:
    """The base branch's configuration can't be used, and this pull request only puts that right."""
    return CheckRun(
        "neutral",
        "planreview.yml is repaired here",
        "The configuration on the base branch is invalid; the one that this pull request brings is valid, and it changes no "
        "plan. Until it is merged, pull requests that change plans are not judged.",
        actions=(RERUN,),
    )


def failed(cause: str) -> CheckRun:
    """We could not finish; the check says why, and never passes."""
    return CheckRun(
        "failure",
        "The review could not be finished",
        f"planreview stopped: {cut(summary.plain(cause), summary.MOST_BYTES // 2)}. Press “Re-run” to try again.",
        actions=(RERUN,),
    )
