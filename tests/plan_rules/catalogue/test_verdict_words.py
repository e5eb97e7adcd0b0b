"""Verdicts in other words than “chosen” and “rejected”: at the end of a line, in columns, and as a thing done without."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

START = "# Plan: choir notes\n\n## Objective\n\nSingers find their part on a phone.\n\n"
END = "\n\n## Steps\n\n1. Scan the folders\n   - Success: 40 parts are listed\n"


def lines(rule: str, text: str, heading: str = "Ways considered") -> list[int]:
    settings = LintSettings(select=frozenset({rule}))
    plan = f"{START}## {heading}\n\n{text}{END}"
    return [finding.anchor.line for finding in lint(read(Source.from_text(plan)), settings).findings]


CHOSEN_ENDS = [
    *(" — this is the one we take.", " - chosen.", ": our pick", " - taken.", " — adopted", ": the way we go with"),
    *(
        " – what we do.",
        " — we go with this one.",
        ": yes",
        " - the option we chose",
        " — preferred",
        " - this one wins",
    ),
]
NOT_CHOSEN_ENDS = [
    *(": 40 parts were taken from it", " - we take turns", ": yes-men only", " — accepted formats are PDF"),
    *(": wins a minute", " — what we do on Mondays is open", ": this one costs 4 €", " - adopted by two choirs"),
]


@pytest.mark.parametrize("end", CHOSEN_ENDS)
def test_a_way_is_taken_without_a_reason(end: str) -> None:
    others = "- **A folder in the cloud** - dropped: the parish pays for no seats\n"
    assert lines("chosen-without-rationale", f"{others}- **A page with all parts**{end}") == [10]
    assert (
        lines("chosen-without-rationale", f"{others}- **A page with all parts**, because phones open it offline{end}")
        == []
    )


@pytest.mark.parametrize("end", NOT_CHOSEN_ENDS)
def test_words_that_choose_nothing(end: str) -> None:
    others = "- **A folder in the cloud** - dropped: the parish pays for no seats\n"
    assert lines("chosen-without-rationale", f"{others}- **A page with all parts**{end}") == []


LEFT_ENDS = [
    *(
        " - turned down.",
        ": left out",
        " — no.",
        " - skipped",
        ": not taken",
        " — left aside",
        " - refused",
        ": dropped.",
    ),
    *(" was left out.", " was dropped.", " is out."),
]


@pytest.mark.parametrize("end", LEFT_ENDS)
def test_a_way_is_left_out_without_a_reason(end: str) -> None:
    assert lines("rejected-without-reason", f"- A folder in the cloud{end}") == [9]
    assert lines("rejected-without-reason", f"- A folder in the cloud, because seats cost 3 €{end}") == []


@pytest.mark.parametrize(
    "text",
    [
        "- Parts left out by the scanner are listed",
        "- No folder is shared",
        "- A page: no log-in, no cookies",
        "- The second voice is skipped when empty",
        "- Scans refused by the printer are repeated",
        "- Left out parts come last",
    ],
)
def test_words_that_turn_nothing_down(text: str) -> None:
    assert lines("rejected-without-reason", text) == []


def test_options_that_stand_in_one_paragraph_a_line_each() -> None:
    text = "**A. A page** - selected; it opens offline.\n**B. Paper** - turned down.\n**C. Mail** - turned down, since lists leak."
    assert lines("rejected-without-reason", text) == [10]
    text = "Paper: 40 kg of it.\nMail: turned down.\nA page: chosen, since it opens offline."
    assert lines("rejected-without-reason", text) == [10]


def test_a_reason_for_something_else_is_none_for_the_one_turned_down() -> None:
    kept = (
        "Voices and texts are apart because a text serves four voices. The alternative, Cantor's bundles, was dropped. "
    )
    assert lines("rejected-without-reason", kept + "Paper was dropped too, since it gets wet.") == [9]
    assert (
        lines(
            "rejected-without-reason",
            "Cantor's bundles stay on one phone because of their lock. The bundles were ruled out.",
        )
        == []
    )


def test_a_verdict_in_the_second_column() -> None:
    table = "| Way | Verdict |\n|---|---|\n| Paper | no: it gets wet |\n| A page | yes |"
    assert lines("chosen-without-rationale", table) == [12]
    assert lines("rejected-without-reason", table.replace("no: it gets wet", "no")) == [11]
    assert lines("chosen-without-rationale", table.replace("yes", "yes, it opens offline")) == []


@pytest.mark.parametrize(("took", "left"), [("Picked", "Left out"), ("Taken", "Left aside"), ("Chosen", "Rejected")])
def test_what_was_taken_beside_what_was_not(took: str, left: str) -> None:
    table = (
        f"| Topic | {took} | {left} |\n|---|---|---|\n| Files | PDF, as phones show it | Sibelius |\n"
        "| Index | a table | a list |\n| Names | by voice | per singer: they change |"
    )
    assert lines("chosen-without-rationale", table, "Decisions") == [12]
    assert lines("rejected-without-reason", table, "Decisions") == [12]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [("settled in May", [11]), ("talked over on 3 April", [11]), ("sorts by voice", []), ("half the size", [])],
)
def test_a_row_with_its_reason(reason: str, expected: list[int]) -> None:
    table = f"| Topic | Taken | Reason | Left aside |\n|---|---|---|---|\n| Index | a table | {reason} | a list |"
    assert lines("rejected-without-reason", table, "Decisions") == expected
    assert lines("chosen-without-rationale", table, "Decisions") == expected


@pytest.mark.parametrize(
    "status",
    [
        "talked over on 3 April",
        "spoken about on Monday",
        "came up in the call",
        "Ana, 12 May",
        "mentioned in the stand-up",
    ],
)
def test_a_thing_done_without(status: str) -> None:
    assert lines("rejected-without-reason", f"- Decision: no scanner app.\n  Rationale: {status}.", "Decision Log") == [
        9
    ]
    assert lines("missing-why", f"- Decision: no scanner app.\n  Rationale: {status}.", "Decision Log") == []


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("1. **No scanner app.**", [9]),
        ("- No scanner library", [9]),
        ("1. **No scanner app.** Phones have one.", []),
        ("- No scanner app, phones have one", []),
        ("- No scanner app\n  - phones have one", []),
        ("- No longer than two pages", []),
        ("- No change to the folders", []),
        ("- No `parts_by_voice` index", []),
        ("- Decision: no scanner app.\n  Rationale: phones have one.", []),
    ],
)
def test_a_decision_against_something(decision: str, expected: list[int]) -> None:
    assert lines("rejected-without-reason", decision, "Decisions") == expected
