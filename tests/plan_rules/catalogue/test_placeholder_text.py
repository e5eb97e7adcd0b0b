"""Text that is still to be written, and text that speaks of such text."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source


def lines(text: str) -> list[int]:
    settings = LintSettings(select=frozenset({"placeholder-text"}))
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), settings).findings]


def plan(bullet: str) -> str:
    return f"# Plan: racks\n\n## Goal\n\nRacks for bikes.\n\n## Steps\n\n1. **Order**: ten racks\n   - {bullet}\n2. **Mount**: with bolts\n"


@pytest.mark.parametrize(
    "bullet",
    [
        "The keeper of the list is TBD",
        "The vendor's contact is TBD by sales",
        "Release: [release date]",
        "Rooms affected: xx",
        "Insert a screenshot of the calendar here",
        "The cancellation fee is ... euros",
        "Rates by <name of vendor>",
        "FIXME: which currency?",
        "Wording to be provided by marketing",
        "This section will be completed later",
        "Threshold: [value]",
        "Contact at the carrier: N.N.",
        "The hub opens on <date of the opening>",
        "Weight limit: still to be agreed with the carrier: ___",
        "Costs: [amount] per parcel",
        "See ticket [ticket number] for the scans",
        "The carrier's rule goes here",
        "Owner of the scale is TBA",
        "Rest of this list follows later",
        "TODO describe the belt",
        "Explain here what the hub does",
        "Ask TBC for the key of the depot",
        "Owner: TBA",
        "Deadline: ??",
        "Budget: xxx euros, maybe less",
        "Depots: [list of depots]",
        "Ship it on [date]",
        "Signed by [name of the keeper]",
        "Reported by <name of the caller>, see the log",
        "Grease the axle every [number] days",
        "The limit is ..., figure follows",
        "At most … bikes fit",
        "Details to follow",
        "Numbers to be supplied",
        "More to come",
        "Coming soon",
        "[insert the diagram here]",
        "[to be filled in after the visit]",
        "Lorem ipsum dolor sit amet",
        "The reason will be added later",
        "This paragraph is still empty",
        "Fill this in later",
        "TODO: name the depots",
        "TODO",
        "Link goes here",
        "Open at ____ o'clock",
        "...",
        "Reason: to be determined",
        "The depot in XXX gets two racks",
        "Price: tbd",
    ],
)
def test_text_still_to_be_written(bullet: str) -> None:
    assert lines(plan(bullet)) == [10]


@pytest.mark.parametrize(
    "bullet",
    [
        "Remove the TODO comments in `depot.py`",
        "Show TBD in the widget until the vendor confirms",
        "Guests whose name is missing get a form",
        "Remove `<blink>` from the page",
        "Follow the vendor's [guide](guide.md)",
        "The list of rooms is to be sorted by name",
        "Rates follow the season",
        "Rates to come into force in May are marked",
        "Use `[value]` as the key",
        "The form is filled in by the guest",
        "Delete the FIXME in `rates.py`",
        "Parcels still to be sorted wait in bay 9",
        "The label shows <b>fragile</b> in bold",
        "The scanner reads [A-Z] and digits",
        "The list of bays follows the hall's plan",
        "Weight is missing on parcels of carrier B",
        "The parcel's [contents](contents.md) are declared",
        "Nothing is written to the log on success",
        "Fill bay 3 before bay 4",
        "The next belt comes in May",
        "Print `TBD` as the bay when none is free",
        "The words TBD and TODO are refused by the form",
        "Show `<name>` in the label",
        "Bikes follow the rail to the depot",
        "Details follow from the drawing",
        "Add a <details> element with a <summary> inside",
        "The list is filled by the importer every hour",
        "Rename [depot](depot.md) in the index",
        'Print "TBD" where the price is missing',
        "- [ ] Grease the axle",
        "See [the drawing][drawing] of the rack",
        "Wait until the bell ... then lock the gate",
        "Use `Map<String, Bike>` for the racks",
        "What should a rack cost??? Nobody asked",
        "The rest of the bikes stay in hall 3",
        "The table is written by two jobs at once",
        "Set the class to `rack--[size]`",
        "Version 2.x and later are fine",
        "ADR-XXX names are not used",
        "Delete placeholder racks from the map",
        "Racks to be painted: 3, 4 and 9",
        "Return `[]` for an empty depot",
        "Generic List<Bike> is replaced",
        "Support racks of size XXXL",
        "The form has to be filled in by the keeper",
        "[CRITICAL: lock the gate before the lift moves]",
        "Bikes come here from all depots",
        "Use {bike} as the variable of the template",
        "Numbers still missing a checksum are refused",
    ],
)
def test_text_that_is_written(bullet: str) -> None:
    assert lines(plan(bullet)) == []


def test_a_prompt_left_where_the_answer_belongs() -> None:
    text = plan("by mail").replace("Racks for bikes.", "Describe what the racks are for.")
    assert lines(text) == [5]


def test_describing_may_be_the_work() -> None:
    assert lines(plan("Explain why the change is needed in the guide")) == []
    assert lines(plan("Explain why the change is needed. Order ten racks")) == [10]
