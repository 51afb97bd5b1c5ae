"""English rules, as British newspapers have them: curly quotes, no space before a mark, en dashes."""

import re
from typing import Final

from rotative.typography.characters import CAPITAL, LETTER, NO_BREAK, OPAQUE, SPACE
from rotative.typography.dashes import set_english_dashes
from rotative.typography.moments import MONTHS
from rotative.typography.quotations import set_english_quotations
from rotative.typography.shared_rules import Rule, apply_rules, collapse_spaces, set_ellipses

_MONTHS: Final = "|".join(MONTHS["en"])
_APOSTROPHES: Final[tuple[Rule, ...]] = (
    (re.compile(rf"(?<={LETTER}|{OPAQUE})'"), "’"),
    (re.compile(rf"(?<![\w'’{OPAQUE}])'(?=\d\d(?:s|(?!\w)))"), "’"),
    (
        re.compile(rf"(?<![\w'’{OPAQUE}])'(?=(?:tis|twas|em|til|cause|n)(?!\w))", re.IGNORECASE),
        "’",
    ),
    (re.compile(rf"(?<![\w'’{OPAQUE}])'(?=\w)"), "‘"),
    (re.compile(r"(?<=[.,;:!?…])'"), "’"),
)
_SPACES: Final[tuple[Rule, ...]] = (
    (re.compile(rf"(?<=\d){SPACE}++(?=(?:km|kg|m|per cent|[mb]illion|CFA|°C)(?!\w))"), NO_BREAK),
    (re.compile(rf"(?<=\S){SPACE}++(?=[;:!?]++(?:[\s”’)\]]|\Z))"), ""),
    (re.compile(rf"“{SPACE}++(?=\S)"), "“"),
    (re.compile(rf"(?<=\S){SPACE}++”"), "”"),
    (
        re.compile(rf"(?<!\w)(\d{{1,2}}){SPACE}++(?=(?:{_MONTHS})(?!\w))"),
        rf"\1{NO_BREAK}",
    ),
    (re.compile(rf"(?<!\w)({_MONTHS}){SPACE}++(?=\d{{1,2}}(?!\w))"), rf"\1{NO_BREAK}"),
    (
        re.compile(rf"(?<!\w)((?:Mr|Mrs|Ms|Dr|Prof|St)\.?){SPACE}++(?={CAPITAL})"),
        rf"\1{NO_BREAK}",
    ),
)


def set_english(text: str) -> str:
    """Set one English text from which addresses and code have been taken out."""
    text = apply_rules(_APOSTROPHES, set_english_quotations(set_ellipses(text)))
    return set_english_dashes(apply_rules(_SPACES, collapse_spaces(text)))
