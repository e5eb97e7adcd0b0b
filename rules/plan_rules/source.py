"""The text of a plan file and the way from offsets to lines and columns, as git counts them."""

from bisect import bisect_right
from dataclasses import dataclass, field

BYTE_ORDER_MARK = "\ufeff"

MAX_BYTES = 256 * 1024
"""Larger files are refused: of 11,000 plans in public repositories, 1 in 1,000 had more than 114 kB."""


class UnreadableSource(ValueError):
    """A file that can't be read as a plan; `reason` is a sentence for its author."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Lines and columns, 1-based, in the file as committed; `end_column` is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A plan's text without byte order mark. Lines end at LF only, as git and GitHub count them.

    Offsets are indexes into `text`, in Unicode code points. Columns count code points as well.
    """

    text: str
    line_starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> "Source":
        text = text.removeprefix(BYTE_ORDER_MARK)
        starts = [0]
        find = text.find
        at = find("\n")
        while at != -1:
            starts.append(at + 1)
            at = find("\n", at + 1)
        if len(starts) > 1 and starts[-1] == len(text):
            starts.pop()
        return cls(text, tuple(starts))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Source":
        """The source of a file's content. Raises `UnreadableSource` if it is too large, binary or not UTF-8."""
        if len(data) > MAX_BYTES:
            raise UnreadableSource(
                f"The file has more than {MAX_BYTES:,} bytes; larger plans are not read. Split it into several plans."
            )
        if (nul := data.find(0)) != -1:
            raise UnreadableSource(
                f"The file looks binary: there is a NUL byte on line {data.count(10, 0, nul) + 1}. "
                "Remove it, or save the file as UTF-8 text."
            )
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableSource(
                f"Line {data.count(10, 0, error.start) + 1} is not valid UTF-8. Save the file as UTF-8."
            ) from None
        return cls.from_text(text)

    @property
    def line_count(self) -> int:
        return len(self.line_starts)

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds the character at `offset`."""
        return bisect_right(self.line_starts, offset)

    def span(self, start: int, end: int) -> Span:
        """The span of the characters `start` up to, not including, `end`."""
        line = self.line_of(start)
        end_line = self.line_of(max(start, end - 1))
        return Span(
            line,
            start - self.line_starts[line - 1] + 1,
            end_line,
            end - self.line_starts[end_line - 1] + 1,
        )

    def line_text(self, line: int) -> str:
        """One line without its line end (neither LF nor the CR before it)."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].removesuffix("\n").removesuffix("\r")
