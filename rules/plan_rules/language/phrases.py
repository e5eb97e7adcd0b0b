"""Patterns of phrases that are looked for only where one of their first words stands: long word lists at the price of short ones.

A pattern's heads are the first letters that a match can begin with, read off the pattern itself. A text without a word that
begins so can't hold a match, and telling that takes one look into a set; in a text that has such words, the pattern is tried
only there. What can't be read off is searched for as usual.
"""

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

_LETTERS = 3
"""Letters of a head; shorter words are heads as a whole."""
_MOST_HEADS = 400
_MOST_KNOWN = 4096
"""Patterns whose heads are kept; people's own phrases come and go with their configurations."""
_REMEMBERED = 8192
"""Texts whose heads are kept: the lines of one plan are asked for by many rules."""
_WIDEST_GAP = 40
"""Signs before a word that are tried one by one; with more, the whole text is searched."""
_FOLDED = str.maketrans("ſİı\u212a", "siik")
"""Letters that patterns which ignore case take for ASCII ones."""
_WORD = re.compile(rf"([^\W_]{{1,{_LETTERS}}})[^\W_]*")
"""A word by its head; an underscore parts words."""
_SMALL_WORD = re.compile(rf"([a-z0-9]{{1,{_LETTERS}}})[a-z0-9]*")
"""The same in an ASCII text in small letters, found in half the time."""
_parser: Any = getattr(re, "_parser", None)
"""The standard library's own reading of a pattern; without it every pattern is searched for as usual."""


