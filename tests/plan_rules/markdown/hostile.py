"""Texts that are made to be slow to read: for every rule that searches ahead, input on which the search goes far."""

from collections.abc import Callable, Iterator

# Repeated to the size asked for.
UNITS = [
    # containers that nest, alternate and continue lazily
    "- a\n> b\n", "> b\n1. a\n", "> ", ">", "- ", "* ", "1. ", "1) a\n", "- a\n", "- a\n\n", "> a\n", "> a\nb\n",
    "- a\nb\n", "- > a\nb\n", "> - a\nb\n", "> a\n\n", ">\n", "-\n", "- \n\n", "- - - a\n", "- - - - a\n", "1. - > a\n",
    "> > > a\nb\n", "+ a\n- b\n* c\n", "1. a\n1) b\n", "- a\n  - b\n    - c\n", "- a\n\n  b\n", "    - a\n", "-\ta\n",
    ">\ta\n", "1.\ta\n", "-\t", ">\t", "1.\t- ", "\t- ", " \t- a\n", "> a\n===\n", "> a\n---\n", "- a\n===\n", "a\n    b\n", "- [ ] a\n", "- [x]",
    "> [!NOTE]\n", "> [!NOTE]\n\n", "   > a\n", "- a | b\n  -|-\n",
    # blank lines and indentation
    "\n", " \n", "     \n", "\t\n", "    a\n", "    a\n\n", "    a\n\n\n\n", "\ta\n", "a\n", "x\n\n", "a", "é", "\U0001f600",
    "\t", "\r", "\r\n", "a\r\n", "\x0c\n", "\x0b", "\u2028", "\u00a0", "\u3000", "\ufeff", "    \u3000\n",
    # emphasis
    "*", "_", "~", "**a ", "*a ", "a* ", "a** ", "*a_ ", "_a*", "~~a ", "~a ", "a~ ", "~~*a", "*_", "*_a", "a_*", "~~_*",
    "a_b_", "_a", "a*b", "*\n", "_\n", "**\n", "~~\n", "<b>*", "*<b>", "*_~ ",
    # links, images, references and footnotes
    "[", "]", "[]", "](", "![", "![[", "[a]", "[a](", "[a](b", "[a](b)", "[a](<b", '[a](b "c', "[a](b 'c", "[a](b (c",
    "[[a]", "[a][b]", "![a](b)", "[*a](b)", "*[a*](b)", "**[a](", "_[a_", "[a *b](c) ", "[a\n", "[a]\n:", "[\n", "(\n",
    '"\n', "]\n", "](\n", "![\n", "a]: b\n[", "[a]: b\n", '[a]: b "\n', "[a]: b '\n", "[a]: b (\n", "[a]:\n", "[a]: <b\n",
    "[^a]: b\n", "[^a]", "[^a]:\n", "[^a]: ", "![^", "[a]: b\n\n> [c]: d\n\n",
    # code, HTML, addresses, escapes
    "`", "``", "``` ", "` ``", "`a``", "` `` ``` ", "`\n", "<", "<a ", '<a b="', "<a b='", "<a b='c' ", "<!--",
    "<!-- a -->\n", "<!--\n", "<!-- ", "<?", "<![CDATA[", "<!A", "<!A ", "</a", "</div>\n", "<div>\n", "<div\n", "<a\n",
    "<details>\n", "</details>\n", "<details>\n\n", "</details>\n\n", "<details>\n\n</details>\n\n", "<a>\n", "<pre>\n",
    "<script>\n", "<http:a", "<a@b.c", "a@b.c ", "a@b.", "a@", "@", "a.b_c@d.e-f.g ", "http://", "http://a", "http://a)",
    "http://a.b(", "http://a;", "www.a.", "www.", "&", "&amp;", "&#1;", "&a", "&\n", "\\", "\\*", "\\\n", "a\\\n",
    "  \n", "a  \n",
    # leaf blocks
    "```\n", "```a\n", "~~~\n", "> ```\n", "- ```\n", "> ```\n> a\n", "1. a\n   ```\n", "# a\n", "#", "# a # ", "## ",
    "a\n===\n", "===\n", "---\n", "- - - a\n", "***\n", "* * *\n", "_ _ ", "---\na: b\n", "---\n\n", "a---\n",
    # tables
    "a|b|c\n-|-\n", "|a|\n|-|\n", "|", "||\n", "|a", "|\\", "\\|", "a|b\n-|-\nc|d\n", "a|b\n", "-|", "|-|\n", "|:-:",
]  # fmt: skip


