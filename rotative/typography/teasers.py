"""Cuts a text to the length of a teaser without leaving a broken sentence behind."""

import re
from typing import Final

from rotative.typography.characters import ELLIPSIS, NARROW_NO_BREAK, NO_BREAK, SPACE, family_of

_BLANKS: Final = re.compile(r"\s+")
_SENTENCE_END: Final = re.compile(rf"[.!?…]+(?:{SPACE}?[»”’)\]])*(?=\s)")
_ABBREVIATION: Final = re.compile(
    r"(?<!\w)(?:[A-Z]|MM?|Mr|Mrs|Ms|Mme|Mlle|Dr|Drs|Pr|Prof|Me|Mgr|St|Ste|art|al|p|pp|chap|fig|vol|cf|éd|"
    r"env|av|bd|vs|Jr|Sr|No)\.$",
    re.IGNORECASE,
)
# What a cut may leave behind, and what must not stand before “…”.
_DANGLING: Final = " \t\n\u00a0\u202f\u2009,;:.…!?–—-/«“‘(["
_CLOSINGS: Final = {"«": "»", "“": "”"}
# A sentence may end the teaser when it fills at least this share of the room.
_WORTH: Final = 0.6


def is_placeholder(text: str) -> bool:
    """Tell whether a text says nothing: empty, blank, or only dots, dashes and other marks."""
    return not any(letter.isalnum() for letter in text)


def teaser(text: str, language: str = "fr", limit: int = 200) -> str:
    """Give the beginning of a text in at most `limit` characters, as plain text on one line.

    Cuts after a sentence when one ends in the last 40 % of the room, else after a word, which is
    then followed by “…”. A quotation left open by the cut is closed, in French with U+202F before
    the mark. A text that says nothing gives an empty string.
    """
    whole = _mend_end(_BLANKS.sub(_one_blank, text.strip()))
    if is_placeholder(whole) or limit < 1:
        return ""
    if len(whole) <= limit:
        return whole
    return _cut_at_sentence(whole, language, limit) or _cut_at_word(whole, language, limit)


def _one_blank(found: re.Match[str]) -> str:
    return found[0][0] if set(found[0]) <= {NO_BREAK, NARROW_NO_BREAK} else " "


def _mend_end(text: str) -> str:
    """Give the text with one proper ending where an import left “..”, “ .”, “-.” or several “…”."""
    kept = text.rstrip(" \t\n\u00a0\u202f\u2009.…–—-")
    tail = text[len(kept) :]
    if ELLIPSIS in tail or "..." in tail:
        return kept + ELLIPSIS
    return kept + ("." if "." in tail else "")


def _cut_at_sentence(text: str, language: str, limit: int) -> str:
    best = ""
    for found in _SENTENCE_END.finditer(text, 0, limit + 1):
        if not limit * _WORTH <= found.end() <= limit:
            continue
        head = _mend_end(text[: found.end()])
        if not (is_placeholder(head) or _ABBREVIATION.search(head[-8:]) or _open_quotations(head, language)):
            best = head
    return best


def _cut_at_word(text: str, language: str, limit: int) -> str:
    """Drop words from the end until what is left, its ellipsis and its closing marks fit."""
    head = text[:limit]
    if not text[limit].isspace():
        head = _without_last_word(head) or head
    while True:
        head = head.rstrip(_DANGLING)
        closing = ELLIPSIS + _open_quotations(head, language)
        shorter = _without_last_word(head)
        if not shorter or (len(head) + len(closing) <= limit and not _ABBREVIATION.search(f"{head[-8:]}.")):
            break
        head = shorter
    if len(head) + len(closing) > limit:
        closing = ELLIPSIS
        head = head[: limit - 1].rstrip(_DANGLING)
    return "" if is_placeholder(head) else head + closing


def _without_last_word(text: str) -> str:
    """Cut at the last space where a line may break; nothing when there is none."""
    return text[: max(text.rfind(" "), 0)].rstrip(_DANGLING)


def _open_quotations(text: str, language: str) -> str:
    """Give the marks that close what the text leaves open, innermost first."""
    missing: list[str] = []
    for letter in text:
        if letter in _CLOSINGS:
            missing.append(_CLOSINGS[letter])
        elif letter in "»”" and missing and missing[-1] == letter:
            missing.pop()
    closing = "".join(reversed(missing))
    return closing.replace("»", NARROW_NO_BREAK + "»") if family_of(language) == "fr" else closing
