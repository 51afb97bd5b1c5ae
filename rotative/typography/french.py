"""French rules, one after the other: Lexique des règles typographiques de l'Imprimerie nationale.

Each rule is a pattern and what takes its place; set_french is their order.
"""

import re
from typing import Final

from rotative.typography.characters import (
    CAPITAL,
    LETTER,
    NARROW_NO_BREAK,
    NO_BREAK,
    OPAQUE,
    SPACE,
)
from rotative.typography.dashes import set_french_dashes
from rotative.typography.moments import MONTHS
from rotative.typography.quotations import (
    set_french_quotations,
    space_french_quotations,
)
from rotative.typography.shared_rules import Rule, apply_rules, collapse_spaces, set_ellipses

_MONTHS: Final = "|".join(MONTHS["fr"])
_UNITS: Final = (
    r"F(?:\sCFA)?|FCFA|CFA|francs?|euros?|dollars?|millions?|milliards?|mille|°[CF]|[ckdm]?m[²³]?|km/h|[kmc]?g|t|ha|"
    r"[cmh]?[lL]|h|min|s|[kMGT]?Wh?c?|[kMGT]o|[kMG]?Hz|ans?|heures?|minutes?|degrés?"
)

_WORD_END: Final = rf"{LETTER}|{OPAQUE}"

_APOSTROPHES: Final[tuple[Rule, ...]] = (
    (re.compile(rf"(?<={_WORD_END})['‘´](?={LETTER})"), "’"),
    (re.compile(rf"(?<![\w'’{OPAQUE}])'(?=\d\d(?!\d))"), "’"),
    (re.compile(rf"(?<![\w'’{OPAQUE}])'(?=\w)([^'\n]*[^'\s])'(?!\w)"), r"‘\1’"),
    (re.compile(rf"(?<={_WORD_END})'"), "’"),
    (re.compile(rf"(?<![\w'’{OPAQUE}])'(?={LETTER})"), "’"),
)
_NUMBERS: Final[tuple[Rule, ...]] = (
    # Groups of three already parted by a space; figures written in one go stay so.
    (
        re.compile(rf"(?<![\d,.])(?<!\d{SPACE})\d{{1,3}}(?:{SPACE}\d{{3}})++(?!{SPACE}?\d)"),
        lambda found: re.sub(SPACE, NARROW_NO_BREAK, found[0]),
    ),
    (re.compile(rf"(?<=\d){SPACE}*+(?=[%‰])"), NARROW_NO_BREAK),
    (re.compile(rf"(?<=\d){SPACE}*+(?=€|\$|£|°[CF](?!\w))"), NO_BREAK),
    (re.compile(rf"(?<=\d){SPACE}++(?=(?:{_UNITS})(?![\w’']))"), NO_BREAK),
    (re.compile(rf"(?<=\d{NO_BREAK}h){SPACE}++(?=\d\d(?!\d))"), NO_BREAK),
    (re.compile(rf"(?<![^\W\d])F{SPACE}++(?=CFA(?!\w))"), f"F{NO_BREAK}"),
    (
        re.compile(rf"(?<!\w)(\d{{1,2}}|1er){SPACE}++(?=(?:{_MONTHS})(?!\w))", re.IGNORECASE),
        rf"\1{NO_BREAK}",
    ),
)
_ABBREVIATIONS: Final[tuple[Rule, ...]] = (
    (
        re.compile(rf"(?<!\w)(MM?\.|Mmes?|Mlles?|Dr|Pr|Me|Mgr|Ste?){SPACE}++(?={CAPITAL})"),
        rf"\1{NO_BREAK}",
    ),
    (re.compile(rf"(?<!\w)([nN][°º]){SPACE}*+(?=\d)"), rf"\1{NO_BREAK}"),
    (
        re.compile(rf"(?<!\w)(pp?|art|al|chap|fig|vol|éd)\.{SPACE}*+(?=\d)", re.IGNORECASE),
        rf"\1.{NO_BREAK}",
    ),
    (
        re.compile(rf"(?<![\w.])({CAPITAL}\.(?:-{CAPITAL}\.){{0,3}}){SPACE}++(?={CAPITAL})"),
        rf"\1{NO_BREAK}",
    ),
)
_MARKS: Final[tuple[Rule, ...]] = (
    (re.compile(rf"(?<=[!?]){SPACE}++(?=[!?])"), ""),
    (re.compile(rf"(?<=[^\s(\[{{“‘!?]){SPACE}++(?=[;!?])(?!!=)"), NARROW_NO_BREAK),
    # Without any space, a letter or a figure on the other side means a file name or a formula.
    (re.compile(rf"(?<=[^\s(\[{{“‘!?])(?=[;!?]++(?:[^\w=&/?]|{CAPITAL}|\Z))"), NARROW_NO_BREAK),
    (re.compile(rf"(?<=[;!?])(?={CAPITAL}|«)"), " "),
    (re.compile(rf"(?<=[^\s(\[{{“‘:]){SPACE}*:(?=[\s«»“”\"')\]]|\Z)"), f"{NO_BREAK}:"),
    # “:mot:” names a pictogram.
    (re.compile(rf"(?<=[^\s(\[{{“‘:]){SPACE}++:(?={LETTER}|{OPAQUE})(?!\w+:)"), f"{NO_BREAK}: "),
    (re.compile(rf"(?<=[^\s(\[{{“‘:]){SPACE}++:(?=\w)"), f"{NO_BREAK}:"),
    (re.compile(r":(?=«)"), ": "),
)


# Without one of these no rule of the group has anything to mend.
_STRAIGHT: Final = re.compile("['‘´]")
_FIGURE: Final = re.compile(r"\d|CFA")
_MARK: Final = re.compile("[;!?:]")


def set_french(text: str) -> str:
    """Set one French text from which addresses and code have been taken out."""
    text = set_ellipses(text)
    # Most texts have nothing for one group of rules or another: to look for one sign costs a hundredth of a rule.
    if _STRAIGHT.search(text):
        text = apply_rules(_APOSTROPHES, text)
    text = collapse_spaces(space_french_quotations(set_french_quotations(text)))
    if _FIGURE.search(text):
        text = apply_rules(_NUMBERS, text)
    text = apply_rules(_ABBREVIATIONS, text)
    if _MARK.search(text):
        text = apply_rules(_MARKS, text)
    return set_french_dashes(text)
