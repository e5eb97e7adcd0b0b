"""The check run's summary: what a person reads in ten seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from github_app.repo_config import ConfigError
from github_app.review import wording
from github_app.review.judged import Judged
from github_app.review.lifecycle import Standing
from github_app.review.model import Snapshot
from github_app.review.quoting import code, cut, plain
from plan_rules.lint.finding import Finding
from plan_rules.review import Review

MOST_BYTES = 65_000
_MOST_ROWS = 60
MOST_LINES = 30
"""Of plans, reasons or faults that are listed one by one."""
MOST_ANNOTATIONS = 1_000
"""Twenty requests; a hostile plan must not use up the hour's writes. Everything beyond is counted by rule."""
_ROOM_FOR_THE_REST = 1_000
_RANK = {"error": 0, "warning": 1, "info": 2}
_BLOCKING = {"error": "Errors block", "warning": "Errors and warnings block", "info": "All findings block"}
__all__ = ["plain", "text"]


def text(
    snapshot: Snapshot,
    judged: Judged,
    found: Mapping[str, Sequence[Finding]],
    blocking: Sequence[Finding],
    unread: Mapping[str, Review],
    left_out: int,
    gone: Sequence[Standing],
    cut_off: str = "",
) -> str:
    """Verdict, table, what was fixed, what is silenced, which configuration judged; at most 65,000 bytes."""
    head = [_verdict(judged, found, blocking, unread, cut_off), *_unjudged(judged)]
    tail = []
    if left_out:
        tail.append(
            f"\n{left_out} finding{'' if left_out == 1 else 's'} got no comment of {'its' if left_out == 1 else 'their'} own, because `max_comments` is {judged.config.max_comments}."
        )
    tail += _gone(gone)
    tail += _silenced(judged)
    tail += _head_config(judged)
    source = f"Judged by {plain(judged.config_origin)}" + (f" ({judged.config_hash[:8]})" if judged.config_hash else "")
    tail.append(
        f"\n<sub>{source}.{' Shadow mode: this check never fails.' if judged.config.mode == 'shadow' else ''}</sub>"
    )
    room = MOST_BYTES - len("\n".join([*head, *tail]).encode())
    return cut("\n".join([*head, *_table(snapshot, judged, found, room), *tail]), MOST_BYTES)


def _gone(gone: Sequence[Standing]) -> list[str]:
    """What this push took away, by rule and plan."""
    if not gone:
        return []
    counted = Counter((wording.rule_of(one.comment.body), one.path) for one in gone)
    listed = [
        f"- {rule} in {code(path)}{f' ({n} times)' if n > 1 else ''}" for (rule, path), n in sorted(counted.items())
    ]
    said = f"\n✅ {len(gone)} finding{'' if len(gone) == 1 else 's'} of earlier pushes {'is' if len(gone) == 1 else 'are'} gone:\n"
    return [said, *listed[:MOST_LINES], *_more(len(listed))]


def _unjudged(judged: Judged) -> list[str]:
    """Plans that were not judged, or only in part, and why; those that could not be analysed first."""
    told = [(path, review) for path, review in judged.reviews.items() if review.reason]
    told.sort(key=lambda one: (one[1].status != "not-analysed", one[0]))
    lines = [
        f"- {code(path)}{' could not be analysed' if review.status == 'not-analysed' else ''}: {plain(review.reason or '')}"
        for path, review in told[:MOST_LINES]
    ]
    return [*lines, *_more(len(told))]


def _table(snapshot: Snapshot, judged: Judged, found: Mapping[str, Sequence[Finding]], room: int) -> list[str]:
    """Findings worst first, as many rows as there is room for; the rest is counted by rule."""
    findings = sorted(
        ((path, finding) for path, per_file in found.items() for finding in per_file),
        key=lambda one: (_RANK[one[1].severity], one[0], one[1].anchor.line),
    )
    if not findings:
        return []
    rows = ["", "| severity | rule | where | what |", "|---|---|---|---|"]
    room -= _ROOM_FOR_THE_REST
    for done, (path, finding) in enumerate(findings):
        row = _row(snapshot, judged, path, finding)
        room -= len(row.encode()) + 1
        if done == _MOST_ROWS or room < 0:
            rest = Counter(finding.rule for _, finding in findings[done:])
            counted = ", ".join(f"{count} {rule}" for rule, count in sorted(rest.items()))
            left = len(findings) - done
            said = f"\n{left} more finding{' is an annotation' if left == 1 else 's are annotations'} only: {counted}."
            if len(findings) > MOST_ANNOTATIONS:
                said = f"\n{left} more findings: {counted}. The worst {MOST_ANNOTATIONS:,} of all are annotations."
            return [*rows, said]
        rows.append(row)
    return rows


