"""Every sentence that people read on GitHub, in one place."""

import hashlib
import re
from collections.abc import Sequence

from github_app.review.placement import Placed
from github_app.review.quoting import cut, fenced, harmless, inert, plain
from plan_rules.lint.finding import Finding
from plan_rules.lint.registry import rules

MOST_BYTES = 60_000
"""Comment bodies stay below GitHub's 65,536 characters."""
SIGNS = {"error": "🛑", "warning": "⚠️", "info": "💡"}
_RULE = re.compile(r"^<sub>\[([a-z-]+)\]\(", re.MULTILINE)
_PASSING = re.compile(
    r"\(http[^)\s]*\)|^Line \d+\. |\d+|^`{3,}suggestion$.*?^`{3,}$|\s+|<!-- planreview:v1 .*", re.MULTILINE | re.DOTALL
)
"""Parts of a comment that may differ while it says the same: addresses, numbers, a repair that no longer fits, its mark."""


def comment_body(placed: Placed, rule_pages: str, mark: str) -> str:
    """One review comment: what, why, how, a repair where it is mechanical, the rule's page, the hidden mark."""
    finding, suggestion = placed.finding, placed.suggestion
    where = f"Line {finding.anchor.line}. " if placed.kind == "file" else ""
    parts = [
        f"{SIGNS.get(finding.severity, '')} **{plain(finding.anti_pattern)}** · {finding.severity}",
        where + plain(finding.message),
        f"**Why it matters.** {_ours_or_plain(finding.why, finding.rule)}",
        f"**How to fix it.** {_ours_or_plain(finding.how, finding.rule)}",
    ]
    if suggestion is not None and harmless(suggestion.replacement):
        parts.append(fenced(suggestion.replacement, "suggestion"))
    parts.append(f"<sub>{linked(finding.rule, rule_pages)}</sub>")
    return f"{cut(chr(10).join(p + chr(10) for p in parts).rstrip(), MOST_BYTES)}\n\n{mark}"


def linked(rule: str, rule_pages: str) -> str:
    """A rule's id with a link to its page, where a server shows one."""
    return f"[{rule}]({rule_pages}/{rule})" if rule_pages else f"`{rule}`"


def rule_of(body: str) -> str:
    """The rule that a comment of ours names."""
    found = _RULE.findall(body.replace("\r\n", "\n"))
    return found[-1] if found else ""


def tells(body: str, finding: Finding) -> bool:
    """Whether a comment of ours says what would be said of this finding."""
    return plain(finding.message) in body.replace("\r\n", "\n")


def gist(finding: Finding) -> str:
    """What is said of a finding, numbers left out, in sixteen signs."""
    said = re.sub(r"\d+", "", f"{finding.rule}\n{finding.message}")
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def says_else(posted: str, now: str) -> bool:
    """Whether a comment as it stands and as it would be written now differ in more than passing things."""
    return _PASSING.sub("", posted.replace("\r\n", "\n")) != _PASSING.sub("", now)


def _ours_or_plain(text: str, rule: str) -> str:
    """A rule's own sentence as it is; one that a configuration gave is quoted."""
    entry = rules().get(rule)
    return text if entry and text in {entry.rule.why, entry.rule.how} else plain(text)


def review_body(severities: Sequence[str], left_out: int) -> str:
    """What stands above new comments of these severities."""
    comments = len(severities)
    counted = title(severities.count("error"), severities.count("warning"), 0)
    said = f"planreview has {comments} new comment{'' if comments == 1 else 's'} on the plans in this pull request: {counted}."
    if left_out:
        said += f" {left_out} more stand{'s' if left_out == 1 else ''} in the check run's summary."
    return said


def farewell(end: str, sha: str, reason: str = "") -> str:
    """What stands above a comment whose finding asks for none any more; `end` as lifecycle names it."""
    return {
        "silenced": f"🔕 **Silenced** in the plan as of {sha[:7]}: {plain(reason)}",
        "left": f"✅ **Gone** as of {sha[:7]}: this pull request no longer changes the plan.",
        "untouched": f"✅ **Gone** as of {sha[:7]}: this pull request no longer changes these lines.",
        "remark": f"✅ **Gone** as of {sha[:7]}: it is only a remark now, and stands in the check run.",
    }.get(end, f"✅ **Fixed** in {sha[:7]}.")


def title(errors: int, warnings: int, infos: int) -> str:
    parts = [
        f"{count} {name}{'' if count == 1 else plural}"
        for count, name, plural in ((errors, "error", "s"), (warnings, "warning", "s"), (infos, "remark", "s"))
        if count
    ]
    return ", ".join(parts) or "Nothing found"


def annotation_message(finding: Finding) -> str:
    """An annotation's text; GitHub shows it as it is, not as Markdown."""
    said = [inert(finding.message), "", f"Why it matters: {inert(finding.why)}", f"How to fix it: {inert(finding.how)}"]
    return cut("\n".join(said), 60_000)


def explained(names: Sequence[str], rule_pages: str) -> str:
    """The documentation of rules, one after the other."""
    entries = [rules()[name] for name in names if name in rules()]
    parts = [
        f"## `{entry.id}`\n\n{entry.rule.summary}\n\n{entry.documentation}\n\n[More on this rule]({rule_pages}/{entry.id})"
        for entry in entries
    ]
    return cut("\n\n".join(parts), MOST_BYTES)
