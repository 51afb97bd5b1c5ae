"""Takes addresses, paths and smileys out of a text before it is set, and puts them back after.

Whatever stands here is copied by readers and machines: one space more and the link is dead.
"""

import re
from typing import Final

from rotative.typography.characters import OPAQUE

_STOP: Final = r"""\s<>"«»“”„…\ufffc"""

UNTOUCHABLE: Final = re.compile(
    rf"""
    {OPAQUE}
    | (?<!\w) (?:https?|ftp|file|news|sms|whatsapp)://(?:[^{_STOP}()]|\([^{_STOP}()]*+\))++
    | (?<![\w@.]) www\.(?:[^{_STOP}()]|\([^{_STOP}()]*+\))++
    | (?<!\w) (?:mailto|tel|urn|doi|data|javascript):[^{_STOP}()]++
    | (?<![\w.+-]) [\w.+-]++@\w[\w-]*+(?:\.[\w-]++)++
    | (?<![\w@./-]) \w[\w-]*+(?:\.\w[\w-]*+)++/[^{_STOP}()]*+
    | (?<!\w) [A-Za-z]:\\[^{_STOP}]*+
    | (?<!\S) [:;=]['’]?-?[()DPp|*/\\](?![\w)])
    """,
    re.VERBOSE,
)
# Without one of these there is nothing of the kind: most texts have none.
SIGNS: Final = re.compile(rf"[{OPAQUE}@/\\]|www\.|[:;=]\S")
# A full stop after an address ends the sentence, not the address.
_TRAILING: Final = ".,;:!?'’‘*_-–—"


def take_out(text: str) -> tuple[str, list[str]]:
    """Replace what must not be set by one opaque sign each; give the text and what was taken."""
    taken: list[str] = []
    if not SIGNS.search(text):
        return text, taken

    def swap(found: re.Match[str]) -> str:
        whole = found[0]
        smiley = whole[0] in ":;=" and len(whole) <= 4
        kept = whole if smiley else whole.rstrip(_TRAILING) or whole
        taken.append(kept)
        return OPAQUE + whole[len(kept) :]

    return UNTOUCHABLE.sub(swap, text), taken


def put_back(text: str, taken: list[str]) -> str:
    """Undo take_out: the n-th opaque sign becomes the n-th thing taken."""
    if not taken:
        return text
    pieces = text.split(OPAQUE)
    return pieces[0] + "".join(kept + piece for kept, piece in zip(taken, pieces[1:], strict=True))