def faults(errors: Sequence[ConfigError]) -> list[str]:
    """What is wrong with a configuration, by line."""
    listed = [f"- {code(e.path)} line {e.line}: {plain(e.message)}" for e in errors[:MOST_LINES]]
    return [*listed, *_more(len(errors))]


def _more(count: int) -> list[str]:
    return [f"- and {count - MOST_LINES} more"] if count > MOST_LINES else []


def _verdict(
    judged: Judged,
    found: Mapping[str, Sequence[Finding]],
    blocking: Sequence[Finding],
    unread: Mapping[str, Review],
    cut_off: str,
) -> str:
    plans = f"{len(judged.reviews)} changed plan{'' if len(judged.reviews) == 1 else 's'}"
    if blocking:
        worst = Counter(finding.rule for finding in blocking)
        verdict = "Would be blocked" if judged.config.mode == "shadow" else "Blocked"
        return (
            f"**{verdict}** by {len(blocking)} finding{'' if len(blocking) == 1 else 's'} in {_of_plans(found, blocking, plans)}: "
            f"{', '.join(sorted(worst))}. {_BLOCKING[judged.config.fail_on]} (`fail_on: {judged.config.fail_on}`)."
        )
    if judged.head_config_errors:
        return "**Blocked**: the configuration that this pull request brings is invalid."
    if unread:
        return f"**Not analysed**: {plans if len(unread) == len(judged.reviews) else f'{len(unread)} of {plans}'}."
    if cut_off:
        return f"**Not analysed**: {cut_off}"
    total = sum(map(len, found.values()))
    return f"**Passed**: {plans}, {total or 'no'} finding{'' if total == 1 else 's'}, none that blocks."


def _of_plans(found: Mapping[str, Sequence[Finding]], blocking: Sequence[Finding], plans: str) -> str:
    """Where the blocking findings are: in 1 of 3 changed plans."""
    ones = {id(finding) for finding in blocking}
    concerned = sum(any(id(finding) in ones for finding in per_file) for per_file in found.values())
    return plans if plans.startswith(f"{concerned} ") else f"{concerned} of {plans}"


def _row(snapshot: Snapshot, judged: Judged, path: str, finding: Finding) -> str:
    pull_request = snapshot.pull_request
    base = pull_request.html_url.split("/pull/")[0] if "/pull/" in pull_request.html_url else ""
    line = finding.anchor.line
    place = f"line {line}"
    if base.startswith("https://") and not {".", ".."} & set(path.split("/")):
        place = f"[{place}]({base}/blob/{pull_request.head_sha}/{quote(path)}?plain=1#L{line})"
    rule = wording.linked(finding.rule, judged.rule_pages)
    return f"| {finding.severity} | {rule} | {code(path)} {place} | {plain(finding.message)} |"


def _silenced(judged: Judged) -> list[str]:
    silenced = [(path, s) for path, review in judged.reviews.items() for s in review.silenced]
    if not silenced:
        return []
    return [
        f"\n{len(silenced)} finding{'' if len(silenced) == 1 else 's'} silenced in the plans:\n",
        *(
            f"- {code(path)} line {s.finding.anchor.line} {s.finding.rule}: {plain(s.reason)}"
            for path, s in silenced[:MOST_LINES]
        ),
        *_more(len(silenced)),
    ]


def _head_config(judged: Judged) -> list[str]:
    if judged.head_config_errors:
        return [
            "\nThe configuration in this pull request is invalid and was not used:\n",
            *faults(judged.head_config_errors),
        ]
    if judged.head_config_effect is None:
        return []
    more, fewer = judged.head_config_effect
    return [
        f"\nThis pull request changes the configuration. It was not used; with it there would be +{more} / −{fewer} findings."
    ]
