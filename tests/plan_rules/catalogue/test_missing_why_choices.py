"""Choices and remedies in many words: those that nothing explains, and orders that choose nothing."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"missing-why"}))


def lines(text: str) -> list[int]:
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), ONLY).findings]


def step(bullet: str) -> str:
    return (
        "# Plan: lighthouse tours\n\n## Objective\n\nGuests book a tour from their phone.\n\n## Steps\n\n"
        f"1. **Booking page**: one form for date and party\n   - {bullet}\n   - Success: a party of 4 is listed\n"
    )


UNEXPLAINED = [
    "Draw the map with Leaflet; switch to Maplibre from Google's",
    "Prefer one table per season over one per tour",
    "Run the export daily rather than weekly",
    "Cron it is",
    "Replace Apache by Caddy",
    "Go for Svelte as the page's framework",
    "Switch to Playwright instead of Cypress",
    "Move the reminders from cron to Temporal",
    "Replace Mailgun with Postmark",
    "Swap Jenkins for GitHub Actions",
    "We settled on ULIDs for the booking numbers",
    "Store the party as rows rather than as one JSON text",
    "Compute the free places hourly instead of on each visit",
    "Use optimistic locking",
    "We'll go with RabbitMQ",
    "Drop the old calendar widget in favour of a plain date field",
    "Standardise on pnpm",
    "Postgres it is",
    "Prefer long polling over websockets",
    "Adopt event sourcing for the bookings",
    "Use Redis for the sessions",
    "Let's use Kotlin for the server",
    "Send the tickets as PDF in place of plain text",
    "Our choice is Mapbox",
    "Migrate from npm to pnpm",
    "We want to switch to server-side rendering",
    "Keep the prices in a table, not in the configuration",
    "Opt for soft deletes",
    "Choose DuckDB",
    "We write the page in Svelte",
    "Let's build the form with React",
    "Replace the decision tree with LightGBM, 300 trees",
    "Replace our own sitemap by Hugo",
]
EXPLAINED = [
    "Write dates in full rather than as numbers: foreign guests misread them",
    "Go for Svelte as the page's framework, because the bundle must stay below 40 kB",
    "Switch to Playwright instead of Cypress: it runs Safari too, which half of the guests use",
    "Replace Mailgun with Postmark (bounces are reported within a minute)",
    "We settled on ULIDs for the booking numbers; they sort by time, which the export needs",
    "Store the party as rows rather than as one JSON text, so that places can be counted in SQL",
    "Compute the free places hourly instead of on each visit to keep the page under 200 ms",
    "Use optimistic locking since two guests rarely take the same tour",
    "Standardise on pnpm. It avoids the second copy of each package",
    "Prefer long polling over websockets – the harbour's proxy cuts sockets after 30 s",
    "Use Redis for the sessions; otherwise a restart logs everybody out",
]
NO_CHOICES = [
    "Change the title to Tours",
    "Put the map over the list",
    "Show the price instead of the picture when the file is missing",
    "Rename the folder with `git mv`",
    "Add a column `party` to `bookings`",
    "Replace the placeholder text with the tour's name",
    "Replace `get_tour()` with `find_tour()` in all callers",
    "Return 404 instead of 500 for a tour that doesn't exist",
    "Guests choose a date and pick a guide",
    "If the mail bounces, use the phone number instead of the address",
    "The list shows the guide's name rather than the number",
    "Move the form to the left column",
    "Switch to the main branch and pull",
    "Use the date picker of step 2",
    "Go to the page of the tour and press Book",
    "Never use the guide's private number instead of the office's",
    "Change the button's label from Send to Book",
    "Run the form over HTTPS",
    "The office decides on the guide a day before",
    "Use `tours.yml` for the names",
    "Copy the texts from the old page to the new one",
    "Prefer the newest photo of each tour",
    "Take the price from the contract of the season",
    "We write the date in words",
    "Replace the date field with React components",
    "We draw the map with the tour's colours",
    "Replace the old text with Markdown from the office",
]


@pytest.mark.parametrize("bullet", UNEXPLAINED)
def test_a_choice_without_a_reason(bullet: str) -> None:
    assert lines(step(bullet)) == [10]


@pytest.mark.parametrize("bullet", EXPLAINED)
def test_a_choice_with_its_reason(bullet: str) -> None:
    assert lines(step(bullet)) == []


@pytest.mark.parametrize("bullet", NO_CHOICES)
def test_an_order_that_chooses_nothing(bullet: str) -> None:
    assert lines(step(bullet)) == []


def cure(work: str, context: str = "") -> str:
    return (
        "# Plan: bookings vanish from the list\n\n## Objective\n\nNo booking gets lost any more.\n\n"
        f"{context}## Steps\n\n1. {work}\n2. Tell the office\n"
    )


REMEDIES = [
    "Retry the save up to three times",
    "Add a version column to `bookings`",
    "Give each booking a revision",
    "Wrap the save in a transaction",
    "Put a lock around `save()`",
    "Keep the last list in an LRU cache",
    "Restart the service every night",
    "Raise the timeout from 5 to 30 seconds",
    "Debounce the save button",
    "Introduce a queue between form and database",
    "Call `gc.collect()` after each save",
    "Clear the cache every hour",
    "Turn on keep-alive for the database connection",
    "Wait 200 ms before the list is read",
    "Add a unique constraint on guest and tour",
]
PLAIN_WORK = [
    "Write the guest's name to the log",
    "Show a spinner while the form is sent",
    "Count the bookings of yesterday",
    "Delete the old list",
    "Sort the list by date",
    "Translate the form",
    "Move the form to the top",
    "Print a receipt",
    "Ask the office for the list of May",
    "Write a test that saves 500 bookings",
]


@pytest.mark.parametrize("work", REMEDIES)
def test_a_remedy_for_a_defect_of_unknown_cause(work: str) -> None:
    assert lines(cure(work)) == [9]


@pytest.mark.parametrize("work", PLAIN_WORK)
def test_work_that_is_no_remedy(work: str) -> None:
    assert lines(cure(work)) == []


FIRST_THINGS = [
    "Send an ETag with the list",
    "Recycle the worker after 200 requests",
    "Put each booking on a stream",
    "Take the list from the replica",
    "Split the form into two pages",
    "Hold each booking for a minute",
    "Compare the hashes, then save",
    "Store the list in the browser",
    "Route both forms through one service",
    "In the form we add a hidden field `updated_at`",
    "Broadcast every booking to all open lists",
    "Set `max_children` to 200",
]


@pytest.mark.parametrize("work", FIRST_THINGS)
def test_the_first_thing_done_about_a_defect_of_unknown_cause(work: str) -> None:
    assert lines(cure(work)) == [9]


@pytest.mark.parametrize("work", FIRST_THINGS)
def test_the_first_thing_done_where_the_cause_is_told(work: str) -> None:
    cause = "## Context\n\n- Two forms read the list and both write it back, so the second overwrites the first\n\n"
    assert lines(cure(work, cause)) == []


def test_a_step_that_says_what_is_wrong_tells_why_it_is_done() -> None:
    assert lines(cure("Keep the old list until the new one is written")) == []
    assert lines(cure("Make the save wait for the lock that the import holds, which it never did")) == []


def test_a_comparison_of_which_nothing_else_speaks_is_asked_for_in_an_explained_step() -> None:
    step = "1. Send the ferry list\n   - Use Protobuf instead of Avro for the list\n\n   Related Context:\n   - The pier has no network on Mondays\n"
    text = "# Plan: ferry list\n\n## Objective\n\nSkippers see the list.\n\n## Steps\n\n" + step
    assert lines(text) == [10]
    assert lines(text.replace("no network on Mondays", "an old reader of Protobuf, no Avro")) == []


@pytest.mark.parametrize("work", REMEDIES)
def test_a_remedy_where_the_cause_is_told(work: str) -> None:
    cause = "## Context\n\n- Two forms read the list and both write it back, so the second overwrites the first\n\n"
    assert lines(cure(work, cause)) == []


def test_a_remedy_that_is_explained_elsewhere() -> None:
    decided = "## Decisions\n\n- A revision was taken because it needs no lock while the guest thinks\n\n"
    assert lines(cure("Give each booking a revision", decided)) == []


def test_the_same_remedy_is_asked_for_once() -> None:
    text = cure("Add a version column to `bookings`") + "3. Check the version in `save()`\n4. Retry the save\n"
    assert lines(text) == [9, 12]


def test_an_order_on_a_line_of_its_own() -> None:
    text = "# Plan: lighthouse tours\n\n## Objective\n\nGuests book a tour.\n\n## Tasks\n\n**Task 1 — places**\nFiles: `places.go`\n{}\n\n**Task 2 — list**\nShow the list.\n"
    assert lines(text.format("Write the places into a file rather than a table.")) == [11]
    assert (
        lines(text.format("Write the places into a file rather than a table, because the table is locked at noon."))
        == []
    )


def test_the_faults_of_what_is_given_up_are_the_reason() -> None:
    text = "# Plan: lighthouse tours\n\n## Current State\n\n- {}\n\n## Steps\n\n1. **Page**: one form\n   - Call `book()` instead of the phone relay\n   - Success: listed\n"
    assert lines(text.format("The phone relay knows no dates and no party")) == []
    assert lines(text.format("The office opens at nine")) == [10]
