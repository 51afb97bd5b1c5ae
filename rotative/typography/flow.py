"""One run of text with tags in between, set as a whole and cut again at its seams."""

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from typing import Final

from rotative.typography.characters import OPAQUE
from rotative.typography.setting import typeset

_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


# Letters, figures, opaque elements and line ends: what setting never touches.
_ANCHOR: Final = re.compile(rf"[^\W_]|[{OPAQUE}\n]")
_WORD: Final = re.compile(rf"(?:[^\W_]|[{OPAQUE}\n])+")


class Flow:
    """Collects the text and the inline tags of one block."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._whole: list[str] = []  # the source, tags included
        self._runs: list[
            tuple[str, str]
        ] = []  # of text and its source: the same, but for a sign written otherwise
        self._tags: list[tuple[int, str]] = []
        self._length = 0

    def add_text(self, source: str) -> None:
        """Take a piece of text as it stands in the page, character references included."""
        at = 0
        if "&" in source:
            for found in _REFERENCE.finditer(source):
                self._add(source[at : found.start()])
                self._add(_letter(found[0]) or found[0], found[0])
                at = found.end()
        self._add(source[at:])

    def _add(self, text: str, source: str = "") -> None:
        if text:
            self._whole.append(source or text)
            self._runs.append((text, source or text))
            self._length += len(text)

    def add_tag(self, tag: str) -> None:
        """Take a tag or comment through which the sentence goes on."""
        self._whole.append(tag)
        self._tags.append((self._length, tag))

    def add_opaque(self, element: str) -> None:
        """Take an element that counts as a word and is copied as it is."""
        self._add(OPAQUE, element)

    def add_line_break(self, tag: str) -> None:
        """Take a forced line break."""
        self._add("\n", tag)

    def set(self) -> str:
        """Give the source of the run with its text set."""
        text = "".join([text for text, _source in self._runs])
        mended = typeset(text, self._language)
        if mended == text:
            return "".join(self._whole)
        letters: list[str] = []
        for run, source in self._runs:
            letters += run if run == source else [source]
        return self._assemble(*_align(text, mended, letters, [at for at, _tag in self._tags]))

    def _assemble(self, sources: list[str], places: list[int]) -> str:
        pieces: list[str] = []
        at = 0
        for place, (_, tag) in zip(places, self._tags, strict=True):
            pieces += (*sources[at:place], tag)
            at = place
        return "".join((*pieces, *sources[at:]))


def _letter(reference: str) -> str:
    """Give the one character a reference stands for, or nothing if it is not a plain one."""
    name = reference[1:-1]
    if name[0] != "#":
        letters = html5.get(f"{name};", "")
        return letters if len(letters) == 1 else ""
    number = int(f"0{name[1:]}", 0) if name[1] in "xX" else int(name[1:])
    return (
        chr(number)
        if 32 <= number < 0x110000 and not 0xD800 <= number < 0xE000 and not 127 <= number < 160
        else ""
    )


def _align(text: str, mended: str, sources: list[str], places: list[int]) -> tuple[list[str], list[int]]:
    """Carry sources and places of tags from a text to its mended form.

    Letters, figures and line ends are the same in both; only the gaps between them differ.
    """
    result: list[str] = []
    moved: list[int] = []
    tag = 0
    for start, end, word_end, new in _gaps(text, mended):
        old = text[start:end]
        base = len(result)
        while tag < len(places) and places[tag] <= end:
            inside = places[tag] - start
            inside = inside if old == new else _place_in_gap(old, new, inside)
            moved.append(max(base + inside, moved[-1] if moved else 0))
            tag += 1
        result += sources[start:end] if old == new else [escape(letter, quote=False) for letter in new]
        while tag < len(places) and places[tag] < word_end:
            moved.append(len(result) + places[tag] - end)
            tag += 1
        result += sources[end:word_end]
    return result, moved


def _gaps(text: str, mended: str) -> Iterator[tuple[int, int, int, str]]:
    """Pair every gap of the text with that of its mended form: start, end, end of the word after it, new content."""
    words, new_words = _spans(_WORD, text), _spans(_WORD, mended)
    if [text[start:end] for start, end in words] != [mended[start:end] for start, end in new_words]:
        # Something went in between two figures: letter by letter then.
        words, new_words = _spans(_ANCHOR, text), _spans(_ANCHOR, mended)
    start = new_start = 0
    pairs = zip([*words, (len(text),) * 2], [*new_words, (len(mended),) * 2], strict=True)
    for (end, word_end), (new_end, new_word_end) in pairs:
        yield start, end, word_end, mended[new_start:new_end]
        start, new_start = word_end, new_word_end


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _place_in_gap(old: str, new: str, inside: int) -> int:
    """Find where in the new gap a tag belongs that stood `inside` the old one."""
    before, after = old[:inside], old[inside:]
    marks_before, marks_after = (
        len(before) - _blanks(before),
        len(after) - _blanks(after),
    )
    from_left = [at for at, letter in enumerate(new) if not letter.isspace()]
    rank = marks_before if marks_before <= marks_after else max(0, len(from_left) - marks_after)
    rank = min(rank, len(from_left))
    left = from_left[rank - 1] + 1 if rank else 0
    right = from_left[rank] if rank < len(from_left) else len(new)
    if left == right:
        return left
    if before[-1:].isspace() or (not after[:1].isspace() and left and new[left - 1] in "«–—"):
        return right
    return left


def _blanks(letters: str) -> int:
    return sum(letter.isspace() for letter in letters)
