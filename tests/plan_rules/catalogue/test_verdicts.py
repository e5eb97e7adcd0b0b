"""What is turned down and what is chosen, in many words, with a reason and without."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source


def lines(rule: str, text: str) -> list[int]:
    settings = LintSettings(select=frozenset({rule}))
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), settings).findings]


def told(sentence: str, heading: str = "Background") -> str:
    return (
        f"# Plan: ice rink\n\n## Objective\n\nSkaters see how full the rink is.\n\n## {heading}\n\n{sentence}\n\n## Steps\n\n"
        "1. Count at the gate\n   - Success: 20 passes show 20\n"
    )


TURNED_DOWN = [
    "A counter of our own was evaluated but not selected.",
    "Options: a drawn mark on the hand (rejected).",
    "- A bot: considered, then discarded",
    "Cameras were ruled out.",
    "- We decided against a turnstile.",
    "A mat with weight sensors is not an option.",
    "Counting by hand was voted down. We use a light barrier.",
    "- Wristbands didn't make the cut",
    "Buying the counter of the swimming pool is off the table.",
    "An estimate from ticket sales was considered and dropped.",
    "The idea of asking the skaters was discarded.",
    "Management turned down a second gate.",
    "We rejected an app with Bluetooth.",
    "- Radar: considered, not chosen",
    "Face recognition was out of the question.",
]
TURNED_DOWN_WITH_REASON = [
    "We said no to a chat bot, skaters found it creepy in the trial.",
    "Cameras were ruled out, because the works council objects to pictures.",
    "- We decided against a turnstile: prams don't fit through.",
    "A mat with weight sensors is not an option (the ice resurfacer drives over it).",
    "Counting by hand was voted down. It would take one person all day.",
    "- Wristbands didn't make the cut\n  - 0.80 € apiece, and skaters throw them away",
    "Buying the counter of the swimming pool is off the table, as its maker is bankrupt.",
    "An estimate from ticket sales was considered, but season tickets aren't scanned, so it was dropped.",
    "Asking the skaters takes minutes. The idea was discarded.",
    "We rejected an app with Bluetooth – half of the skaters leave their phones in the locker.",
    "A radar costs 4,000 € and counts the snow too, which is why it was ruled out.",
]
NOT_TURNED_DOWN = [
    "Late passes are rejected.",
    "Rejected passes are listed in red.",
    "Passes with a broken tag are rejected at the gate.",
    "Readings older than a minute were dropped from the trial's log.",
    "The gate is out of order on Mondays.",
    "- Rejected passes are shown in red",
    "If the barrier is ruled out by the insurer, we come back to this plan.",
    "Of 400 passes 12 were discarded.",
    "The old counter was dropped on the floor in May.",
    "Skaters who are turned away get their money back.",
    "The scope is fixed, other rinks are out of scope.",
    "A cancelled booking is declined by the terminal.",
]


@pytest.mark.parametrize("sentence", TURNED_DOWN)
def test_turned_down_without_a_reason(sentence: str) -> None:
    assert lines("rejected-without-reason", told(sentence)) == [9]


@pytest.mark.parametrize("sentence", TURNED_DOWN_WITH_REASON)
def test_turned_down_with_its_reason(sentence: str) -> None:
    assert lines("rejected-without-reason", told(sentence)) == []


@pytest.mark.parametrize("sentence", NOT_TURNED_DOWN)
def test_what_a_program_or_nobody_turns_down(sentence: str) -> None:
    assert lines("rejected-without-reason", told(sentence)) == []


def table(header: str, *rows: str) -> str:
    columns = "|".join("---" for _ in header.split("|"))
    return told(f"| {header} |\n|{columns}|\n" + "\n".join(f"| {row} |" for row in rows), "Decisions")


def test_a_table_with_a_column_of_verdicts() -> None:
    text = table("Option | Verdict | Reason", "barrier | chosen | no battery", "camera | rejected | ")
    assert lines("rejected-without-reason", text) == [12]
    assert lines("chosen-without-rationale", text) == []
    text = table("Option | Verdict | Reason", "barrier | chosen | agreed", "camera | rejected | films children")
    assert lines("rejected-without-reason", text) == []
    assert lines("chosen-without-rationale", text) == [11]


def test_a_table_of_verdicts_alone() -> None:
    assert lines("rejected-without-reason", table("Option | Result", "barrier | yes: no battery", "camera | no")) == [
        12
    ]
    assert (
        lines("rejected-without-reason", table("Option | Result", "barrier | yes", "camera | no: it films children"))
        == []
    )
    assert lines("rejected-without-reason", table("Option | Pros | Cons | Result", "camera | cheap | films | no")) == []


STATUSES = [
    "agreed",
    "settled, March meeting",
    "approved by Ms Olsen on Tuesday",
    "final",
    "consensus of the team",
    "OK",
    "see minutes",
    "decided last week",
    "signed off",
    "as discussed in the call with the board",
    "n/a",
    "obvious",
]
REASONS = [
    "it counts in fog",
    "no battery",
    "half the price of a camera",
    "agreed, because it needs no battery",
    "the board wants no pictures",
    "skaters know it from the pool",
    "two screws, five minutes",
    "works at -20 °C",
    "the caretaker can repair it",
    "done before at the pool, no failure in 6 years",
]


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_no_rationale(status: str) -> None:
    chosen = "- **Rejected**: a camera\n  - Reason: it films children\n- **Chosen**: a light barrier\n  - Reason: {}"
    assert lines("chosen-without-rationale", told(chosen.format(status), "Decisions")) == [11]
    logged = f"- Decision: Count with a light barrier.\n  Rationale: {status}."
    assert lines("missing-why", told(logged, "Decision Log")) == [9]


@pytest.mark.parametrize("reason", REASONS)
def test_anything_more_is_a_rationale(reason: str) -> None:
    chosen = "- **Rejected**: a camera\n  - Reason: it films children\n- **Chosen**: a light barrier\n  - Reason: {}"
    assert lines("chosen-without-rationale", told(chosen.format(reason), "Decisions")) == []
    logged = f"- Decision: Count with a light barrier.\n  Rationale: {reason}."
    assert lines("missing-why", told(logged, "Decision Log")) == []


SAID = [
    "a light barrier. It needs no battery, and counts in fog.",
    "a light barrier. Skaters know it from the pool.",
    "a light barrier, the only counter that stands the resurfacer",
    "a light barrier: no battery, no pictures",
    "a light barrier (the pool has had one for 6 years)",
    "a light barrier – works at -20 °C",
]
UNSAID = [
    "a light barrier",
    "a light barrier at the main gate",
    "a light barrier. Step 1 builds it.",
    "a light barrier. Agreed on Tuesday.",
    "a light barrier. See `gate.md` for the drawing.",
    "two light barriers, one behind the other",
]


@pytest.mark.parametrize("chosen", SAID)
def test_what_speaks_for_the_choice_may_stand_in_its_own_lines(chosen: str) -> None:
    text = told(f"- **Rejected**: a camera\n  - Reason: it films children\n- **Chosen**: {chosen}", "Decisions")
    assert lines("chosen-without-rationale", text) == []


@pytest.mark.parametrize("chosen", UNSAID)
def test_a_bare_choice(chosen: str) -> None:
    text = told(f"- **Rejected**: a camera\n  - Reason: it films children\n- **Chosen**: {chosen}", "Decisions")
    assert lines("chosen-without-rationale", text) == [11]
