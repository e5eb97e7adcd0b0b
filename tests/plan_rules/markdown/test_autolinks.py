"""Addresses without markup: where they start, and what of their end is punctuation."""

import pytest

from plan_rules.markdown.autolinks import address_end, email_bounds


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("http://a.example.", "http://a.example"),
        ("http://a.example/b), c", "http://a.example/b"),
        ("http://a.example/b_(c)) d", "http://a.example/b_(c)"),
        ('http://a.example/"b"!?', 'http://a.example/"b'),
        ("http://a.example/&amp;", "http://a.example/"),
        ("http://a.example/b;", "http://a.example/b"),
        ("http://a.example<b", "http://a.example"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("HTTPS://A.EXAMPLE", "HTTPS://A.EXAMPLE"),
        ("www.a.example/b*", "www.a.example/b"),
        ("www.a", "www.a"),
        ("http://a_b.example", ""),
        ("http://", ""),
        ("www.", ""),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert text[: address_end(text, 0)] == address


@pytest.mark.parametrize(
    ("before", "found"), [("", True), (" ", True), ("(", True), ("*", True), ("x", False), ('"', True)]
)
def test_what_may_stand_before_a_scheme(before: str, found: bool) -> None:
    text = f"{before}https://a.example"
    assert (address_end(text, len(before)) == len(text)) is found


@pytest.mark.parametrize(("before", "found"), [("", True), (" ", True), ("(", True), ("x", False), ('"', False)])
def test_what_may_stand_before_www(before: str, found: bool) -> None:
    text = f"{before}www.a.example"
    assert (address_end(text, len(before)) == len(text)) is found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("me@a.example", "me@a.example"),
        ("so me.too+x_y@a-b.example, now", "me.too+x_y@a-b.example"),
        ("me@a.example.", "me@a.example"),
        ("me@example", None),
        ("me@a.example-", None),
        ("@a.example", None),
    ],
)
def test_email_addresses(text: str, address: str | None) -> None:
    bounds = email_bounds(text, text.index("@"), 0)
    assert (text[slice(*bounds)] if bounds else None) == address
