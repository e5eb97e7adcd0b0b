"""Success lines that any outcome would fulfil, and lines that tell what is seen."""

import pytest

from plan_rules.lint.engine import lint
from plan_rules.lint.settings import LintSettings
from plan_rules.plan import read
from plan_rules.source import Source


def lines(text: str) -> list[int]:
    settings = LintSettings(select=frozenset({"tautological-success"}))
    return [finding.anchor.line for finding in lint(read(Source.from_text(text)), settings).findings]


def plan(title: str, does: str, success: str) -> str:
    return f"# Plan: tides\n\n## Steps\n\n1. **{title}**: {does}\n   - {success}\n2. **Open the quay**: by key\n   - Success: key 7 turns\n"


@pytest.mark.parametrize(
    ("title", "does", "success"),
    [
        ("Import rates", "Read the vendor's feed each night", "Success: the import is done"),
        ("Import rates", "Read the vendor's feed each night", "Success: nightly collection implemented"),
        ("Import rates", "Read the vendor's feed each night", "Success: the importer is more careful"),
        ("Import rates", "Read the vendor's feed each night", "Shown by: importing is in place"),
        ("Show rates", "Put them on the room page", "Success: the room page is adapted"),
        ("Import rates", "Read the vendor's feed each night", "Success: price handling is in place"),
        ("Import rates", "Read the vendor's feed each night", "Done: the cut-over went through."),
        ("Show rates", "Put them on the room page", "Success: visitors are taken care of"),
        ("Show rates", "Show a red bar when one is missing", "Success: red bar appears"),
        ("Lock rooms", "Take a lock while paying", "Success: the collision job does its job"),
        ("Import rates", "Read the vendor's feed each night", "Success: rates have been imported successfully"),
        ("Import rates", "Read the vendor's feed each night", "Done when the feed gets read"),
        ("Show rates", "Put them on the room page", "Success: the room page has rates"),
        ("Show rates", "Put them on the room page", "Verify: the page looks good"),
        ("Cancel bookings", "Let guests cancel by link", "Acceptance: cancelling is supported"),
        ("Cancel bookings", "Let guests cancel by link", "Success: everything works"),
        ("Lock rooms", "Take a lock while paying", "Success: locking is implemented and works"),
        ("Lock rooms", "Take a lock while paying", "Expected: no problems"),
        ("Rename rates", "From tariff to rate", "Success: the rename went through"),
        ("Add a scale", "Read the weight of each parcel", "Success: weights are read"),
        ("Add a scale", "Read the weight of each parcel", "Done when the scale has been hooked up"),
        ("Add a scale", "Read the weight of each parcel", "Success: reading weights is possible"),
        ("Print labels", "Send them to the printer", "Expected: printing happens"),
        ("Print labels", "Send them to the printer", "Success: the labels come out fine"),
        ("Print labels", "Send them to the printer", "OK when the print job is implemented"),
        ("Sort parcels", "By size into bays", "Success: sorting is now part of the system"),
        ("Sort parcels", "By size into bays", "Check: everyone is happy with the sorting"),
        ("Drop old bays", "Take bay 1 out", "Success: it is gone"),
        ("Speed up the belt", "Use the new motor", "Success: the belt is fast"),
        ("Add a tide page", "Show the tides on a page", "Success: the page is there"),
        ("Add a tide page", "Show the tides on a page", "Success: The tide page has been added"),
        ("Add a tide page", "Show the tides on a page", "Done when the page exists"),
        ("Add a tide page", "Show the tides on a page", "Finished once tides are shown"),
        ("Import tides", "Read `tides.csv` into the table", "Success: tides get imported"),
        ("Import tides", "Read `tides.csv` into the table", "Success: the import is up and running"),
        ("Import tides", "Read `tides.csv` into the table", "Expect: the importer does its job"),
        ("Import tides", "Read `tides.csv` into the table", "Accepted when: everything behaves as it should"),
        ("Import tides", "Read `tides.csv` into the table", "Success: the table feels fast"),
        ("Rename harbours", "Use the new names", "Success: harbours renamed"),
        ("Rename harbours", "Use the new names", "Check: renaming is complete"),
        ("Delete old tides", "Remove rows of last year", "Success: deletion of the old tides done"),
        ("Subscribe to warnings", "Register at the weather office", "Success: the subscription exists"),
        ("Cache the answers", "Keep them in memory", "Success: caching in place"),
        ("Cache the answers", "Keep them in memory", "Success: answers are cached properly"),
        ("Cache the answers", "Keep them in memory", "Success: performance is good"),
        ("Send alarms", "Mail the harbour master", "Works when alarms go out as planned"),
        ("Send alarms", "Mail the harbour master", "Success: the correct mail is shown"),
        ("Send alarms", "Mail the harbour master", "Verify: alarms work"),
        ("Harden the login", "Hash the passwords", "Result: login is secure and robust"),
        ("Harden the login", "Hash the passwords", "Success: passwords hashed"),
        ("Refactor the reader", "Split it in two", "Success: cleaner code"),
        ("Refactor the reader", "Split it in two", "Outcome: the reader is easier to maintain"),
        ("Refactor the reader", "Split it in two", "Success: the reader is split"),
    ],
)
def test_lines_that_say_nothing(title: str, does: str, success: str) -> None:
    assert lines(plan(title, does, success)) == [6]


