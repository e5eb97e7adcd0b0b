"""Whole small plans of several styles: each missing reason, cause, consequence and link on its line, and nothing else."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source

RULES = frozenset(
    {
        "missing-why",
        "missing-root-cause",
        "chosen-without-rationale",
        "rejected-without-reason",
        "pitfall-without-consequence",
        "orphaned-context",
    }
)
PLANS: list[tuple[str, set[tuple[str, int]]]] = [
    (
        """# Loan reminders for the tool library

Members forget to bring drills back; in March 41 of 180 loans were late.

## Decisions

We looked at SMS and at mail. SMS was turned down. Mail it is, because every member gave an address and a mail costs nothing.

For the queue we go with Faktory.

## Steps

1. `reminders/plan.py` picks the loans that end in two days
   - Done when: the fixture yields 3 loans
2. `reminders/send.py` sends one mail for each
   - Done when: MailHog shows 3 mails
""",
        {("rejected-without-reason", 7), ("missing-why", 9)},
    ),
    (
        """# Heat pump telemetry: readings arrive twice

**Problem**: About 2 % of the readings of the villas are stored twice, and the bill counts both. Customers complained in May.

## Changes

| # | Change | File |
|---|---|---|
| 1 | Add a dedup cache of the last 500 ids | `ingest/dedup.go` |
| 2 | Delete the doubles of May | `cmd/clean` |

## Checks

- `go test ./ingest`
""",
        {("missing-root-cause", 3), ("missing-why", 9)},
    ),
    (
        """## Ferry tickets offline

### Goal
Guards check tickets where there is no network.

### What we learned
- Guards' phones have 32 GB, of which 3 are free (asked 12 of them), so step 1 keeps a day only.
- A ticket is signed with Ed25519; the check takes 2 ms on the oldest phone, see step 2.
- Season tickets carry a photo of 400 kB; step 1 leaves it out.
- Bicycles board through the rear gate and pay on the return trip only.

### Pitfalls
- Never trust the phone's clock.
- Don't sync over roaming: a guard paid 90 € in one week.

### Steps
1. Store the day's tickets in `db/day.sqlite`, 4 kB each
   Expect: 900 tickets, below 5 MB
2. Check signatures in `check.kt` with the key of the day
   Expect: a forged ticket shows red
""",
        {("orphaned-context", 10), ("pitfall-without-consequence", 13)},
    ),
    (
        """# Plan: archive of the radio station

## Objective

Listeners hear old shows again.

## Design decisions

| Decision | Why |
|---|---|
| Opus at 96 kbit/s | agreed with the editors |
| One file for each show | players seek within a file, and rights are cleared per show |
| S3 Glacier for masters | 0.004 $ per GB, and we need one master a month |

## Steps

1. Encode the tapes with `encode.sh`
   - Success: 40 shows on disk
2. Build the player page
   - Success: show 7 plays from minute 12
""",
        {("missing-why", 11)},
    ),
    (
        """# Cut the nightly import from 5 h to 1 h

## Why

The import must end before the shops open. `perf` shows 80 % of the time in `upsert()`, which commits after each row.

## Steps

1. Commit every 5,000 rows in `importer.py`
   - Success: the night of 2 May takes 55 min
2. Drop the index on `note` during the import
   - Success: `\\d items` lists it again afterwards
""",
        set(),
    ),
    (
        """# Fix stuck elevators display

## Background

The display freezes after a firmware update of the door controller. Its new protocol sends 17 bytes instead of 16, and our reader waits for a start byte in the wrong place.

## Work

1. Read the length byte in `doors.c`
2. Replay the trace of elevator 3

Test: `make test-doors`
""",
        set(),
    ),
    (
        """# Move the wiki to Git

## Reasons
Nobody can review a change in the old wiki, and its host closes in June.

## Options
- MediaWiki on our own server: rejected, needs a DBA
- GitBook: rejected
- Markdown in the main repository: chosen

## Steps
1. Export pages with `dump.rb`
   - Check: 312 files
2. Build with `mkdocs build`
   - Check: no dead link
""",
        {("rejected-without-reason", 8), ("chosen-without-rationale", 9)},
    ),
    (
        """# Sensor hub firmware

