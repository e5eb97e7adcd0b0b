"""The check run's summary: what a person reads in ten seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from github_app.review.model import Snapshot
from github_app.review.quoting import code, cut, plain
from plan_rules.lint.finding import Finding
from plan_rules.review import Review

if TYPE_CHECKING:
    from github_app.review.compose import Judged

MOST_BYTES = 65_000
_MOST_ROWS = 60
__all__ = ["plain", "text"]


def text(
    snapshot: Snapshot,
    judged: "Judged",
    found: Mapping[str, Sequence[Finding]],
    blocking: Sequence[Finding],
    unread: Mapping[str, Review],
    left_out: int,
    fixed: int,
) -> str:
    """Verdict, table, what was fixed, what is silenced, which configuration judged; at most 65,000 bytes."""
    parts = [_verdict(judged, found, blocking, unread)]
    parts += [f"- {code(path)} could not be analysed: {plain(review.reason or '')}" for path, review in unread.items()]
    parts += [
        f"- {code(path)}: {plain(review.reason)}"
        for path, review in judged.reviews.items()
        if review.reason and review.status != "not-analysed"
    ]
    rows = [row for path, findings in found.items() for row in _rows(snapshot, judged, path, findings)]
    if rows:
        parts += ["", "| | rule | where | what |", "|---|---|---|---|", *rows[:_MOST_ROWS]]
        if len(rows) > _MOST_ROWS:
            parts.append(f"\n{len(rows) - _MOST_ROWS} more findings are annotations only.")
    if left_out:
        parts.append(
            f"\n{left_out} finding{'' if left_out == 1 else 's'} got no comment of their own, because `max_comments` is {judged.config.max_comments}."
        )
    if fixed:
        parts.append(
            f"\n✅ {fixed} finding{'' if fixed == 1 else 's'} of earlier pushes {'is' if fixed == 1 else 'are'} fixed."
        )
    parts += _silenced(judged)
    parts += _head_config(judged)
    source = f"Judged by {plain(judged.config_origin)}" + (f" ({judged.config_hash[:8]})" if judged.config_hash else "")
    parts.append(
        f"\n<sub>{source}.{' Shadow mode: this check never fails.' if judged.config.mode == 'shadow' else ''}</sub>"
    )
    return cut("\n".join(parts), MOST_BYTES)


def _verdict(
    judged: "Judged", found: Mapping[str, Sequence[Finding]], blocking: Sequence[Finding], unread: Mapping[str, Review]
) -> str:
    plans = f"{len(judged.reviews)} changed plan{'' if len(judged.reviews) == 1 else 's'}"
    if blocking:
        worst = Counter(finding.rule for finding in blocking)
        return f"**Blocked** by {len(blocking)} finding{'' if len(blocking) == 1 else 's'} in {plans}: {', '.join(sorted(worst))}."
    if judged.head_config_errors:
        return "**Blocked**: the configuration that this pull request brings is invalid."
    if unread:
        return f"**Not analysed**: {len(unread)} of {plans}."
    total = sum(map(len, found.values()))
    return f"**Passed**: {plans}, {total or 'no'} finding{'' if total == 1 else 's'}, none that blocks."


def _rows(snapshot: Snapshot, judged: "Judged", path: str, findings: Sequence[Finding]) -> list[str]:
    pull_request = snapshot.pull_request
    base = pull_request.html_url.split("/pull/")[0] if "/pull/" in pull_request.html_url else ""
    rows = []
    for finding in findings:
        line = finding.anchor.line
        place = f"{code(path)} line {line}"
        if base.startswith("https://"):
            place += f" ([open]({base}/blob/{pull_request.head_sha}/{quote(path)}?plain=1#L{line}))"
        rows.append(
            f"| {finding.severity} | [{finding.rule}]({judged.rule_pages}/{finding.rule}) | {place} | {plain(finding.message)} |"
        )
    return rows


def _silenced(judged: "Judged") -> list[str]:
    silenced = [(path, s) for path, review in judged.reviews.items() for s in review.silenced]
    if not silenced:
        return []
    return [
        f"\n{len(silenced)} silenced in the plans:",
        *(
            f"- {code(path)} line {s.finding.anchor.line} {s.finding.rule}: {plain(s.reason)}"
            for path, s in silenced[:_MOST_ROWS]
        ),
    ]


def _head_config(judged: "Judged") -> list[str]:
    if judged.head_config_errors:
        return [
            "\nThe configuration in this pull request is invalid and was not used:",
            *(f"- {code(e.path)} line {e.line}: {plain(e.message)}" for e in judged.head_config_errors),
        ]
    if judged.head_config_effect is None:
        return []
    more, fewer = judged.head_config_effect
    return [
        f"\nThis pull request changes the configuration. It was not used; with it there would be +{more} / −{fewer} findings."
    ]
