"""Marks in a text the words of the paper's lists, for whoever has to judge it."""

from dataclasses import dataclass

from rotative.discussion.models import HouseRules
from rotative.discussion.words import WordList, word_list


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; ``is_found``: it stands on a list."""

    text: str
    is_found: bool


class Marker:
    """The lists as they are now."""

    def __init__(self, rules: HouseRules) -> None:
        self.lists: list[WordList] = [word_list(rules.banned_words), word_list(rules.suspect_words)]

    def pieces(self, text: str) -> list[Piece]:
        """Return a text in pieces, with what was found marked; none where nothing was."""
        places = sorted({(found.start, found.end) for words in self.lists for found in words.all(text)})
        pieces, end = [], 0
        for start, stop in places:
            if start < end:
                continue
            pieces += [Piece(text[end:start], False), Piece(text[start:stop], True)]
            end = stop
        return [*pieces, Piece(text[end:], False)] if pieces else []
