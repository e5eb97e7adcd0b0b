"""Who enters a hazard area, who does not, and what answers it: sentences of many domains."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.hazard_table import AREAS
from plan_rules.plan import read
from plan_rules.source import Source

ENTERS: dict[str, tuple[str, ...]] = {
    "webhook": (
        "Add a webhook endpoint for parcel events",
        "Create `POST /hooks/scale` which stores each weighing",
        "Expose a route that the tannery's ERP calls when a hide is ready",
        "Implement the callback URL for delivery notifications",
        "Receive the insurer's status updates in a new controller",
        "Build the receiver for Twilio delivery reports",
        "Handle incoming carrier events in `TrackingController`, mounted at `/inbound/tracking`",
        "New listener for the bank's payment notifications",
        "Accept webhooks from the lab and write the result to the sample",
        "A small Lambda takes the printer's postbacks",
        "Open an endpoint for the booking platform's webhook",
        "Process Shopify order webhooks in the intake service",
    ),
    "payment": (
        "Charge the member's card on the first of the month",
        "Bill each tenant for the water used",
        "Refund the deposit when the bike is back",
        "Capture the payment once the parcel leaves",
        "Collect the parking fee from the stored card",
        "Create a PaymentIntent for the course price",
        "Debit the household account for the electricity",
        "Pay out the drivers' earnings every Friday",
        "Transfer the rent to the landlord's account, less the fee",
        "Retry failed subscription payments after three days",
        "Submit the amount to the acquirer through `/payments`",
        "Issue refunds for cancelled concerts",
    ),
    "schema": (
        "Create a junction table between recipes and tags",
        "Add `harvests` with a foreign key to `fields`",
        "Add a join table `crew_boats`",
        "Migration for `lessons`, pointing at `teachers` and `rooms`",
        "Create the link table for books and authors",
        "New table `scans` that references `parcels`",
        "Table `berths` belongs to `harbours`, one migration each",
        "Create the child table `order_lines`",
    ),
    "data-move": (
        "Migrate existing bookings to the new table",
        "Copy all readings into `readings_v2`",
        "Convert stored prices to cents in the `offers` table",
        "Backfill `country` for all orders",
        "Move the old photos to the new bucket",
        "`INSERT INTO herd_v2 SELECT * FROM herd`",
        "Import the legacy customers from the old database",
        "Populate the new column from existing records",
        "Run the data migration of the archive",
        "Carry over the historical measurements into the new schema",
        "Transfer all patient records to the shared store",
        "Re-encode existing recordings",
    ),
    "permissions": (
        "Replace the admin flag by permissions for each yard",
        "Migrate users from roles to grants",
        "Change the permission checks of the roster API",
        "Restrict edit rights to the ward's own lead",
        "Remove the blanket role from all volunteers",
        "Switch the access policy of the archive to deny",
        "`DockPolicy.canOpen()` looks for a grant; without one it answers 403",
        "Revoke the old privileges of contractors",
        "Tighten the access rules of the laboratory",
        "Split the operator role in two",
        "Move to RBAC: replace the hard-coded user checks by roles",
    ),
    "concurrency": (
        "Compare the record's version with the one the client sent before saving",
        "Reject a save whose revision is stale",
        "Use optimistic locking for the roster",
        "Return 409 when the version differs",
        "Add an ETag and require If-Match when a recipe is updated",
        "Take a row lock before the seat is booked",
        "`UPDATE seats SET … WHERE id = ? AND version = ?` and look at the rows",
        "Check the revision on save and refuse an outdated edit",
        "Handle two concurrent edits of the same shift",
        "Acquire the lock of the berth before the reservation is written",
        "SELECT … FOR UPDATE on the stock row",
    ),
    "realtime": (
        "Push new bids to browsers over a WebSocket",
        "Broadcast positions of the boats through server-sent events",
        "A gateway forwards the scores topic to every WebSocket",
        "Stream the kiln's temperature to the panel via SSE",
        "Add a socket.io channel for chat messages",
        "Subscribe phones to price updates over MQTT",
        "Send live updates over ActionCable to the crew",
    ),
}

STAYS_OUT: dict[str, tuple[str, ...]] = {
    "webhook": (
        "Send our webhooks to subscribers through a queue",
        "Pass a callback function to the grid component",
        "Install the git hooks with pre-commit",
        "Write a React hook that loads the tides",
        "Handle the OAuth callback after login",
        "Document the webhook format in the handbook",
        "Rename the event handler of the button",
        "Emit an event when the boat leaves",
        "Remove the webhook endpoint that nobody calls",
        "Add an endpoint that lists the harbours",
    ),
    "payment": (
        "Add a payment history page",
        "Show the price list on the board",
        "Charge the scanner's battery overnight",
        "Collect feedback from members",
        "Explain the refund policy in the footer",
        "Capture the screenshot of the map",
        "Add a `PaymentStatus` enum",
        "Process the images in the gallery",
        "Bill of materials as CSV",
        "Transfer ownership of the repository",
    ),
    "schema": (
        "Render the summary table of contents",
        "Add a hash table for the lookups",
        "Add a column `colour` to `boats`",
        "No foreign key to `parcels`, as unknown ones are kept",
        "Link the tables of the handbook",
        "Drop the foreign key on `crew`",
    ),
    "data-move": (
        "Move the helpers to `utils/dates.py`",
        "Copy the existing styles into the theme",
        "Convert all callers to the new signature",
        "Migrate the tests to the new runner",
        "Import the component in the page",
        "Transform the response into a view model",
        "Move documentation to the wiki",
        "Populate the fixture with sample data",
        "Port the existing commands to the new parser",
        "Copy `.env.example` to `.env`",
        "Rewrite the parser to return data classes",
        "Load the config file at start",
    ),
    "permissions": (
        "Add the camera permission to the manifest",
        "Fix the file permissions of the socket",
        "Change the ARIA roles of the tabs",
        "Move the button to the right of the title",
        "Set `permissions: contents: read` in the workflow",
        "Change the retry policy of the client",
        "Remove `role` from the request DTO",
        "Check permissions of the log directory",
        "Change the assistant role in the prompt",
    ),
    "concurrency": (
        "Bump the version and update the changelog",
        "Check the Python version in CI",
        "Commit the lock file",
        "Resolve merge conflicts with main",
        "Validate version consistency over all packages, then publish",
        "Update the API version in the client",
        "Compare the current release with the last one",
        "Run the tests in parallel",
        "Add a version field to the manifest",
    ),
    "realtime": (
        "Remove the WebSocket client",
        "Mock the WebSocket in tests",
        "Poll every minute instead of a WebSocket",
        "Update the message of the day",
    ),
}

ANSWERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("webhook", "signature-verification"): (
        "Check the HMAC over the raw body",
        "Only the sender's addresses are let in, by an allowlist",
        "A shared secret in the header must match",
    ),
    ("webhook", "idempotency"): (
        "The carrier repeats notices; a known id changes nothing",
        "Insert events with ON CONFLICT DO NOTHING",
        "A delivery that comes twice is stored once",
    ),
    ("webhook", "ordering-and-timing"): (
        "Events may come out of order; compare timestamps and skip older ones",
        "A notice can arrive before the parcel exists; keep it for the next round",
    ),
    ("payment", "idempotency"): (
        "Send an idempotency key with each charge",
        "Before a retry look up whether the payment went through",
        "A unique reference keeps a card from being charged twice",
    ),
    ("schema", "creation-order"): (
        "Tables are created in dependency order",
        "`fields` must exist before the foreign key is added",
    ),
    ("data-move", "volume-and-batching"): (
        "In batches of 5 000 rows",
        "The table holds only about 300 rows",
        "One harbour at a time",
    ),
    ("data-move", "production-data"): (
        "Writes go to both tables during the copy",
        "The site is read-only during the move",
        "Runs overnight while nobody books",
    ),
    ("data-move", "unmapped-rows"): (
        "Rows without a match go to a reject table",
        "Values that can't be converted stop the run",
        "Unknown codes become `other`",
    ),
    ("permissions", "lock-out"): (
        "Administrators keep their access until the end",
        "Old roles stay valid until both systems agree for a week",
        "Nobody is locked out: a break-glass account remains",
    ),
    ("permissions", "audit-trail"): (
        "Each grant is written to the audit log",
        "`granted_by` and the time are stored",
    ),
    ("concurrency", "conflict-handling"): (
        "On a conflict the editor sees both versions and chooses",
        "A refused save is retried after a reload",
    ),
    ("concurrency", "ordering-and-timing"): (
        "Two saves can overlap: the second one loses",
        "The lock expires after 30 seconds",
    ),
    ("concurrency", "atomicity"): (
        "Check and write are one statement with the version in its WHERE",
        "Both happen in one transaction",
    ),
    ("realtime", "ordering-and-resync"): (
        "After a reconnect the client asks for a snapshot",
        "Messages carry sequence numbers",
    ),
}

ENGINEERING: dict[str, tuple[str, str]] = {
    "external-api": ("Fetch the tides from an external API", "After a timeout of 2 s the last known tide is shown"),
    "queue": ("Move the mails to background jobs", "A job that runs twice sends one mail: it is retried by id"),
    "cache": ("Add a cache for the tide tables", "Entries expire after ten minutes"),
    "scheduled-job": ("Run a nightly job that closes the harbour book", "A lock keeps two runs apart"),
    "upload": ("Accept file uploads of berth plans", "At most 5 MB, PDF only"),
    "secrets": ("Store the API key of the weather service", "The key comes from the environment"),
    "public-api": ("Rename the endpoint of the berth list", "Existing clients keep the old address as an alias"),
    "feature-flag": ("Put the new map behind a feature flag", "Off by default; the flag is removed in May"),
    "dependency-upgrade": (
        "Upgrade the ORM to 3.0",
        "Breaking changes of the release notes were read: none concerns us",
    ),
}

SENTENCES = [pytest.param(area, text, id=f"{area}: {text}") for area, texts in ENTERS.items() for text in texts]
INNOCENT = [pytest.param(area, text, id=f"{area}: {text}") for area, texts in STAYS_OUT.items() for text in texts]
ANSWERED = [
    pytest.param(area, need, text, id=f"{need}: {text}") for (area, need), texts in ANSWERS.items() for text in texts
]


def hazards(step: str, context: str = "") -> set[tuple[str, str]]:
    """Area and consideration of each finding on a plan with one such step."""
    text = f"# Harbour plan\n\n## Objective\n\nWork for the harbour.\n\n{context}## Steps\n\n1. {step}\n2. Paint the shed\n"
    return {
        (finding.hazard.area, finding.hazard.consideration)
        for finding in lint(read(Source.from_text(text))).findings
        if finding.hazard
    }


@pytest.mark.parametrize(("area", "text"), SENTENCES)
def test_a_step_that_enters_is_asked_for_all_its_area_needs(area: str, text: str) -> None:
    assert area in {found for found, _ in hazards(text)}


@pytest.mark.parametrize(("area", "text"), INNOCENT)
def test_a_step_that_only_sounds_like_it_is_left_alone(area: str, text: str) -> None:
    assert area not in {found for found, _ in hazards(text)}


@pytest.mark.parametrize(("area", "need", "text"), ANSWERED)
def test_a_line_that_answers_a_need_ends_its_finding(area: str, need: str, text: str) -> None:
    step = ENTERS[area][0]
    assert (area, need) in hazards(step)
    assert (area, need) not in hazards(f"{step}\n   - {text}")


def test_each_area_of_the_seed_has_sentences() -> None:
    assert set(ENTERS) == set(STAYS_OUT) == {area.id for area in AREAS if any(n.severity != "info" for n in area.needs)}
    asked = {(area.id, need.id) for area in AREAS for need in area.needs if need.severity != "info"}
    assert set(ANSWERS) == asked


@pytest.mark.parametrize("area", ENGINEERING)
def test_areas_of_common_knowledge_give_remarks(area: str) -> None:
    step, answer = ENGINEERING[area]
    assert area in {found for found, _ in hazards(step)}
    assert area not in {found for found, _ in hazards(f"{step}\n   - {answer}")}


def test_each_area_has_an_example() -> None:
    assert {area.id for area in AREAS} == set(ENTERS) | set(ENGINEERING)
