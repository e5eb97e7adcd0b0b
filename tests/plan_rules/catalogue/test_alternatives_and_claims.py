"""Choices of consequence without an alternative, and claims of experience without a source."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source


def lines(rule: str, text: str) -> list[int]:
    settings = LintSettings(select=frozenset({rule}))
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), settings).findings]


def work(step: str, aim: str = "Guests order soup from their table.", more: str = "") -> str:
    return f"# Plan: soup kitchen\n\n## Objective\n\n{aim}\n\n{more}## Steps\n\n1. {step}\n2. Print the menu\n"


CONSEQUENCES = [
    "Add the Stripe SDK",
    "Connect RabbitMQ to the till",
    "Use websockets for the kitchen screen",
    "Migrate existing orders into the new table",
    "Backfill `orders.table_no` from `orders.note`, 500 at a time",
    "Use optimistic locking on the soup pot",
    "Add a version column to `pots`",
    "Introduce a distributed lock around the pot",
    "Move from SQLite to Postgres",
    "Copy all existing guests into `members`",
    "Integrate a third-party address check",
    "Switch to GraphQL from the till's old calls, that is move to GraphQL",
]
SMALL = [
    "Paint the menu board",
    "Add a button for seconds",
    "Rename the screen",
    "Write the prices to `menu.yml`",
    "Sort the soups by name",
    "Show the number of the table",
    "Copy the logo to the new page",
    "Check the spelling",
    "Add a test for empty pots",
    "Delete the old menu",
]


@pytest.mark.parametrize("step", CONSEQUENCES)
def test_a_choice_of_consequence(step: str) -> None:
    assert lines("missing-alternatives", work(step)) == [9]
    weighed = "## Context\n\n- Paper slips were ruled out, because steam wets them\n\n"
    assert lines("missing-alternatives", work(step, more=weighed)) == []


@pytest.mark.parametrize("step", SMALL)
def test_a_small_choice(step: str) -> None:
    assert lines("missing-alternatives", work(step)) == []


def test_a_service_that_the_whole_plan_is_about() -> None:
    aim = "Guests pay with SumUp before they eat."
    assert lines("missing-alternatives", work("Add the SumUp client to the till", aim)) == [9]
    aim = "The till books what our provider (SumUp) pushes to `/hooks/sumup`."
    assert lines("missing-alternatives", work("Store each notice", aim)) == [1]


CLAIMS = [
    "The left pot often boils over",
    "Guests rarely finish the second bowl",
    "In practice nobody reads the board",
    "12 % of the orders are never picked up",
    "The till's printer is known to jam",
    "A bowl takes about 4 minutes to fill",
    "Seconds are rarely used",
    "The till usually answers after a restart",
    "Undocumented limits of the till apply here",
    "One in five orders gets lost at noon",
    "Servers vary, but they always return a number with each order",
    "Warming a pot requires roughly 300 ms of the heater's time",
]
FOUNDED = [
    "The left pot often boils over, as the log of May shows",
    "We measured that a bowl takes about 4 minutes to fill",
    "12 % of the orders are never picked up (counted on 3 evenings)",
    "According to the cook the till usually answers after a restart",
    "The till must always return a number with each order",
    "A bowl should take about 4 minutes",
    "If the pot often boils over, turn it down",
    "The till's printer is known to jam, see #482",
    "Guests order often",
    "Serve seconds rarely",
    "Fill the bowl in 4 minutes",
    "Orders above 12 % of the stock are refused",
]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_without_a_source(claim: str) -> None:
    assert lines("unattributed-discovery", work(f"Stir the soup\n   - {claim}")) == [10]
    assert lines("unattributed-discovery", work("Stir", more=f"## Context\n\n- {claim}\n\n")) == []


@pytest.mark.parametrize("claim", FOUNDED)
def test_a_claim_with_a_source_and_what_is_none(claim: str) -> None:
    assert lines("unattributed-discovery", work(f"Stir the soup\n   - {claim}")) == []


NOBODYS_SERVICE = [
    ("Plan: Ladle Plugin for Recipes", "Add the plugin's API client for Ladle"),
    ("Plan: Ladle with soups of the week", "Ladle shows the soups of its API"),
    ("Plan: sync from Spices", "Load the spices by the API; spices have names; Spices client"),
]
ENTERED_BY_HAND = [
    "Add Ladlebird API token",
    "Create an account for Ladlebird's API",
    "Set up the Ladlebird API credentials",
]


@pytest.mark.parametrize(("title", "step"), NOBODYS_SERVICE)
def test_what_is_no_choice_of_a_service(title: str, step: str) -> None:
    steps = f"1. {step}\n   - Done: seen\n2. Print the menu\n   - Done: printed\n"
    text = f"# {title}\n\n## Objective\n\nGuests read the soups.\n\n## Steps\n\n{steps}"
    assert lines("missing-alternatives", text) == []


@pytest.mark.parametrize("step", ENTERED_BY_HAND)
def test_the_step_that_brings_a_service_in_is_not_its_password(step: str) -> None:
    steps = f"1. {step}\n   - Done: seen\n2. Call Ladlebird's API for each order\n   - Done: printed\n"
    text = f"# Plan: send mail via Ladlebird\n\n## Objective\n\nGuests read the soups.\n\n## Steps\n\n{steps}"
    assert lines("missing-alternatives", text) == [11]


def test_a_service_is_brought_in() -> None:
    steps = "1. Call Ladlebird's API for each order\n   - Done: seen\n2. Print the menu\n   - Done: printed\n"
    text = f"# Plan: send mail via Ladlebird\n\n## Objective\n\nGuests read the soups.\n\n## Steps\n\n{steps}"
    assert lines("missing-alternatives", text) == [9]