class Phrases:
    """A pattern, any case, with the methods of `re.Pattern` that rules use; compiled when a text may first hold it.

    To compile all of them is most of the time that one file on the command line takes.
    """

    __slots__ = ("_compiled", "_flags", "_heads", "_read", "_signs_first", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = re.IGNORECASE | flags
        self._compiled: re.Pattern[str] | None = None
        self._heads: frozenset[str] | None = None
        self._read = False

    @property
    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled

    @property
    def heads(self) -> frozenset[str] | None:
        """What a match can begin with, in small letters; None where it can't be told."""
        if not self._read:
            self._heads = heads_of(self.pattern, self._flags & ~re.IGNORECASE)
            self._signs_first = _SIGN in (self._heads or ())
            self._read = True
        return self._heads

    def may_be_in(self, text: str) -> bool:
        """False only where the text surely holds no match."""
        heads = self.heads
        return heads is None or not heads.isdisjoint(_words_in(text).heads)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return next(self.finditer(text, start, end), None) if self.may_be_in(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        heads = self.heads
        if heads is None:
            return self._pattern.finditer(text, start, end)
        words = _words_in(text)
        held = heads & words.heads
        return self._found_at(words, held, text, start, end) if held else iter(())

    def _found_at(
        self, words: "_Words", held: frozenset[str], text: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        match = self._pattern.match
        for place in words.places(held):
            first = words.gap(place) if self._signs_first else place
            if place - first == _WIDEST_GAP:
                yield from self._pattern.finditer(text, start, end)
                return
            for at in range(max(start, first), min(place + 1, end)):
                if found := match(text, at, end):
                    yield found
                    start = found.end()
                    break

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self._pattern.match(text, *bounds) if self.may_be_in(text) else None

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self._pattern.fullmatch(text, *bounds) if self.may_be_in(text) else None

    def sub(self, replacement: str, text: str) -> str:
        return self._pattern.sub(replacement, text) if self.may_be_in(text) else text

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        return self._pattern.split(text, maxsplit) if self.may_be_in(text) else [text]


class _Words:
    """The words of a text by their heads, and where they begin."""

    __slots__ = ("_places", "_small", "heads")

    def __init__(self, text: str) -> None:
        ascii_only = text.isascii()
        odd = not ascii_only and any(letter in text for letter in "ſİı\u212a")
        self._small = (text.translate(_FOLDED) if odd else text).lower()
        self.heads = frozenset((_SMALL_WORD if ascii_only else _WORD).findall(self._small))
        self._places: dict[str, list[int]] = {}

    def places(self, heads: frozenset[str]) -> list[int]:
        """Where words with one of these heads begin, in order."""
        if len(heads) == 1:
            return self._places_of(*heads)
        return sorted(chain.from_iterable(map(self._places_of, heads)))

    def gap(self, place: int) -> int:
        """Where the signs before a word begin, the nearest of many."""
        last = max(0, place - _WIDEST_GAP)
        while place > last and not self._small[place - 1].isalnum():
            place -= 1
        return place

    def _places_of(self, head: str) -> list[int]:
        places = self._places.get(head)
        if places is None:
            places = self._places[head] = list(self._found(head))
        return places

    def _found(self, head: str) -> Iterator[int]:
        small, length = self._small, len(head)
        at = small.find(head)
        while at >= 0:
            ends = length == _LETTERS or not small[at + length : at + length + 1].isalnum()
            if ends and not small[at - 1 : at].isalnum():
                yield at
            at = small.find(head, at + 1)


@lru_cache(maxsize=_REMEMBERED)
def _words_in(text: str) -> _Words:
    return _Words(text)


def heads_in(text: str) -> frozenset[str]:
    """The heads of a text's words."""
    return _words_in(text).heads


HEADS_FORMAT = 2
"""What heads look like; those that were kept in another form are of no use."""
known_heads: dict[tuple[str, int], frozenset[str] | None] = {}
"""Heads told so far, by pattern and flags: to tell them again at each start would cost more than to check a short plan."""


def heads_of(pattern: str, flags: int = 0) -> frozenset[str] | None:
    """The heads that a match of a pattern can begin with; None where they are too many or can't be told."""
    key = pattern, int(flags)
    if key in known_heads:
        return known_heads[key]
    heads = _heads_of(pattern, flags)
    if len(known_heads) < _MOST_KNOWN:
        known_heads[key] = heads
    return heads


def _heads_of(pattern: str, flags: int) -> frozenset[str] | None:
    if _parser is None:
        return None
    found = _extended({""}, list(_parser.parse(pattern, re.IGNORECASE | flags)))
    if found is None or not found or len(found) > _MOST_HEADS:
        return None
    if any(not _letters(head) or not _is_whole(head) for head in found):
        return None
    signs = {_SIGN} if any(head.startswith(_SIGN) for head in found) else set()
    return frozenset({_letters(head) for head in found} | signs)


_END = "\0"
"""Marks a head whose word has ended before it had all its letters."""
_SIGN = "\1"
"""Marks a head before which a match may begin with signs; among heads, that there is such a one."""
_SOME_SIGN = " "
"""Stands for any sign where a pattern takes several."""


def _letters(head: str) -> str:
    return head.strip(_END + _SIGN)


def _is_whole(head: str) -> bool:
    return head.endswith(_END) or len(head) - head.startswith(_SIGN) >= _LETTERS


def _extended(heads: set[str], items: list[Any]) -> set[str] | None:
    """The heads that some begun ones can become by the items of a pattern that follow them."""
    done = {head for head in heads if _is_whole(head)}
    open_heads = heads - done
    for operation, value in items:
        if not open_heads:
            break
        name = str(operation)
        if name in {"AT", "ASSERT", "ASSERT_NOT"}:
            if name == "AT" or _bars_letters(value):
                done |= {head + _END for head in open_heads if _letters(head)}
                open_heads = {head for head in open_heads if not _letters(head)}
            continue
        ways = _ways(name, value)
        if ways is None:
            return None
        grown: set[str] = set()
        for way in ways:
            result = _with_letter(open_heads, way) if isinstance(way, str) else _extended(set(open_heads), way)
            if result is None:
                return None
            grown |= result
        if len(grown) + len(done) > _MOST_HEADS:
            return None
        done |= {head for head in grown if _is_whole(head)}
        open_heads = {head for head in grown if not _is_whole(head)}
    return done | open_heads


def _bars_letters(value: Any) -> bool:
    """Whether an assertion is `(?!\\w)`: the word ends here."""
    direction, items = value
    return direction == 1 and [str(operation) for operation, _ in items] == ["IN"] and "CATEGORY_WORD" in str(items)


def _ways(name: str, value: Any) -> list[Any] | None:
    """What one operation can stand for: letters, or sequences of items."""
    if name == "LITERAL":
        return [chr(value).lower()]
    if name == "SUBPATTERN":
        return [list(value[3])]
    if name == "BRANCH":
        return [list(branch) for branch in value[1]]
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        fewest, most, item = value
        if _is_sign(list(item)):
            return [[]] * (fewest == 0) + [_SOME_SIGN]
        if most > 1 and fewest == 0 and not _one_letter(list(item)):
            return None if most > _LETTERS else [[], *([*list(item)] * count for count in range(1, int(most) + 1))]
        return [[]] * (fewest == 0) + [list(item)]
    if name == "IN":
        return _letters_of(value)
    return None


def _one_letter(items: list[Any]) -> bool:
    return len(items) == 1 and str(items[0][0]) == "LITERAL"


def _letters_of(choices: Any) -> list[Any] | None:
    letters = []
    for operation, value in choices:
        if str(operation) == "LITERAL":
            letters.append(chr(value).lower())
        elif str(value) in _SIGNS:
            letters.append(_SOME_SIGN)
        else:
            return None
    return letters


_SIGNS = {"CATEGORY_NOT_WORD", "CATEGORY_SPACE"}


def _is_sign(items: list[Any]) -> bool:
    """Whether an item takes one sign, and never a letter."""
    if len(items) != 1 or str(items[0][0]) not in {"IN", "LITERAL"}:
        return False
    ways = _ways(str(items[0][0]), items[0][1])
    return ways is not None and not any(isinstance(way, str) and way.isalnum() for way in ways)


def _with_letter(heads: set[str], letter: str) -> set[str]:
    """Heads that go on with a letter; a sign that is none ends the word, or stands before it."""
    if letter.isalnum():
        return {head + letter for head in heads}
    return {head + _END if _letters(head) else _SIGN for head in heads}
