"""What several rules ask of a plan's parts."""

import re
from collections.abc import Iterator

from plan_rules.language.acts import NO_DATA, STORES
from plan_rules.lint.finding import Suggestion
from plan_rules.plan.model import Passage, Plan, Step


def working_steps(plan: Plan) -> Iterator[Step]:
    """Steps whose work is still to be done: neither finished nor only verifying or committing."""
    return (step for step in plan.steps if step.kind == "work" and not step.done)


def step_words(plan: Plan, step: Step) -> str:
    """A step in the plan's own voice, with its inline code put back: what it says it does."""
    return plan.spoken(step.body)


_ITEM_OR_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|\|)")


def unwrapped(text: str) -> list[str]:
    """The lines of a text, a paragraph that is wrapped over several being one of them."""
    joined: list[str] = []
    for block in re.split(r"\n(?=[ \t]*(?:[-*+>|#]|\d+[.)]\s|\r?\n|[^\W\d]+:))", text):
        if _ITEM_OR_HEADING.match(block):
            joined += block.split("\n")
        else:
            joined.append(" ".join(block.split()))
    return [line for line in joined if line.strip()]


def own_lines(step: Step) -> Iterator[Passage]:
    """The step's head and what it tells to do below it, without success lines, failure path and context."""
    yield step.head
    yield from step.lines


def done_by(plan: Plan, step: Step) -> Iterator[str]:
    """What the step does, line by line: its own lines, and the statements of its SQL but for those of the way back."""
    for where in own_lines(step):
        yield plan.spoken(where)
    raw = plan.raw(step.body)
    for block in _SQL.finditer(raw):
        before = raw[max(0, block.start() - _SHORTLY_BEFORE) : block.start()] + block["first"]
        if not _BACKWARDS.search(before):
            forwards = _DOWN_FROM_HERE.split(block["text"], maxsplit=1)[0]
            yield from (statement for statement in forwards.split(";") if statement.strip())


_SQL = re.compile(
    r"^[ \t]*```(?:sql|postgres\w*|mysql|plpgsql|sqlite)\b.*\n(?P<text>(?P<first>.*)\n(?:.*\n)*?)[ \t]*```",
    re.MULTILINE | re.IGNORECASE,
)
_BACKWARDS = re.compile(r"\b(?:down|roll\w*|revert\w*|undo\w*|backwards?)\b", re.IGNORECASE)
_DOWN_FROM_HERE = re.compile(
    r"^[ \t]*-{2,}.*\b(?:down|drop below|roll\w*|undo|revert\w*)\b", re.MULTILINE | re.IGNORECASE
)
_SHORTLY_BEFORE = 80


def about_data(plan: Plan, words: str) -> bool:
    """Whether words that match an act on data are about data: not about code, and where they only give a name, in a plan about data."""
    if NO_DATA.search(words):
        return False
    return not words.rstrip().endswith("`") or bool(STORES.search(plan.spoken_text))


def marked(plan: Plan, step: Step, warning: str) -> Suggestion | None:
    """The step's first line followed by a critical marker; only where its head is one line of a list item, heading or paragraph."""
    line = plan.source.line_text(step.head.line)
    if step.head.end_line != step.head.line or line.lstrip().startswith(("|", ">")):
        return None
    item = _ITEM.match(line)
    between = "\n" + " " * len(item[1].expandtabs(4)) if item else "\n\n" if line.lstrip().startswith("#") else "\n"
    return Suggestion(step.head.line, step.head.line, f"{line}{between}[CRITICAL: {warning}]")


_ITEM = re.compile(r"(\s*(?:[-*+]|\d+[.)])\s+)(?:\[[ xX]\]\s+)?\S")


def quoted(text: str, most: int = 60) -> str:
    """A few words of a plan as a message quotes them."""
    words = " ".join(re.sub(r"[*`#]+|(?<!\w)_+|_+(?!\w)", "", text).split())
    return f"“{words if len(words) <= most else words[: most - 1].rstrip() + '…'}”"


def name_of(step: Step) -> str:
    """How a message names a step."""
    label = f"step {step.label}" if step.label.isdigit() else step.label or "the step"
    return f"{label} {quoted(step.title)}"


def beside(step: Step, words: str) -> str:
    """The words that set a finding off, in brackets, unless the step's title says them already."""
    plain = " ".join(words.split())
    return "" if plain.lower() in step.title.lower() else f" ({quoted(plain)})"


def sentence(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def has_companions(plan: Plan) -> bool:
    return bool(plan.companions)


def covers(outer: Passage, inner: Passage) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