## Goal
The hub lasts a winter on one battery.

## Facts
- Radio draws 18 mA while it listens (measured on board 4), thus it listens for 5 s an hour in task 1.
- The flash wears out after 10,000 writes, so task 2 writes once a day.

## Tasks
- [ ] 1. Radio window in `radio.c`: 5 s each hour
      Verify: 0.4 mA on average
- [ ] 2. Log to RAM, flush to flash at midnight; use a ring buffer rather than a list
      Verify: one write a day in the trace
""",
        {("missing-why", 13)},
    ),
    (
        """# Plan: lost bicycles register

**Why**: The police forward 300 finds a month, and nobody can search them.

**Options considered**

1. A spreadsheet in the cloud. Dropped.
2. The register of the next town, which has no photos. Dropped.
3. Our own Django app. Chosen since two of us know it.

**Steps**

1. Model `Bike` with frame number and photo
   → `pytest bikes` passes
2. Search page; full-text search via Meilisearch instead of Postgres
   → "red Gazelle" finds bike 12
""",
        {("rejected-without-reason", 7), ("missing-why", 15)},
    ),
    (
        """## Hotfix: pager rings for closed alarms

### Summary
Night staff get paged for alarms that were closed hours ago. It happened nine times in June. After this they are paged for open alarms only.

### Steps
1. Reboot the pager gateway every night at two
   - Success: uptime below 24 h
2. Increase the poll interval to 60 s
   - Success: the log shows one poll a minute
3. Post the new rota
   - Success: it hangs in the kitchen
""",
        {("missing-root-cause", 4), ("missing-why", 7), ("missing-why", 9)},
    ),
    (
        """# Choir rehearsal planner

## Context

- Tenors come from two towns by the 19:12 train, therefore rehearsals start at 19:30 (step 1).
- The parish hall closes at 22:00; step 1 ends slots at 21:45.
- Soloists are paid per rehearsal. Step 3 adds up their fees.
- The organ is tuned in the first week of September by a firm from Leipzig.

## Plan

1. Slots in `slots.rb`, 19:30 to 21:45
   - Verify: 14 slots until Advent
2. Invitations by mail with an `.ics` file
   - Verify: opens in three calendars
3. Fee table in `fees.rb`
   - Verify: soprano 1 gets 3 x 80 €
""",
        {("orphaned-context", 8)},
    ),
    (
        """# Snow plough routes: route file corrupt after power cut

## Goal
A power cut must not leave a broken `routes.bin`.

## Finding
`save()` truncates the file before it writes the new content; when the power goes in between, zero bytes are left.

## Steps
1. Write to `routes.tmp`, `fsync`, rename
2. Pull the plug 50 times on the bench; the file opens each time
""",
        set(),
    ),
    (
        """# Replace the ticket machines' screen saver

## Decisions

- Decision: Show tomorrow's weather.
  - Rationale: decided in the workshop on 4 June.
- Decision: No sound.
  - Rationale: two machines stand below flats.
- Decision: Pictures change every 20 s instead of every 5 s.

## Steps

1. `saver.qml` with a timer of 20 s
   - Success: 3 pictures a minute
2. Fetch the forecast at 18:00
   - Success: `forecast.json` is from today
""",
        {("missing-why", 5), ("missing-why", 9)},
    ),
    (
        """# Guest network for the hostel

## Risks

- Do not put the printers into the guest VLAN.
- Never reuse last season's password: it is on the internet.
- Hands off port 12
- Avoid channel 13, American phones don't see it.

## Steps

1. VLAN 30 on the three switches
   - Success: a phone gets 10.30.x.x
2. Captive portal with the house rules
   - Success: the page shows up on Android and iOS
""",
        {("pitfall-without-consequence", 5), ("pitfall-without-consequence", 7)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=t.split("\n")[0].strip("# ")) for t, e in PLANS])
def test_exactly_what_is_missing(text: str, expected: set[tuple[str, int]]) -> None:
    findings = lint(read(Source.from_text(text)), LintSettings(select=RULES)).findings
    assert {(finding.rule, finding.anchor.line) for finding in findings} == expected