def units(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def opened_then_closed(opening: str, closing: str, middle: str = "") -> Callable[[int], str]:
    def build(size: int) -> str:
        count = size // (len(opening) + len(closing))
        return opening * count + middle + closing * count

    return build


def once_then(first: str, unit: str, last: str = "") -> Callable[[int], str]:
    return lambda size: first + units(unit)(size - len(first) - len(last)) + last


def growing(line: Callable[[int], str]) -> Callable[[int], str]:
    """Lines that are made for 0, 1, 2, … until the size is reached."""

    def build(size: int) -> str:
        lines: list[str] = []
        length = number = 0
        while length < size:
            lines.append(line(number))
            length += len(lines[-1])
            number += 1
        return "".join(lines)[:size]

    return build


def square_table(size: int) -> str:
    width = int((size / 6) ** 0.5)
    return "|a" * width + "|\n" + "|-" * width + "|\n" + ("|b" * width + "|\n") * width


def references(size: int) -> str:
    count = size // 20
    return "".join(f"[r{i}]: u\n" for i in range(count)) + "\n" + "".join(f"[r{i}] " for i in range(count))


SHAPES: dict[str, Callable[[int], str]] = {
    "emphasis deeper than the limit": opened_then_closed("*a **b", "b** a*"),
    "single emphasis": opened_then_closed("*a ", "b* "),
    "underscores": opened_then_closed("_a ", "b_ "),
    "mixed emphasis": opened_then_closed("*_a ", "b_* "),
    "strikethrough and emphasis": opened_then_closed("~~*a", "a*~~"),
    "one run each side": opened_then_closed("*", "*", "a"),
    "closers without partner": once_then("a**b", "c* "),
    "runs of all lengths": growing(lambda number: "*" * (number % 7 + 1) + "a"),
    "all delimiters": growing(lambda number: "*_~"[number % 3] * (number % 3 + 1) + " a"[number % 2]),
    "nested links": opened_then_closed("[", "](b)", "a"),
    "nested images": opened_then_closed("![", "](b)", "a"),
    "nested brackets with a definition": once_then("[a]: b\n\n", "[", "a" + "]" * 500),
    "long labels": once_then("[a]: b\n\n", "[" + "a" * 900 + "]"),
    "open labels": once_then("[a]: b\n\n", "[x]["),
    "nested parentheses": opened_then_closed("(", ")", ""),
    "long titles": units('[a](b "' + "c" * 50 + " "),
    "defined and used references": references,
    "open backticks of all lengths": growing(lambda number: "`" * (number + 1) + " "),
    "open fences of all lengths": growing(lambda number: "`" * (number + 3) + "\n"),
    "stairs of lists": growing(lambda number: "  " * number + "- a\n"),
    "stairs of quotes": growing(lambda number: "> " * number + "a\n"),
    "stairs of footnotes": growing(lambda number: "    " * number + "[^a]: b\n"),
    "one line of items and a lazy one": once_then("", "- ", "a\nb"),
    "one line of quotes and a lazy one": once_then("", "> ", "a\nb"),
    "one line of both and a lazy one": once_then("", "- > ", "a\nb"),
    "deep list with text": once_then("- " * 19 + "a\n", "  " * 19 + "b\n"),
    "deep list with items": once_then("- " * 19 + "a\n", "  " * 19 + "- b\n"),
    "deep quotes": units("> " * 20 + "a\n"),
    "deep lazy quotes": units("> " * 20 + "a\nb\n"),
    "deep mixture": once_then("- > " * 9 + "a\n", "  > " * 9 + "b\n"),
    "lazy lines in an item": once_then("- a\n", "b\n"),
    "lazy lines in a quote": once_then("> a\n", "b\n"),
    "item, lazy, inside": units("- a\nb\n  c\n"),
    "numbers": growing(lambda number: f"{number}. a\n"),
    "blank lines in code": once_then("    a\n", "\n"),
    "blank lines in an item": once_then("- a\n", "\n", "  b"),
    "blanks in a heading": once_then("# a", " ", "b"),
    "marks in a heading": once_then("# a ", "#", " b"),
    "blanks before a line end": once_then("a", " ", "\nb"),
    "rule that isn't one": once_then("", "- ", "a"),
    "underline that isn't one": once_then("a\n", "=", "x"),
    "wide table": lambda size: "|a" * (size // 6) + "|\n" + "|-" * (size // 6) + "|\n" + "|b" * (size // 6),
    "square table": square_table,
    "delimiter row that isn't one": once_then("|a\n", "|-", "x"),
    "long delimiter cell": once_then("a|b\n", "-", "|"),
    "spaced delimiters": once_then("a|b\n", "- ", "|"),
    "colons for delimiters": once_then("a|b\n", ":"),
    "backslashes in a cell": once_then("a|b\n-|-\n", "\\", "|"),
    "escaped pipes": once_then("a|b\n-|-\n", "\\|"),
    "open comment": once_then("<!--", "a\n"),
    "dashes in a comment": once_then("<!-- ", "-"),
    "open comments in text": once_then("a ", "<!-- "),
    "open tag with attributes": once_then("<a", " b"),
    "nested details": opened_then_closed("<details>\n\n", "</details>\n\n"),
    "front matter without end": once_then("---\n", "a: b\n"),
    "long front matter": once_then("---\n", "a: b\n", "---\n"),
    "parentheses in an address": lambda size: "http://a.b/" + opened_then_closed("(", ")")(size),
    "closing after an address": once_then("http://a.b/", ")"),
    "entities after an address": once_then("http://a.b/", "&a;"),
    "long e-mail address": lambda size: "a" * (size // 2) + "@" + "b." * (size // 4),
    "local parts and at signs": lambda size: "a.a" * (size // 6) + "@" * (size // 2),
    "one long line": units("The tide turns at *noon*, see `gauge` and [log](l). "),
    "windows line ends": units("- a *b*\r\n  c\r\n"),
}


def patterns() -> Iterator[tuple[str, Callable[[int], str]]]:
    for unit in UNITS:
        yield repr(unit), units(unit)
    yield from SHAPES.items()
