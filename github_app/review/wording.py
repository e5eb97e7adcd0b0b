"""Every sentence that people read on GitHub, in one place."""

from github_app.review.quoting import code, cut, fenced, plain
from plan_rules.lint.finding import Finding, Suggestion
from plan_rules.lint.registry import rules

MOST_BYTES = 60_000
"""Comment bodies stay below GitHub's 65,536 characters."""
SIGNS = {"error": "🛑", "warning": "⚠️", "info": "💡"}


def comment_body(finding: Finding, help_url: str, suggestion: Suggestion | None, mark: str) -> str:
    """One review comment: what, why, how, a repair where it is mechanical, the rule's page, the hidden mark."""
    parts = [
        f"{SIGNS.get(finding.severity, '')} **{plain(finding.anti_pattern)}** · {finding.severity}",
        plain(finding.message),
        f"**Why it matters.** {_ours_or_plain(finding.why, finding.rule)}",
        f"**How to fix it.** {_ours_or_plain(finding.how, finding.rule)}",
    ]
    if suggestion is not None and len(suggestion.replacement.encode()) < MOST_BYTES // 4:
        parts.append(fenced(suggestion.replacement, "suggestion"))
    parts.append(f"<sub>[{finding.rule}]({help_url})</sub>")
    return f"{cut(chr(10).join(p + chr(10) for p in parts).rstrip(), MOST_BYTES)}\n\n{mark}"


def _ours_or_plain(text: str, rule: str) -> str:
    """A rule's own sentence as it is; one that a configuration gave is quoted."""
    entry = rules().get(rule)
    return text if entry and text in {entry.rule.why, entry.rule.how} else plain(text)


def review_body(comments: int, left_out: int) -> str:
    said = f"planreview has {comments} new comment{'' if comments == 1 else 's'} on the plans in this pull request."
    if left_out:
        said += f" {left_out} more stand{'s' if left_out == 1 else ''} in the check run's summary."
    return said


def fixed_note(sha: str) -> str:
    return f"✅ **Fixed** in {sha[:7]}."


def silenced_note(sha: str, reason: str) -> str:
    return f"🔕 **Silenced** in the plan as of {sha[:7]}: {plain(reason)}"


def left_note(sha: str) -> str:
    return f"✅ **Gone** as of {sha[:7]}: this pull request no longer changes the plan."


def title(errors: int, warnings: int, infos: int) -> str:
    parts = [
        f"{count} {name}{'' if count == 1 else plural}"
        for count, name, plural in ((errors, "error", "s"), (warnings, "warning", "s"), (infos, "remark", "s"))
        if count
    ]
    return ", ".join(parts) or "Nothing found"


def annotation_message(finding: Finding) -> str:
    return cut(f"{finding.message}\n\nWhy it matters: {finding.why}\nHow to fix it: {finding.how}", 60_000)


def quoted_path(path: str) -> str:
    return code(path)
