"""Decisions in tables: a row each, with a column of choices and one of reasons or verdicts."""

import re
from collections.abc import Iterator

from plan_rules.language.statuses import is_only_status
from plan_rules.markdown.nodes import Node
from plan_rules.plan.model import Decision
from plan_rules.plan.sections import flat, passage

_REASON_COLUMN = re.compile(
    r"rationale|reason|why|because|justification|trade-?off|rejected because|motivation", re.IGNORECASE
)
_CHOICE_COLUMN = re.compile(
    r"decision|choice|chosen|option|alternative|approach|method|considered|candidate|idea|variant|proposal"
)
_VERDICT_COLUMN = re.compile(r"verdict|status|outcome|result|decision|chosen|selected|adopted|taken|pick")
_REJECTS_ALL = re.compile(r"alternative|rejected")
_DECIDES = re.compile(r"decision|choice|chosen")
_NO = re.compile(
    r"\W*(?:no|not? (?:chosen|taken|used)|rejected|reject|discarded|dropped|dismissed|ruled out|out|declined|abandoned|against|skip(?:ped)?)\b|\s*[❌✗✘👎]",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\W*(?:yes|chosen|selected|picked|adopted|taken|accepted|winner|go|use|recommended)\b|\s*[✅✓✔👍]", re.IGNORECASE
)
_BARE_TABLE = 2
"""Columns of a table that holds verdicts and nothing else; more may tell why in their own way."""


def decisions_in_rows(table: Node, group: int, step: int | None) -> Iterator[Decision]:
    """One for each row that names a choice with a reason or a verdict."""
    header = [flat(cell).strip().lower() for cell in table.children[0].children] if table.children else []
    choice = next((at for at, name in enumerate(header) if _CHOICE_COLUMN.search(name)), None)
    reason = next((at for at, name in enumerate(header) if at != choice and _REASON_COLUMN.search(name)), None)
    verdict = next(
        (at for at, name in enumerate(header) if at not in {choice, reason} and _VERDICT_COLUMN.search(name)), None
    )
    if choice is None or (reason is None and (verdict is None or len(header) > _BARE_TABLE)):
        return
    rejects = bool(_REJECTS_ALL.search(" ".join(header))) and not _DECIDES.search(" ".join(header))
    for row in table.children[1:]:
        cells = row.children
        if len(cells) <= max(choice, reason or 0, verdict or 0) or not flat(cells[choice]).strip():
            continue
        said = flat(cells[verdict]).strip() if verdict is not None else ""
        rejected, chosen = bool(_NO.match(said)), bool(_YES.match(said))
        if reason is None and not rejected and not chosen:
            continue
        why = cells[verdict or 0 if reason is None else reason]
        words = flat(why).strip(" -—–")
        if reason is None:
            words = _YES.sub("", _NO.sub("", words, count=1), count=1)
        filled = not is_only_status(words)
        yield Decision(
            where=passage(row),
            verdict="rejected" if rejected or (rejects and not chosen) else "chosen",
            subject=flat(cells[choice]).strip(),
            reasons=(passage(why),) if filled else (),
            consequences=(),
            group=group,
            step=step,
        )
