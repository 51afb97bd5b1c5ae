"""Finds which quotation marks open, which close, and how deep each one stands."""

import re
from dataclasses import dataclass
from typing import Final

from rotative.typography.characters import APOSTROPHE, NARROW_NO_BREAK, SPACE
from rotative.typography.shared_rules import Rule, apply_rules

_MARKS: Final = '"«»“”„‟'
_MARK: Final = re.compile(f"[{_MARKS}]")
_PARAGRAPH: Final = re.compile(r"(\n[^\S\n]*\n\s*)")
_BEFORE_OPENING: Final = frozenset("([{«“„‘'-–—/¿¡" + APOSTROPHE)
_AFTER_CLOSING: Final = frozenset(".,;:!?…)]}»”-–—/")


@dataclass(slots=True)
class QuotationMark:
    """A quotation mark at its place; depth counts the quotations around it."""

    at: int
    sign: str
    opens: bool
    paired: bool = False
    depth: int = 0


def set_french_quotations(text: str) -> str:
    """Turn double quotes of any kind into « » and, inside a quotation, “ ”.

    Lexique de l'Imprimerie nationale, « Guillemets ». A mark after a figure with nothing to close
    stays straight: it means inches or seconds.
    """
    return _by_paragraph(text, ("«", "»"), ("“", "”"))


def set_english_quotations(text: str) -> str:
    """Turn straight double quotes into “ ”; guillemets stay as they are."""
    return _by_paragraph(text, ("“", "”"), ("“", "”"), keep="«»")


def _by_paragraph(text: str, outer: tuple[str, str], inner: tuple[str, str], keep: str = "") -> str:
    if not _MARK.search(text):
        return text
    return "".join(_set(part, outer, inner, keep) for part in _PARAGRAPH.split(text))


def _set(text: str, outer: tuple[str, str], inner: tuple[str, str], keep: str) -> str:
    letters = list(text)
    for mark in read_quotations(text):
        if mark.sign not in keep:
            pair = inner if mark.depth else outer
            letters[mark.at] = pair[0] if mark.opens else pair[1]
    return "".join(letters)


def read_quotations(text: str) -> list[QuotationMark]:
    """Give the quotation marks of one paragraph with their direction and depth, in order.

    An opening mark that never closes counts for nothing: it must not push the quotations after it
    one level down. Straight marks that quote nothing are left out.
    """
    marks: list[QuotationMark] = []
    open_marks: list[QuotationMark] = []
    found = [match.start() for match in _MARK.finditer(text)]
    for rank, at in enumerate(found):
        opens = _opens(text, at, bool(open_marks), rank + 1 < len(found))
        if opens is None:
            continue
        mark = QuotationMark(at, text[at], opens)
        marks.append(mark)
        if opens:
            open_marks.append(mark)
        else:
            _close(mark, open_marks)
    depth = 0
    for mark in marks:
        if mark.paired and not mark.opens:
            depth -= 1
        mark.depth = depth
        if mark.paired and mark.opens:
            depth += 1
    return marks


def _close(mark: QuotationMark, open_marks: list[QuotationMark]) -> None:
    partners = {"»": '«"', "”": '“„‟"', "“": '“„‟"'}.get(mark.sign)
    for rank in range(len(open_marks) - 1, -1, -1):
        if partners is None or open_marks[rank].sign in partners:
            mark.paired = open_marks[rank].paired = True
            del open_marks[rank:]
            return


def _opens(text: str, at: int, something_open: bool, more_to_come: bool) -> bool | None:
    sign = text[at]
    if sign in "«»":
        return sign == "«"
    # Marks that touch each other look past one another, at the word they stand around.
    before = text[max(0, at - 6) : at].rstrip(_MARKS)[-1:] or " "
    after = text[at + 1 : at + 7].lstrip(_MARKS)[:1] or " "
    loose_left = before.isspace() or before in _BEFORE_OPENING
    loose_right = after.isspace() or after in _AFTER_CLOSING
    if sign in "“„‟":
        return not (not loose_left and loose_right and something_open)
    if sign == "”":
        return loose_left and not loose_right and not something_open
    if loose_left != loose_right:
        if loose_right and before.isdigit() and not something_open:
            return None
        return loose_left
    if something_open:
        return False
    if before.isdigit() or not more_to_come:
        return None
    return True


def space_french_quotations(text: str) -> str:
    """Put U+202F inside « », nothing inside “ ”, and a space outside where a word touches."""
    return apply_rules(_SPACING, text)


_SPACING: Final[tuple[Rule, ...]] = (
    (re.compile(rf"«{SPACE}*+(?=\S)"), "«" + NARROW_NO_BREAK),
    (re.compile(rf"(?<=[^\s«]){SPACE}*»"), NARROW_NO_BREAK + "»"),
    (re.compile(r"»(?=\w)"), "» "),
    (re.compile(r"(?<=[\w,.»])«"), " «"),
    (re.compile(rf"“{SPACE}++(?=\S)"), "“"),
    (re.compile(rf"(?<=\S){SPACE}++”"), "”"),
)
