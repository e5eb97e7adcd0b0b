"""Files that are no ordinary plan, and what must become of each, on the command line and in the App."""

from typing import NamedTuple

from plan_rules.review import Status

_POOR = """# Plan: seats

## Objective

Guests pick a seat.

## Steps

1. **Add the seat page**
   - Handle errors properly
2. **Drop the old seats table**
3. **Announce it**
"""
_GERMAN = """# Plan: Sitzplätze

## Ziel

Die Gäste wählen einen Platz, bevor sie zahlen. Der Saal hat 400 Plätze in zwölf Reihen, und jede Reihe ist nummeriert.

## Schritte

1. **Seite bauen**: Die Seite zeigt den Saal und die freien Plätze
2. **Alte Tabelle löschen**: Sie wird nicht mehr gebraucht und steht nur noch im Weg
   - TODO: Termin
3. **Bekannt geben**: Der Newsletter sagt es allen
"""


class Odd(NamedTuple):
    """What a file holds, its outcome, words of the reason given, and a rule that must report, on which line."""

    data: bytes
    status: Status
    words: str = ""
    rule: str = ""
    line: int = 0


ODD_FILES: dict[str, Odd] = {
    "ordinary": Odd(_POOR.encode(), "checked", "", "vague-generalization", 10),
    "byte order mark": Odd(b"\xef\xbb\xbf" + _POOR.encode(), "checked", "", "vague-generalization", 10),
    "windows": Odd(_POOR.replace("\n", "\r\n").encode(), "checked", "", "vague-generalization", 10),
    "windows with byte order mark": Odd(
        b"\xef\xbb\xbf" + _POOR.replace("\n", "\r\n").encode(), "checked", "", "vague-generalization", 10
    ),
    "lone carriage return": Odd(
        _POOR.replace("Guests pick", "Guests\rpick").encode(), "checked", "", "vague-generalization", 10
    ),
    "form feed and separators": Odd(
        _POOR.replace("Guests pick", "Guests\x0c\x0b\u2028\u2029\x85 pick").encode(),
        "checked",
        "",
        "vague-generalization",
        10,
    ),
    "no line end at the end": Odd(_POOR.rstrip("\n").encode(), "checked", "", "vague-generalization", 10),
    "empty": Odd(b"", "not-a-plan", "no prose"),
    "blank": Odd(b" \n\t\n\n", "not-a-plan", "no prose"),
    "byte order mark alone": Odd(b"\xef\xbb\xbf", "not-a-plan", "no prose"),
    "one line of 250 KiB": Odd(b"tides " * 42_000, "not-a-plan", "it has neither steps nor sections"),
    "a line of 250 KiB in a plan": Odd(
        _POOR.replace("Guests pick", "Guests look at the hall and " * 9_000 + "pick").encode(),
        "checked",
        "",
        "vague-generalization",
        10,
    ),
    "a word of 250 KiB in a plan": Odd(
        _POOR.replace("Guests pick", "x" * 250_000 + " pick").encode(), "checked", "", "vague-generalization", 10
    ),
    "not English": Odd(_GERMAN.encode(), "checked", "not in English", "placeholder-text", 11),
    "invalid UTF-8": Odd(_POOR.replace("seat", "s\udce4t").encode("utf-8", "surrogateescape"), "not-analysed", "Line 1 is not valid UTF-8"),
    "latin 1": Odd(_GERMAN.encode("latin-1"), "not-analysed", "Line 1 is not valid UTF-8"),
    "UTF-16": Odd(_POOR.encode("utf-16"), "not-analysed", "there is a NUL byte on line 1"),
    "NUL": Odd(_POOR.replace("Drop", "Dr\0op").encode(), "not-analysed", "there is a NUL byte on line 11"),
    "picture": Odd(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "not-analysed", "looks binary"),
    "largest": Odd((_POOR + "x" * 262_144).encode()[:262_144], "checked", "", "vague-generalization", 10),
    "nothing but steps": Odd(_POOR.replace("3. **Announce it**\n", "3. Add a\n" * 4_000).encode(), "checked", "", "vague-generalization", 10),
    "too large": Odd((_POOR + "x" * 262_144).encode()[:262_145], "not-analysed", "more than 262,144 bytes"),
}  # fmt: skip
