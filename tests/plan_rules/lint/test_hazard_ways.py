"""Everyday words enter a hazard area where the plan is about it, and stay out where they mean something else."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.plan import read
from plan_rules.source import Source

PLANS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "webhook": (
        "Orders of the paint supplier show up in the workshop's list.",
        (
            "Route `/lab/results`: the analyser sends each finished sample to it, the row is stored",
            "The toll company calls this address for every passage; write a line per call",
            "Give the fleet operator our address `/in/rides`; it posts each finished ride",
            "`inbound/meters.py` takes what the metering company pushes and books it",
            "Register our URL in the console of Parcelino; each status change comes as a POST",
            "Results from the blood bank arrive at `POST /api/results` and are attached to the donor",
            "Add callback handling for transcoding jobs finished at Vidpress",
            "The weather office notifies us of warnings by HTTP; show them on the board",
            "An Express handler is called by the payment house whenever a transfer settles",
            "Take over status reports of the courier as they come in and update `parcel`",
            "Let Twirl hit `/sms/inbound` for each answer; the answer goes to the ticket",
        ),
        (
            "The browser posts the form to `/login`",
            "The app sends its position to our endpoint every minute",
            "Pass the callback to the date picker",
            "Print the admission webhook's message when the apply is refused",
            "Send an e-mail notification when a tin is mixed",
            "Track events in the analytics endpoint",
            "Write an ADR about the webhook design",
            "The worker reports its progress to the server",
        ),
    ),
    "payment": (
        "Dues of the swim club are taken by card at the payment provider.",
        (
            "**Charging**: time-out 35 s, then again after a quarter of an hour",
            "Money goes back to the parent when a course is cancelled",
            "Top up the canteen card from the bank account",
            "Pay the trainers on the 15th through the bank's API",
            "Collect the fine through SEPA direct debit",
            "The till books the amount on the guest's card",
            "Send the payment order for each claim to the bank",
            "Draw the fee from the deposit",
        ),
        (
            "Show what was paid on the profile page",
            "Take the members' list from the old file",
            "Pay attention to the focus order",
            "Settle on one name for the club",
            "Add a column for the card's last four digits",
        ),
    ),
    "schema": (
        "The league's tables are stored in SQLite.",
        (
            "Create `bouts` table: ring, `judge_id` → judges",
            "Table `stops`, each with `line_id` to `lines`",
            "Create tables `authors`, `books` and `loans`",
            "Introduce `shift` and `shift_swap`, the second pointing to the first",
            "`order_item.order_id REFERENCES orders(id)` in the migration",
        ),
        ("Sort the table by points", "Refer to the federation's rules in the footer", "Show the league table"),
    ),
    "data-move": (
        "The records of the archive are kept in one database.",
        (
            "**Copy**: `lift.py` copies every letter of the old store to the bucket",
            "Walk over every member record and fill in the new `region` field",
            "Take over the minutes of 30 years from the Access file",
            "All letters are moved from the share to the object store",
            "Existing tickets get the new status codes",
            "Replay the old log into the new event store",
            "For each of the 40 000 pupils write a row in `enrolment`",
            "Turn all prices in `offers` from euros into cents",
            "`UPDATE trips SET km = miles * 1.609`",
        ),
        (
            "Port the boot code with its partition table",
            "Merging of two texts in `weave.ts`",
            "Walk over every test and add a name",
            "No data migration is needed",
            "Turn the sidebar into a drawer",
            "Split the file `records.py` in two",
        ),
    ),
    "permissions": (
        "Rights to edit are given for each collection, not for all.",
        (
            "Turn the new check on for all departments",
            "Volunteers no longer see the lending pages",
            "Take the blanket right from guides",
            "Only heads of department may approve from now on",
            "Doors ask the new table instead of the badge's group",
            "Remove the shared admin account",
            "Retire `is_staff` in favour of scopes",
        ),
        ("Show the user's role on the profile page", "Print labels", "Write tests for the rights", "Add a help text"),
    ),
    "concurrency": (
        "Two planners change the same route at the same time, and one change is lost.",
        (
            "A save of an outdated copy is turned away",
            "Before booking look whether the berth is still free, then insert",
            "Whoever saves second is told that the route has changed",
            "Put a lock around read and write of the counter",
            "If `seats_left` is above zero, subtract one and store",
        ),
        ("Show the version in the footer", "Nightly check, one run at a time under an advisory lock", "Save as PDF"),
    ),
    "realtime": (
        "The board shows each reading within a second over a socket.",
        (
            "Readings appear on every open panel at once",
            "`/ws/fleet` hands each message to the subscribed browsers",
            "Fan out each goal to the connected scoreboards",
            "Replace the polling by an event stream (`text/event-stream`)",
            "Open a long-lived connection per tablet and write updates to it",
            "Presence: everyone in the room sees who joins over the channel",
        ),
        ("Send the report to all members by mail", "Bind the daemon to a Unix socket", "Deploy the new board"),
    ),
}
ENTER = [(area, aim, step) for area, (aim, steps, _) in PLANS.items() for step in steps]
STAY = [(area, aim, step) for area, (aim, _, steps) in PLANS.items() for step in steps]


def hazards(aim: str, step: str, below: str = "") -> set[tuple[str, str]]:
    text = f"# Plan\n\n## Objective\n\n{aim}\n\n{below}## Steps\n\n1. {step}\n2. Paint the shed\n"
    findings = lint(read(Source.from_text(text))).findings
    return {(f.hazard.area, f.hazard.consideration) for f in findings if f.hazard}


@pytest.mark.parametrize(("area", "aim", "step"), ENTER)
def test_everyday_words_enter_where_the_plan_is_about_it(area: str, aim: str, step: str) -> None:
    assert area in {found for found, _ in hazards(aim, step)}


@pytest.mark.parametrize(("area", "aim", "step"), STAY)
def test_the_same_words_about_other_things_stay_out(area: str, aim: str, step: str) -> None:
    assert area not in {found for found, _ in hazards(aim, step)}


NEEDS = [
    ("schema", "creation-order", "Create tables `authors`, `books` and `loans`", "Before ten quiet days no table is dropped", "`authors` before the tables that refer to it"),
    ("data-move", "volume-and-batching", "Migrate existing bookings to the new table", "The page of the admins writes both", "Copied in blocks of 500"),
    ("data-move", "unmapped-rows", "Migrate existing bookings to the new table", "Wrong labels are corrected by hand", "Anything else is listed and stays in the old table"),
    ("webhook", "ordering-and-timing", "Add a webhook endpoint for parcel events", "Compute the HMAC of the event over the raw body before anything else", "Reordered events change nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("area", "need", "step", "aside", "answer"), NEEDS)
def test_words_about_another_thing_answer_nothing(area: str, need: str, step: str, aside: str, answer: str) -> None:
    aim = "Tables of the yard."
    assert (area, need) in hazards(aim, step, f"## Notes\n\n- {aside}\n\n")
    assert (area, need) not in hazards(aim, step, f"## Notes\n\n- {answer}\n\n")
