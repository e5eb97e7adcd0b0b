"""Context that nothing takes up, in plans that link the rest of theirs."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"orphaned-context"}))


def lines(text: str) -> list[int]:
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), ONLY).findings]


REFERRING = """# Plan: night bus counters

## Objective

The office sees by nine how many people rode each night bus.

## What we found

- Door sensors report twice when a pram is lifted in; step 1 merges reports within 2 s.
- Buses upload over the depot's Wi-Fi between 04:00 and 06:00, which task 2 waits for.
- A bus that skips the depot uploads a day later (seen on line 70). Step 2 keeps its place open.
- {}

## Steps

1. **Merge the reports**: `merge.py` joins door reports of one bus within 2 s
   - Success: `pram.log` counts 1 passenger
2. **Collect the uploads**: `collect.py` reads the depot folder at 06:30
   - Success: 41 buses are listed, a missing one as "late"
3. **Send the table**: one mail with a row for each line
   - Success: the sum of all rows is the sum of all buses

## Testing

- `pytest counters` with the recorded night of 3 May
"""

ORPHANS = [
    "The ticket printer loses its clock when the battery is unplugged.",
    "Wheelchair ramps need a yearly inspection by the technical office.",
    "School classes must be announced to the driver by fax.",
    "Lost umbrellas are kept for six months at the central station.",
    "The destination sign shows umlauts only in its large font.",
    "Drivers of the trams belong to another works council.",
    "Advertising spots have to be sold through the city's agency.",
    "The heating runs on diesel and is refilled every Thursday.",
    "Dogs above 10 kg need a ticket of their own since the new tariff.",
    "Fare inspectors want a button that locks all doors.",
]
TAKEN_UP = [
    "Sensors of the rear door count backwards in heavy rain; step 1 takes the front door then.",
    "The mail server refuses attachments, so the table stands in the mail's text.",
    "`collect.py` was written for the tram depot and reads one folder only.",
    "Each line has a row of its own in the table, also when no bus ran.",
    "The clock of a bus may be off by a minute, relevant for 1.",
    "Prams: reports of one bus come within 2 s, measured on 40 trips.",
    "Nothing changes for the drivers, no action needed.",
    "Day buses are out of scope.",
    "The trams' counters follow later.",
    "Do not count the driver: she passes the door at each end of the line.",
    "Uploads of the depot arrive in one folder, a file for each bus.",
    "Old logs are already gone.",
]


@pytest.mark.parametrize("item", ORPHANS)
def test_an_odd_item_among_linked_ones(item: str) -> None:
    assert lines(REFERRING.format(item)) == [12]


@pytest.mark.parametrize("item", TAKEN_UP)
def test_items_that_are_taken_up_settled_or_say_what_follows(item: str) -> None:
    assert lines(REFERRING.format(item)) == []


def test_a_fact_is_no_orphan_in_a_plan_that_links_nothing() -> None:
    unlinked = "# Plan: bus\n\n## Background\n\n- The printer loses its clock without a battery\n- Ramps are inspected each year by the office\n\n"
    assert lines(unlinked + "## Steps\n\n1. Merge the door reports\n2. Send the table\n") == []


def test_tests_that_are_asked_for_and_never_written() -> None:
    asked = "# Plan: bus\n\n## Risks\n\n- All nine readers should have tests for a torn file\n\n## Steps\n\n1. Move the readers to `io/`\n"
    assert lines(asked) == [5]
    assert lines(asked + "2. Add tests for a torn file, one for each reader\n") == []


@pytest.mark.parametrize(
    "heading", ["Tech Stack", "Rationale", "Future work", "Raw Discoveries Log", "Benefits", "Risks"]
)
def test_headings_that_record_no_findings(heading: str) -> None:
    text = REFERRING.replace("What we found", heading)
    assert lines(text.format("The ticket printer loses its clock when the battery is unplugged.")) == []


PROMISED = [
    "Audit the fare tables of the neighbouring towns",
    "| Wrong stop names | Monitor complaints at the ticket counter |",
    "**Outdated maps**: Notify the printing house in spring",
    "Drivers forget the ramp — train all new drivers twice",
]


@pytest.mark.parametrize("risk", PROMISED)
def test_what_is_promised_against_a_risk_and_done_by_no_step(risk: str) -> None:
    item = f"| Risk | Mitigation |\n|---|---|\n{risk}" if risk.startswith("|") else f"- {risk}"
    text = (
        f"# Plan: bus\n\n## Risks\n\n{item}\n\n## Steps\n\n1. Merge the door reports\n2. Send the table of the night\n"
    )
    assert len(lines(text)) == 1
    assert lines(text.replace("Send the table", f"{risk.strip('|* ').split('| ')[-1]} and send the table")) == []