@pytest.mark.parametrize(
    ("title", "does", "success"),
    [
        ("Import rates", "Read the vendor's feed each night", "Success: 412 rates are in the table"),
        ("Import rates", "Read the vendor's feed each night", "Success: a rate changed at noon shows the next morning"),
        ("Show rates", "Put them on the room page", "Success: the page of room 7 shows 89 euros"),
        ("Show rates", "Put them on the room page", "Success: `/rooms/7` returns the rate"),
        ("Show rates", "Put them on the room page", "Success: the log shows visits"),
        ("Show rates", "Put them on the room page", "- [x] Success: everything works"),
        ("Lock rooms", "Take a lock while paying", "Success: paying twice is refused"),
        ("Lock rooms", "Take a lock while paying", "Success: a taken room is greyed out"),
        ("Import rates", "Read the vendor's feed each night", "Success: all 30 rates work"),
        ("Import rates", "Read the vendor's feed each night", "Success: the feed's stderr captured"),
        ("Lock rooms", "Take a lock while paying", "Success: all follow-up tasks are done"),
        ("Show rates", "Put them on the room page", "Success: a room without rate shows a dash"),
        ("Cancel bookings", "Let guests cancel by link", "Success: the link works once and then answers 410"),
        ("Cancel bookings", "Let guests cancel by link", "Success: the guest gets a mail within a minute"),
        ("Lock rooms", "Take a lock while paying", "Success: the second guest sees “taken”"),
        ("Lock rooms", "Take a lock while paying", "Success: the lock is gone 10 minutes after the browser was closed"),
        ("Rename rates", "From tariff to rate", "Success: `grep -ri tariff` finds nothing"),
        ("Rename rates", "From tariff to rate", "Success: old links still open"),
        ("Add a scale", "Read the weight of each parcel", "Success: a parcel of 500 g shows 500 on the display"),
        ("Add a scale", "Read the weight of each parcel", "Success: an empty scale shows zero"),
        ("Print labels", "Send them to the printer", "Expected: the barcode can be scanned at the hub"),
        ("Print labels", "Send them to the printer", "Success: the second print of one parcel is refused"),
        ("Sort parcels", "By size into bays", "Success: no parcel over 1 m in bay 2"),
        ("Sort parcels", "By size into bays", "Check: `bays --count` lists nine bays"),
        ("Drop old bays", "Take bay 1 out", "Success: the plan of the hall starts with bay 2"),
        ("Speed up the belt", "Use the new motor", "Success: 40 parcels a minute instead of 25"),
        ("Drop old bays", "Take bay 1 out", "Success: `grep -r bay1` finds nothing"),
        ("Print labels", "Send them to the printer", "Success: the printer's lamp turns green after each label"),
        ("Add a tide page", "Show the tides on a page", "Success: the page lists 14:20 as high water"),
        ("Add a tide page", "Show the tides on a page", "Done when a visitor finds tomorrow's high water in one click"),
        ("Import tides", "Read `tides.csv` into the table", "Success: the table holds as many rows as the file"),
        ("Import tides", "Read `tides.csv` into the table", "Success: a second import changes nothing"),
        ("Import tides", "Read `tides.csv` into the table", "Success: `SELECT count(*)` gives 730"),
        ("Rename harbours", "Use the new names", "Success: no page mentions Altona any more"),
        ("Delete old tides", "Remove rows of last year", "Success: the oldest row is of January"),
        ("Subscribe to warnings", "Register at the weather office", "Success: a test warning arrives within a minute"),
        ("Cache the answers", "Keep them in memory", "Success: the second request does not reach the office"),
        ("Send alarms", "Mail the harbour master", "Success: the harbour master gets a mail when the gauge passes 4 m"),
        ("Send alarms", "Mail the harbour master", "Success: all tests pass"),
        ("Harden the login", "Hash the passwords", "Success: the column starts with $2b$"),
        ("Refactor the reader", "Split it in two", "Success: `pytest` passes unchanged"),
        ("Refactor the reader", "Split it in two", "Success: both halves import without each other"),
        ("Write the guide", "Describe the buttons", "Success: guide written"),
        ("Send alarms", "Mail the harbour master", "Success: the log shows the mail's id"),
        ("Send alarms", "Mail the harbour master", "Success: the mail names harbour, time and height"),
        (
            "Cache the answers",
            "Keep them in memory",
            "Success: `/tides` answers from memory after a restart of the office's server",
        ),
        ("Import tides", "Read `tides.csv` into the table", "Success: the importer prints the number of skipped lines"),
        ("Add a tide page", "Show the tides on a page", "Success: screen readers announce the table's caption"),
        ("Add a tide page", "Show the tides on a page", "Success: page loads under 1 s on the quay's wifi"),
        ("Import tides", "Read `tides.csv` into the table", "Success: an empty file leaves the table as it was"),
    ],
)
def test_lines_that_tell_what_is_seen(title: str, does: str, success: str) -> None:
    assert lines(plan(title, does, success)) == []


def test_a_line_that_only_its_first_words_tell() -> None:
    text = "# Plan: tides\n\n## Steps\n\n**1.1 Writer** — writes the table of tides.\n*Accepted when:* the table is written.\n\n**1.2 Reader** — reads it.\n*Accepted when:* 12 tides are read.\n"
    assert lines(text) == [6]


def test_praise_among_the_acceptance_criteria() -> None:
    text = "# Plan: tides\n\n## Steps\n\n1. **Add page**: with the table\n2. **Add map**: of the quays\n\n## Success Criteria\n\n- Cleaner, more maintainable code\n- All pages work as intended\n- The map shows 12 quays\n- No page takes over 2 s\n"
    assert lines(text) == [10, 11]
