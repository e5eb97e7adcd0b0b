"""Where vague words are a defect, and what rescues them."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"vague-generalization"}))


def found(bullet: str) -> int:
    text = f"# Plan: toll gate\n\n## Steps\n\n1. **Read the plates**: with the new camera\n   - {bullet}\n"
    return len(lint(read(Source.from_text(text)), ONLY).findings)


@pytest.mark.parametrize(
    "bullet",
    [
        "Handle API errors properly",
        "Cope sensibly with rooms that vanish from the feed",
        "Provide fallbacks for everything that could break",
        "Pay attention to the usual stumbling blocks",
        "Put in proper guards against double bookings",
        "Round prices in a fair way",
        "Sanity-check the incoming rates",
        "Handle cancellations with care",
        "Choose names that are meaningful",
        "Show a nice message when the feed is down",
        "Treat malformed lines with the due amount of care",
        "Guard against all sorts of nasty input",
        "Make the import resilient",
        "Throw in a few sanity checks",
        "Give the page a pleasant look",
        "Add whatever tests make sense",
        "Log enough to be able to debug it",
        "Be lenient with slightly odd dates",
        "Choose the batch size wisely",
        "Give up after a while",
        "Escape plate strings properly",
        "Test each camera if possible",
        "Clean up the reader, adding unit tests as appropriate",
        "Update the reader; add unit tests as needed (Milestone 3)",
        "Cater for bad weather and other odd conditions",
        "React sensibly when something goes wrong",
        "Keep whatever logs look interesting",
        "Poll the camera at reasonable intervals",
        "Back off for a suitable delay",
        "Give drivers helpful messages",
        "Retry a sensible number of times",
        "Fall back to something reasonable",
        "Proper error handling everywhere",
        "Sanitise the plate text as appropriate",
        "Make sure nothing breaks",
        "Gracefully handle failures",
        "Properly validate the plate text",
        "Appropriately log the reading",
        "Add some kind of locking around the relay",
        "Handle this somehow",
        "Style the page nicely",
        "Clean up afterwards as best you can",
        "Store photos in a suitable place",
        "Set the thresholds to meaningful values",
        "Make the screen look nice",
        "Improve error handling",
        "Use common sense for the rest",
        "Deal with anything that comes up",
        "Fix whatever turns up",
        "Account for any other scenarios that might come up",
        "The gate should behave reasonably under load",
        "Failures are dealt with gracefully",
        "Deal with torn plates in some sensible fashion",
        "Treat dirty plates appropriately",
        "Be ready for anything out of the ordinary",
        "Log everything of interest",
        "Choose timeouts with a comfortable margin",
        "Put decent safeguards around the relay",
        "Use sane defaults throughout",
        "Take the necessary precautions",
        "Do the usual checks",
        "Make the parser robust",
        "Tidy things up as you see fit",
        "Handle the remaining corner cases",
        "Ensure decent performance",
        "Show a friendly error",
        "Read the plate, open the gate and deal with odd readings suitably",
        "Put sensible limits on the upload in `gate/upload.py`",
    ],
)
def test_phrases_that_leave_the_work_open(bullet: str) -> None:
    assert found(bullet) == 1


@pytest.mark.parametrize(
    "bullet",
    [
        "Handle errors: `DARK` retries with the flash, `BLURRED` asks the driver",
        "Handles the race condition where two cars pass at once",
        "Escape plate strings properly: `-` and blanks are dropped",
        "If the format differs from `AB-12-CD`, update accordingly",
        "The guide renders correctly in the viewer of the gate",
        "Handle torn plates: ask the driver to type the number",
        "Handle `DARK` and `BLURRED` properly",
        "The gate opens correctly for trucks",
        "Rooms that vanish from the feed stay bookable for 24 hours",
        "Refuse a second booking of the same room and night with 409",
        "Round prices half up to whole cents",
        "Reject rates below 10 or above 2 000",
        "A cancellation within 48 hours costs one night",
        "Name the columns after the fields of the feed",
        "Show “Prices are from yesterday” when the feed is down",
        "Late guests get a mail with the key code at 22:00",
        "The old job handled errors badly, which is why it was replaced",
        "Retry every 30 s, five times",
        "Treat a blank date as today",
        "Add three checks: weight, height and customs code",
        "Log the parcel number and the depot for each refusal",
        "Choose the batch size so that a batch takes under 2 s",
        "Give up after the fifth attempt",
        "Make the import resumable from the last committed line",
        "Reject dates before 1970 with “date too old”",
        "Keep errors of the carrier apart from our own",
        "Sort unusual sizes into bay 9",
        "Test that a parcel without weight is refused",
        "Retry three times, 2 s apart, then alert the guard",
        "Use a sensible default of 30 s",
        "Round to a suitable precision (2 digits)",
        "Add tests for the empty plate and for 9 letters",
        "Errors are logged with the plate and the lane",
        "Treat O and 0 as equal",
        "Map the lanes to the relays as listed below",
        "Log every reading with its confidence",
        "The old reader does not handle errors properly",
        "Run the migration as needed by the release process",
        "Poll every 5 s with jitter of up to 20 %",
        "If the camera is dark, handle it like a missing plate",
        "Test the gate with a torn plate",
        "Return a helpful error: “no camera on lane 3”",
        "Add validation so that plates longer than 9 letters are refused",
        "Use the existing retry helper in `net.py`",
        "Cover the reader with tests for the three error codes 404, 409 and 503",
        "Update the tests that still import `reader`",
        "Add appropriate indexes: `idx_plate`, `idx_lane`",
        "Set a timeout of 5 seconds so that a dead camera does not block the lane",
        "Wrap calls in try/except so that errors are handled and the loop keeps running",
        "Handle conflict between two readers by keeping the newer one",
        "Treat the two lanes differently",
        "Show the driver the reason in his language",
        "Ensure everything under `lanes/` keeps its mode 0640",
        "Proper nouns stay in capitals",
        "Rename the properly escaped column",
        "Handle webhook events of type `plate.read`",
        "Verify error handling with `pytest tests/errors`",
        "Consider the case where both lanes are closed",
    ],
)
def test_phrases_that_are_spelled_out(bullet: str) -> None:
    assert found(bullet) == 0


def test_a_table_cell_is_judged_by_itself() -> None:
    text = (
        "# Plan: toll gate\n\n## Phase 1: Callers\n\n| file | line | change |\n|---|---|---|\n"
        "| `gate.py` | 12 | return None |\n| `lane.py` | 30 | needs error handling added |\n\n## Phase 2: Lanes\n\nOpen `lane 4`.\n"
    )
    assert [f.anchor.line for f in lint(read(Source.from_text(text)), ONLY).findings] == [8]


def test_bullets_of_work_beside_the_steps_are_read() -> None:
    text = (
        "# Plan: toll gate\n\n## Plan of Work\n\n1. Mount the camera\n2. Read the plates\n\n"
        "## Concrete Steps\n\n- Run `mount.sh`\n- Handle errors gracefully\n"
    )
    assert [f.anchor.line for f in lint(read(Source.from_text(text)), ONLY).findings] == [11]
