"""Plans that cure a defect, told in many ways: symptoms alone, and symptoms with their cause."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

ONLY = LintSettings(select=frozenset({"missing-root-cause"}))
STEPS = "## Steps\n\n1. Change `board.c`\n   - Success: 500 passes show 500\n2. Deploy it to the pier\n"


def found(head: str) -> bool:
    return bool(lint(read(Source.from_text(f"{head}\n\n{STEPS}")), ONLY).findings)


SYMPTOMS = [
    "# Bookings get lost on Mondays\n\n## Goal\n\nEvery booking arrives. Today some are gone, so people call the office.",
    "# Readings vanish from the lake buoys\n\nEvery few days a buoy's last hour is gone. Nobody may lose a reading again.",
    "# Fix the double booking of kayaks\n\n## Problem\n\nLast Sunday 4 families stood at the pier with the same kayak.",
    "# Plan: stop the kiosk from freezing\n\n## Objective\n\nThe kiosk answers a touch within a second all day.",
    "# Plan: kiosk\n\n**Goal:** The kiosk freezes now and then, and staff pull the plug. That must not happen any more; fix it.",
    "# `test_tide_table` is flaky\n\n**Problem.** It fails in about 1 of 20 runs on the ARM runners. Everybody presses re-run.",
    "# Wardens get logged out\n\n## Goal\n\nA warden who signs in at six stays signed in until noon. Today they are logged out two or three times a shift.",
    "# Memory of the gate service\n\n## Why\n\nThe gate service eats memory until the kernel kills it, on Mondays mostly.\n\n## Goal\n\nStays below 300 MB.",
    "# Invoices are sent twice\n\n## Symptoms\n\n- 31 members wrote in May\n- Always invoices above 200 €\n\n## Goal\n\nEach member gets an invoice once.",
    "# Hotfix: crash on the ticket page\n\nReported by three beaches since Friday (tickets 81, 85, 90), Android only.",
    "# Orders disappear\n\n## Objective\n\nOrders disappear from the kitchen screen once in a while. After this plan none does.\n\n## Constraints\n\n- The screen has 512 MB, thus no browser",
    "# Map drops out of sync\n\n## Objective\n\nStop the map from losing boats. Skippers phone the office when their boat is missing.",
    "# Plan: timeouts at the weigh bridge\n\n## Objective\n\nGet rid of the timeouts that drivers see at the bridge in the morning.",
]
CAUSES = [
    "# Bookings get lost on Mondays\n\n## Goal\n\nEvery booking arrives. The week rolls over at midnight UTC, so bookings between one and two land in the old week.",
    "# Readings vanish from the lake buoys\n\nA buoy numbers its packets from 0 after each restart, and the collector drops numbers it has seen. No reading may get lost again.",
    "# Fix the double booking of kayaks\n\n## Problem\n\nTwo counters read the same free kayak before either writes, so both lend it.",
    "# Plan: stop the kiosk from freezing\n\n## Objective\n\nThe kiosk answers within a second.\n\n## Findings\n\n- The receipt is rendered on the main thread, which takes 4 s",
    "# Plan: kiosk\n\n**Goal:** The kiosk no longer freezes. The freeze comes from the printer driver, which waits for paper.",
    "# `test_tide_table` is flaky\n\n## Cause\n\nThe table is computed from the local clock, and the runner's zone is UTC.",
    "# Wardens get logged out\n\n## Goal\n\nA warden stays signed in.\n\n## What we found\n\n- The session's expiry is never refreshed after the first page",
    "# Memory of the gate service\n\n## Goal\n\nNo more out-of-memory kills.\n\n## Background\n\n- Each pass adds a listener that is never removed",
    "# Invoices are sent twice\n\n## Analysis\n\nThe mailer retries after 10 s, and the relay answers after 12 s, having sent the mail already.",
    "# Hotfix: crash on the ticket page\n\nIt turned out that the price is null for free tickets, and `format()` takes no null.",
    "# Orders disappear\n\n## Objective\n\nOrders no longer disappear.\n\n## Context\n\n- The screen keeps only the newest order of each table; a second one overwrites the first",
    "# Map drops out of sync\n\n## Objective\n\nStop the map from losing boats.\n\n## Steps first\n\n- Bisecting led to commit 4f2a91c, which sorts by name and not by id",
    "# Plan: timeouts at the weigh bridge\n\n## Objective\n\nGet rid of the timeouts. 80 % of the time is spent in a full table scan of `weighings`.",
]
FEATURES = [
    "# Lost property office\n\n## Objective\n\nVisitors report lost items online and see what was found.",
    "# Fix the wording of the signs\n\n## Objective\n\nAll signs say “pier” and not “jetty”.",
    "# Duplicate a booking\n\n## Objective\n\nStaff copy a booking with one click.",
    "# Plan: crash helmet rental\n\n## Objective\n\nHelmets are rented with the bikes.",
    "# Move the archive\n\n## Objective\n\nThe archive moves to the new disk and stays readable. Nothing changes for readers.",
    "# Plan: retry failed mails\n\n## Objective\n\nA mail that the relay refuses is tried again for a day.",
    "# Race results\n\n## Objective\n\nThe regatta's race results show up within a minute.",
    "# Faster start page\n\n## Objective\n\nThe start page shows up within 1 s.",
    "# Handle full disks\n\n## Objective\n\nWhen the disk is full, the recorder says so and keeps the last hour.",
    "# Plan: a queue for the slipway\n\n## Objective\n\nSkippers see how long the queue is.",
]


@pytest.mark.parametrize("head", SYMPTOMS)
def test_symptoms_are_no_cause(head: str) -> None:
    assert found(head)


@pytest.mark.parametrize("head", CAUSES)
def test_a_cause_in_any_words(head: str) -> None:
    assert not found(head)


@pytest.mark.parametrize("head", FEATURES)
def test_what_cures_nothing(head: str) -> None:
    assert not found(head)


COMPLAINTS = "# Plan: tide board\n\n## Problem\n\nThe board names tides that come an hour later. {}\n\n## Steps\n\n1. {}\n2. Print the legend\n"


def complained(words: str, step: str) -> bool:
    return bool(lint(read(Source.from_text(COMPLAINTS.format(words, step))), ONLY).findings)


def test_a_complaint_with_a_remedy_is_a_defect() -> None:
    assert complained("Skippers and visitors complain each week.", "Cache the table for an hour")
    assert complained("Guests call twice a day.", "Retry the download")
    assert not complained("Guests call twice a day.", "Paint the board")
    assert not complained("The board is blue.", "Cache the table for an hour")
    assert not complained("Guests call, because the board reads the table of Brest.", "Cache the problem's table")
