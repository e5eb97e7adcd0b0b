"""Open choices, bare warnings, unexplained markers, and context that no step takes up."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source


def lines(rule: str, text: str) -> list[int]:
    settings = LintSettings(select=frozenset({rule}))
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), settings).findings]


def step(bullet: str) -> str:
    return f"# Plan: orchard\n\n## Steps\n\n1. **Count the trees**: by row\n   - {bullet}\n"


@pytest.mark.parametrize(
    "bullet",
    [
        "Store counts either in the ledger or on the tablet",
        "Decide later how rows are numbered",
        "The numbering is still undecided",
        "Number the rows from the gate. Or use the number of the old map",
        "Use chalk or paint, whichever is easier",
        "The colour is left to the implementer",
        "Rates come from the feed or from a nightly dump, to be settled with the vendor",
        "Choose between polling and webhooks",
        "Write the importer in Go or in Python",
        "A nullable column, or a table of its own: both would do",
        "The rounding may happen in SQL or in the app",
        "It remains to be decided who owns the rates",
        "Keep the old page, or redirect it?",
        "Pick one of the usual date libraries",
        "Then either drop the view or rebuild it",
        "The labels are printed either at the depot or at the hub, we have yet to agree",
        "Use a trigger or do it in the application, whatever suits",
        "Pick a queue technology during the sprint",
        "Somebody has to choose between push and pull",
        "Store weights as grams or as decimals of a kilo (to be clarified)",
        "We might use Kafka here, or simply a table",
        "The retention could be 30 or 90 days",
        "Whether to keep the old endpoint is an open point",
        "Feel free to replace the parser if that is less work",
        "Use sqlite or similar",
        "Store the readings in SQLite or Postgres",
        "Keep or drop the old buoy table",
        "Either a cron job or a queue worker sends the mail; we will see",
        "Decide which colour scale the map uses",
        "Choose a suitable charting library",
        "Use Leaflet (or maybe OpenLayers)",
        "Draw the map with a canvas, or use SVG instead",
        "Pick whichever library feels lighter",
        "The file format is still to be agreed",
        "Whether the map is cached is left open",
        "Put the helper in `geo.py` (or `utils/geo.py`)",
        "Alternatively, compute the tide on the client",
        "The exact interval is up to the developer",
        "Cache per buoy or per region; both are fine",
        "Rename the column or keep it",
        "Maybe add a second index",
        "Depending on how much time is left, draw arrows too",
        "One could poll the buoys; one could equally well let them push",
        "Send mails via a queue or directly from the request?",
        "It does not matter which of the two parsers is used",
        "Use a decorator or a context manager, at your discretion",
        "Hash the ids with whatever is easiest",
        "We'll decide about the retention when we get there",
        "Inline the parser or extract it into a package",
        "Decision pending: one table or two",
        "Write the export as a script or an endpoint",
        "Figure out during implementation where the offset belongs",
        "Implementer's choice: threads or processes",
        "Replace the old scale or leave it alone",
        "Let the team agree on a date format later",
        "Add a modal or a drawer for the details",
        "Extend the old importer, or build a second one beside it",
        "No preference between the two map styles",
        "The legend could go in the header or in the footer",
        "Should readings be rounded or cut off?",
    ],
)
def test_open_choices(bullet: str) -> None:
    assert lines("undecided-choice", step(bullet)) == [6]


@pytest.mark.parametrize(
    "bullet",
    [
        "Store counts in the ledger, which is read by either hand or scanner",
        "Use either unit, e.g. rows or beds",
        "Book the room for one or two guests",
        "Cancel by mail or by phone",
        "Fail when the rate is zero or negative",
        "Rates come from the feed; the nightly dump is only for tests",
        "Choose the cheaper of the two rates",
        "Show prices in euros or dollars by the guest's country",
        "Keep the old page until May, then redirect it",
        "Use the widget of the design system, since it is accessible",
        "If a room has no rate, hide it or, for staff, mark it red",
        "Read the date from the header or the first line",
        "Weigh parcels over 30 kg or longer than 2 m by hand",
        "Print A6 or A5 labels, as the depot's printer says",
        "Stop at the first error or at the end of the file",
        "The operator picks one of the two belts",
        "Parcels without a weight go to bay 3 or, when it is full, bay 4",
        "Use push, not pull, because the hub has no fixed address",
        "Decide per parcel by its customs code",
        "A weight is given in grams or kilos; the unit is in column 4",
        "Retry until it succeeds or an hour has passed",
        "Open the left or right gate by the sign of the weight",
        "The user can decide later which rows to hide",
        "Use either chalk or paint; we chose chalk because rain washes it off",
        "If the header is missing, read the first row, or skip the file when it is empty",
        "Accept JSON or CSV files",
        "Users can choose between metres and feet",
        "Decide by the buoy's flag whether to mail",
        "Return 404 or 410, depending on whether the buoy ever existed",
        "Needs Python 3.11 or later",
        "Refuse the request when name or position is missing",
        "Show one or more buoys",
        "Do not use polling or long requests",
        "Use e.g. Leaflet or OpenLayers tiles",
        "Skip rows without depth or time",
        "The reader stops at a blank line or the end of the file",
        "Retry on timeout or connection reset",
        "Log the buoy's id and/or name",
        "Each value is either a number or `null`",
        "Press Enter or click Save to store",
        "Use Leaflet rather than OpenLayers, because it is smaller",
        "Decided: SQLite, since one writer is enough",
        "The buoy decides which interval it sends at",
        "Sort by name or depth, as the visitor chose in the list",
        "Close the file whether or not it was read",
        "Cut the mail after 20 lines or 2 kB, whichever comes first",
        "Move `geo.py` to `map/geo.py` and fix its imports or exports",
        "Throw `BuoyError` or one of its subclasses",
        "Delete the mail when it is read or a year old",
        "Raise an error for a depth below 0 or above 11 000",
        "Option 2 was chosen: draw on a canvas",
        "Drop the lock before the mail is sent or the job ends",
        "Add tests for missing or broken headers",
        "Use the id or, for old buoys without one, the name",
        "Store the first reading or update the one that exists",
        "Both formats are accepted",
        "The map remains open when the legend is closed",
        "Optionally draw arrows or dots",
        "Compare depth with the chart or the last reading of the same buoy",
        "Rename `x` to `lon` in every class or function that uses it",
        "Validate that the file exists or was uploaded",
    ],
)
def test_choices_that_are_none(bullet: str) -> None:
    assert lines("undecided-choice", step(bullet)) == []


def test_open_questions_may_be_open() -> None:
    text = "# Plan: orchard\n\n## Open Questions\n\n- Decide later how rows are numbered\n\n## Steps\n\n1. Count\n"
    assert lines("undecided-choice", text) == []


def test_options_of_which_none_is_chosen() -> None:
    options = (
        "# Plan: orchard\n\n## Design\n\n### Option A\n\nChalk.\n\n### Option B\n\nPaint.\n\n## Steps\n\n1. Count\n"
    )
    assert lines("undecided-choice", options) == [5]
    assert lines("undecided-choice", options.replace("Paint.", "Paint. We go with option B.")) == []


def pitfall(text: str) -> str:
    return f"# Plan: orchard\n\n## Known Pitfalls\n\n- {text}\n\n## Steps\n\n1. Count the trees\n"


def test_a_bare_warning() -> None:
    assert lines("pitfall-without-consequence", pitfall("DO NOT count after rain")) == [5]


@pytest.mark.parametrize(
    "text",
    [
        "DO NOT count after rain: wet bark hides the tags",
        "DO NOT count after rain, wait until the bark is dry",
        "Never count by hand; use the scanner",
        "Never prints the owner's name",
        "Old tags are hard to read",
    ],
)
def test_warnings_that_say_enough_and_what_is_none(text: str) -> None:
    assert lines("pitfall-without-consequence", pitfall(text)) == []


def test_a_bound_of_the_work_is_no_pitfall_unless_listed_as_one() -> None:
    text = pitfall("Do not change the public map")
    assert lines("pitfall-without-consequence", text) == [5]
    assert lines("pitfall-without-consequence", text.replace("Known Pitfalls", "Context")) == []


def test_a_non_goal_is_no_pitfall() -> None:
    text = "# Plan: orchard\n\n## Non-goals\n\n- Do not count shrubs\n\n## Steps\n\n1. Count the trees\n"
    assert lines("pitfall-without-consequence", text) == []


def test_markers_that_give_their_ground_need_no_context() -> None:
    marked = "# Plan: orchard\n\n## Steps\n\n1. Fell row 9\n   [CRITICAL: {}]\n2. Plant row 9\n"
    assert lines("inline-only-context", marked.format("row 9 is the one at the gate")) == [6]
    assert lines("inline-only-context", marked.format("irreversible")) == []
    assert lines("inline-only-context", marked.format("not row 8, because it is leased")) == []


def context(item: str) -> str:
    return (
        f"# Plan: orchard\n\n## Objective\n\nEvery tree is counted.\n\n## Context\n\n- {item}\n\n## Steps\n\n"
        "1. **Count the trees**: by row, from the gate\n   - Success: 1,204 trees in `count.csv`\n"
    )


@pytest.mark.parametrize(
    "item",
    [
        "Beehives overheat behind glass on windless afternoons and must be shaded by straw mats",
        "The labels in `old_map.svg` are outdated since the storm",
        "After the storm we need to check `fence_posts.csv` again",
    ],
)
def test_context_that_no_step_takes_up(item: str) -> None:
    assert lines("orphaned-context", context(item)) == [9]


@pytest.mark.parametrize(
    "item",
    [
        "Trees by the gate were counted twice last year, so every row must be closed after its count",
        "`count.csv` is stale, it must be written again",
        "The labels in `old_map.svg` are outdated, which is left for later",
        "Beehives stand behind glass",
    ],
)
def test_context_that_is_linked_settled_or_asks_nothing(item: str) -> None:
    assert lines("orphaned-context", context(item)) == []


def test_a_decision_to_change_what_nothing_else_names() -> None:
    decided = (
        "# Plan: orchard\n\n## Decision Log\n\n- Decision: Rename `row_tag` to the new scheme.\n  Rationale: {}.\n\n"
    )
    steps = "## Steps\n\n1. Count the trees{}\n"
    assert lines("orphaned-context", decided.format("old tags clash") + steps.format("")) == [5]
    assert lines("orphaned-context", decided.format("old tags clash") + steps.format(" by `row_tag`")) == []
