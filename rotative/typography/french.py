"""French rules, one after the other: Lexique des règles typographiques de l'Imprimerie nationale.

Each rule is a pattern and what takes its place; STEPS is their order.
"""

import re
from collections.abc import Callable
from functools import partial
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
_BEFORE_CAPITALS: Final[tuple[Rule, ...]] = (
    (
        re.compile(rf"(?<!\w)(MM?\.|Mmes?|Mlles?|Dr|Pr|Me|Mgr|Ste?){SPACE}++(?={CAPITAL})"),
        rf"\1{NO_BREAK}",
    ),
    (
        re.compile(rf"(?<![\w.])({CAPITAL}\.(?:-{CAPITAL}\.){{0,3}}){SPACE}++(?={CAPITAL})"),
        rf"\1{NO_BREAK}",
    ),
)
_ORDINALS: Final[tuple[Rule, ...]] = ((re.compile(rf"(?<!\w)([nN][°º]){SPACE}*+(?=\d)"), rf"\1{NO_BREAK}"),)
_BEFORE_FIGURES: Final[tuple[Rule, ...]] = (
    (
        re.compile(rf"(?<!\w)(pp?|art|al|chap|fig|vol|éd)\.{SPACE}*+(?=\d)", re.IGNORECASE),
        rf"\1.{NO_BREAK}",
    ),
)
_MARKS: Final[tuple[Rule, ...]] = (
    (re.compile(rf"(?<=[!?]){SPACE}++(?=[!?])"), ""),
    (re.compile(rf"(?<=[^\s(\[{{“‘!?]){SPACE}++(?=[;!?])(?!!=)"), NARROW_NO_BREAK),
    # Without any space, a letter or a figure on the other side means a file name or a formula.
    (re.compile(rf"(?<=[^\s(\[{{“‘!?])(?=[;!?]++(?:[^\w=&/?]|{CAPITAL}|\Z))"), NARROW_NO_BREAK),
    (re.compile(rf"(?<=[;!?])(?={CAPITAL}|«)"), " "),
)
_COLONS: Final[tuple[Rule, ...]] = (
    (re.compile(rf"(?<=[^\s(\[{{“‘:]){SPACE}*:(?=[\s«»“”\"')\]]|\Z)"), f"{NO_BREAK}:"),
    # “:mot:” names a pictogram.
    (re.compile(rf"(?<=[^\s(\[{{“‘:]){SPACE}++:(?={LETTER}|{OPAQUE})(?!\w+:)"), f"{NO_BREAK}: "),
    (re.compile(rf"(?<=[^\s(\[{{“‘:]){SPACE}++:(?=\w)"), f"{NO_BREAK}:"),
    (re.compile(r":(?=«)"), ": "),
)


def _by(*rules: Rule) -> Callable[[str], str]:
    return partial(apply_rules, rules)


# Most texts have nothing for one step or another: to look for the sign that it cannot do without costs a tenth of it.
STEPS: Final[tuple[tuple[re.Pattern[str], Callable[[str], str]], ...]] = (
    (re.compile(rf"…|\.{SPACE}?\."), set_ellipses),
    (re.compile("['‘´]"), _by(_APOSTROPHES[0])),
    (re.compile("'"), _by(*_APOSTROPHES[1:])),
    (re.compile('["«»“”„‟]'), set_french_quotations),
    (re.compile("[«»“”]"), space_french_quotations),
    (re.compile(f"{SPACE}{SPACE}"), collapse_spaces),
    (re.compile(r"\d|CFA"), _by(*_NUMBERS)),
    (re.compile(CAPITAL), _by(*_BEFORE_CAPITALS)),
    (re.compile("[°º]"), _by(*_ORDINALS)),
    (re.compile(r"\d"), _by(*_BEFORE_FIGURES)),
    (re.compile("[;!?]"), _by(*_MARKS)),
    (re.compile(":"), _by(*_COLONS)),
    (re.compile(rf"[-–—](?:{SPACE}|[-,.)])"), set_french_dashes),
)


def set_french(text: str) -> str:
    """Set one French text from which addresses and code have been taken out."""
    for needed, step in STEPS:
        if needed.search(text):
            text = step(text)
    return text
