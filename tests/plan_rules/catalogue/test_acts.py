"""Acts that can't be taken back, move data or turn traffic: which steps need a marker, a way back, a context."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.plan import read
from plan_rules.source import Source

IRREVERSIBLE = (
    "Drop the table of old sailings",
    "Delete all customer accounts that never logged in",
    "Erase the dormant profiles from `crew-prod`",
    "Truncate `tide_log`",
    "Purge message history older than a year",
    "Get rid of the legacy collection in Mongo",
    "Drop `berths_old`, four weeks later",
    "Run `DELETE FROM crew WHERE left < 2020`",
    "Force-push the cleaned branch",
    "Publish the package with `npm publish`",
    "Make the repository public",
    "Push the image to the stable channel, so that all devices take it tonight",
    "Roll out the firmware to every unit in the field",
    "Rotate the signing keys",
    "Revoke the contractors' access to the archive",
    "Remove the blanket grant, so that pilots lose the `harbour.write` scope",
    "Wipe the search index of the old shop",
    "Delete photos older than 90 days from the quay's server",
    "Format the data disk with ext4",
    "Run `wipefs -a /dev/sdb`",
    "Upload each sheet to the public portal",
    "Remove every mailbox of former pilots",
    "`0031_tidy` removes `crew_pay` and `crew`",
    "Put the charts into the public bucket",
    "Overwrite the master tapes with the new mix",
    "Small charts go to `harbour-public`",
    "Publish the soundings on Zenodo",
    "Open the repository to everybody",
    "Throw away what the old gauges measured",
    "Cancel the domain and its mailboxes",
    "Shred the paper copies after scanning",
    "Clear out the attachments older than two years",
    "Destroy the old cluster with `terraform destroy`",
    "Close the accounts of members who left",
    "Lock out the old badges at midnight",
    "Mail the appeal to all 12,000 members",
)
HARMLESS = (
    "Delete the function `old_tide`",
    "Remove the unused table component",
    "Drop support for Node 16",
    "Remove the column header from the CSV export",
    "Delete the temporary table of the test",
    "Drop the `verbose` parameter",
    "Remove dead code from `tides.py`",
    "Clear the form after saving",
    "Delete the old files `a.py` and `b.py`",
    "Drop the dependency on lodash",
    "Truncate long titles with an ellipsis",
    "Remove duplicate imports",
    "Publish the event on the bus",
    "Push the value on the stack",
    "Rotate the image by 90 degrees",
    "Migrate on an empty schema",
    "Delete the empty bucket that the trial left",
    "Delete logs older than 30 days",
    "A nightly job deletes previews older than 3 days",
    "Format the date as the harbour writes it",
    "Read the tides from the public portal",
    "Delete button on the chart's page",
    "Add a 'delete account' page to the settings",
    "Pilots can delete old photos",
    "Write a test that drops the table",
    "Describe how DROP TABLE broke the trial",
    "Remove entries from the menu",
    "Make the method public",
    "Send the confirmation to the buyer",
    "Create a `release` command that publishes all packages to PyPI",
)
NEEDS_A_WAY_BACK = (
    "Point the DNS record of `tides.example.org` at the new server",
    "Switch all traffic to the new cluster",
    "Cut over on Monday",
    "Copy all sailings into the new database and convert the times",
    "Drop the table of old sailings",
    "Flip production traffic to version 2",
    "Roll out the firmware to every unit in the field",
    "Migrate existing bookings to the new table",
    "Flip dispatch to the new router",
    "Retire the old sending path",
    "Switch sends to the new queue",
    "Turn the old importer off",
    "Take the old gateway out of service",
    "Make the new tariff the default in production",
    "Replace the live scheduler with the new one",
    "Move mail delivery to the new relay",
    "Clients are moved to the new broker over the weekend",
)
STAYS_AS_SAFE = (
    "Switch the build to Vite",
    "Retire the old helper function",
    "Turn off the lint rule",
    "Replace the icon in production builds",
    "Make dark mode the default theme",
    "Point the menu at the new page",
    "Stop the timer when the page closes",
)
WAYS_BACK = (
    "Rollback: point the record back",
    "The old table stays until March",
    "Restore from last night's dump",
    "A backup is taken first",
    "Flag off returns to the old path",
    "Revert the commit and redeploy the previous version",
)


def rules_of(step: str, more: str = "") -> set[str]:
    text = f"# Harbour plan\n\n## Objective\n\nWork for the harbour and its tables.\n\n## Steps\n\n1. {step}\n   - Success: the board shows it\n2. Paint the shed\n{more}"
    return {finding.rule for finding in lint(read(Source.from_text(text))).findings}


@pytest.mark.parametrize("step", IRREVERSIBLE)
def test_what_cannot_be_taken_back_needs_a_marker(step: str) -> None:
    assert "missing-critical-marker" in rules_of(step)
    assert "missing-critical-marker" not in rules_of(f"{step}\n   [CRITICAL: only after the council agreed]")


@pytest.mark.parametrize("step", HARMLESS)
def test_what_can_be_taken_back_needs_none(step: str) -> None:
    assert not {"missing-critical-marker", "missing-rollback"} & rules_of(step)


@pytest.mark.parametrize("step", NEEDS_A_WAY_BACK)
def test_what_changes_data_or_traffic_needs_a_way_back(step: str) -> None:
    assert "missing-rollback" in rules_of(step)


@pytest.mark.parametrize("step", STAYS_AS_SAFE)
def test_what_version_control_brings_back_needs_none(step: str) -> None:
    assert "missing-rollback" not in rules_of(step)


def test_the_old_way_that_runs_along_is_a_way_back() -> None:
    step = "Switch sends to the new queue"
    assert "missing-rollback" in rules_of(step)
    assert "missing-rollback" not in rules_of(f"{step}\n   - The old queue runs along for two weeks")


@pytest.mark.parametrize("way", WAYS_BACK)
def test_a_way_back_may_be_said_in_many_words(way: str) -> None:
    assert "missing-rollback" not in rules_of(NEEDS_A_WAY_BACK[0], f"\n## Notes\n\n- {way}\n")


MARKED = "# Harbour plan\n\n## Objective\n\nWork on the tables.\n\n## Steps\n\n1. Dredge\n   [CRITICAL: at low tide]\n2. Fence\n   [CRITICAL: before the gale]\n3. {}\n"


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        ("Open the gate for callers whose HMAC signature was verified: check the signature first", True),
        ("Answer 403 to crews without a berth", True),
        ("Write berth and crew in one transaction", True),
        ("The pump must be stopped before the valve is opened", True),
        ("Drop `berths_old`; the dump of Monday can be restored", True),
        ("Paint the shed", False),
        ("List the berths by length", False),
    ],
)
def test_a_plan_that_marks_its_critical_steps_marks_all_of_them(step: str, asked: bool) -> None:
    findings = lint(read(Source.from_text(MARKED.format(step)))).findings
    assert [f.anchor.line for f in findings if f.rule == "missing-critical-marker"] == ([13] if asked else [])


CONTEXT = "# Harbour plan\n\n## Objective\n\nWork.\n\n## Background\n\n- {}\n\n## Steps\n\n1. Start `pump` and `valve` in one go\n2. Paint the shed\n"


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        ("Should `valve` come up before the cistern is there, the pipes break", True),
        ("`pump` must run after the filter, otherwise it is corrupted by sand", True),
        ("`valve` must be opened last, or else the hall loses its water", True),
        ("`pump` was bought in 1998", False),
        ("`valve` is older than `pump`", False),
        ("The shed must be painted before winter, otherwise it rots", False),
    ],
)
def test_a_warning_of_an_order_belongs_into_its_step(item: str, asked: bool) -> None:
    findings = lint(read(Source.from_text(CONTEXT.format(item)))).findings
    assert [f.anchor.line for f in findings if f.rule == "subsection-only-context"] == ([13] if asked else [])
