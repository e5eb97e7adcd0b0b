"""Bytes to text, offsets to lines and columns; and what can't be read, with its reason."""

import pytest

from plan_rules.source import MAX_BYTES, Source, Span, UnreadableSource


def reason_for(data: bytes) -> str:
    with pytest.raises(UnreadableSource) as refused:
        Source.from_bytes(data)
    assert str(refused.value) == refused.value.reason
    return refused.value.reason


def test_text_is_decoded_as_utf_8() -> None:
    assert Source.from_bytes("# Fährplan 😀\n".encode()).text == "# Fährplan 😀\n"


def test_a_byte_order_mark_is_not_text() -> None:
    source = Source.from_bytes(b"\xef\xbb\xbf# Tide\n")
    assert source.text == "# Tide\n"
    assert source.span(2, 6) == Span(1, 3, 1, 7)


def test_windows_line_ends_are_kept_and_not_part_of_a_line() -> None:
    source = Source.from_bytes(b"one\r\ntwo\r\n")
    assert source.text == "one\r\ntwo\r\n"
    assert [source.line_text(line) for line in (1, 2)] == ["one", "two"]
    assert source.span(5, 8) == Span(2, 1, 2, 4)


@pytest.mark.parametrize("separator", ["\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_only_line_feeds_end_lines(separator: str) -> None:
    assert Source.from_bytes(f"one{separator}two\nthree".encode()).line_count == 2


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_is_one_empty_line(data: bytes) -> None:
    source = Source.from_bytes(data)
    assert (source.text, source.line_count, source.line_text(1)) == ("", 1, "")


def test_a_final_line_end_starts_no_line() -> None:
    assert Source.from_text("one\ntwo\n").line_count == 2
    assert Source.from_text("one\ntwo").line_count == 2
    assert Source.from_text("\n").line_count == 1


def test_invalid_utf_8_is_refused_with_its_line() -> None:
    assert reason_for(b"fine\n\xff\xfe\n") == "Line 2 is not valid UTF-8. Save the file as UTF-8."


def test_a_cut_off_character_is_refused() -> None:
    assert "Line 1 is not valid UTF-8" in reason_for("tidé".encode()[:-1])


@pytest.mark.parametrize("data", [b"one\ntwo\x00three\n", b"\x89PNG\r\n\x00\x00", "tide".encode("utf-16")])
def test_binary_files_are_refused(data: bytes) -> None:
    assert reason_for(data).startswith("The file looks binary: there is a NUL byte on line ")


def test_large_files_are_refused_before_they_are_decoded() -> None:
    assert Source.from_bytes(b"a" * MAX_BYTES).text == "a" * MAX_BYTES
    assert reason_for(b"\xff" * (MAX_BYTES + 1)) == (
        "The file has more than 262,144 bytes; larger plans are not read. Split it into several plans."
    )


def test_spans_over_lines() -> None:
    source = Source.from_text("one\ntwo\nthree\n")
    assert source.span(1, 6) == Span(1, 2, 2, 3)
    assert source.span(4, 8) == Span(2, 1, 2, 5)
    assert source.span(8, 8) == Span(3, 1, 3, 1)
    assert source.line_of(3) == 1
    assert source.line_of(4) == 2
