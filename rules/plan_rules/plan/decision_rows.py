"""Decisions in tables: a row each, with a column of choices and one of reasons or verdicts."""

import re
from collections.abc import Iterator
from typing import Literal

from plan_rules.language.reasons import explains
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
_SAYS_VERDICT = re.compile(
    r"verdicts?|(?:is |was )?(?:chosen|picked|taken|adopted|selected)\??|decision|do we take it\??"
)
"""A column of plain verdicts, so that the first column holds what they are about, whatever its title."""
_TOOK = re.compile(
    r"(?:what )?(?:we )?(?:picked|taken|took|take|chosen|chose|selected|adopted|decision|choice)(?: (?:option|way|approach))?"
)
_LEFT = re.compile(
    r"(?:what )?(?:we )?(?:left (?:out|aside|behind)|not (?:taken|chosen|picked)|turned down|ruled out|passed over|rejected|discarded|dropped|set aside)(?: (?:options?|ways?|alternatives?))?"
)
_REMARK = re.compile(r"[(:;,]|\s[-–—]\s")
_BARE_TABLE = 2
"""Columns of a table that holds verdicts and nothing else; more may tell why in their own way."""


def decisions_in_rows(table: Node, group: int, step: int | None) -> Iterator[Decision]:
    """One for each row that names a choice with a reason or a verdict."""
    header = [flat(cell).strip().lower() for cell in table.children[0].children] if table.children else []
    took = next((at for at, name in enumerate(header) if _TOOK.fullmatch(name)), None)
    left = next((at for at, name in enumerate(header) if _LEFT.fullmatch(name)), None)
    if took is not None and left is not None:
        yield from _side_by_side(table, header, took, left, group, step)
        return
    choice = next((at for at, name in enumerate(header) if _CHOICE_COLUMN.search(name)), None)
    if len(header) == _BARE_TABLE and _SAYS_VERDICT.fullmatch(header[1]):
        choice = 0
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


def _side_by_side(
    table: Node, header: list[str], took: int, left: int, group: int, step: int | None
) -> Iterator[Decision]:
    """Two decisions for each row of a table with a column of what was taken and one of what was not; a reason counts for both."""
    told = [at for at, name in enumerate(header) if at not in {took, left} and _REASON_COLUMN.search(name)]
    for row in table.children[1:]:
        cells = row.children
        if len(cells) <= max(took, left, *told):
            continue
        reasons = [cells[at] for at in told if not is_only_status(flat(cells[at]))]
        reasons += [cells[at] for at in (took, left) if explains(flat(cells[at])) or _REMARK.search(flat(cells[at]))]
        sides: tuple[tuple[int, Literal["chosen", "rejected"]], ...] = ((took, "chosen"), (left, "rejected"))
        for at, verdict in sides:
            if subject := flat(cells[at]).strip(" -—–"):
                yield Decision(
                    where=passage(row),
                    verdict=verdict,
                    subject=subject,
                    reasons=tuple(passage(cell) for cell in reasons),
                    consequences=(),
                    group=group,
                    step=step,
                )
