"""Sets the words of a page and leaves its markup alone."""

import re
from typing import Final

from rotative.typography.characters import family_of
from rotative.typography.flow import Flow

# A comment or a tag; one that never closes reaches to the end, as it does in a browser.
_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<[!?][^>]*+(?:>|\Z)"
    r"|</?([a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+(?:>|\Z)",
    re.DOTALL,
)
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
# What stands in these is quoted letter for letter; the first group takes part in its sentence.
_VERBATIM_INLINE: Final = frozenset(("code", "kbd", "samp", "math", "svg"))
_VERBATIM: Final = frozenset(("pre", "script", "style", "textarea", "template", "title")) | _VERBATIM_INLINE


def typeset_html(html: str, language: str = "fr") -> str:
    """Give HTML whose text is set as typeset sets it; tags, attributes, comments and code stay as they are.

    A paragraph is set as a whole, whatever links or bold it holds, so that a quotation may open in
    one element and close in another; each block is set on its own.
    """
    if not family_of(language) or not html:
        return html
    flow = Flow(language)
    pieces: list[str] = []
    at = 0
    while found := _TOKEN.search(html, at):
        flow.add_text(html[at : found.start()])
        at = found.end()
        name = (found[1] or "").lower()
        if name in _VERBATIM and html[found.start() + 1] != "/":
            at = _end_of_verbatim(html, at, name)
        tag = html[found.start() : at]
        if not name or name in _INLINE or name in ("script", "style"):
            flow.add_tag(tag)
        elif name in _VERBATIM_INLINE:
            flow.add_opaque(tag)
        elif name == "br":
            flow.add_line_break(tag)
        else:
            pieces += (flow.set(), tag)
            flow = Flow(language)
    flow.add_text(html[at:])
    pieces.append(flow.set())
    return "".join(pieces)


def _end_of_verbatim(html: str, at: int, name: str) -> int:
    """Find where an element whose content is copied ends; unclosed, it runs to the end."""
    depth = 1
    for found in re.finditer(rf"<(/?){name}(?=[\s/>])[^>]*+>", html[at:], re.IGNORECASE):
        depth += -1 if found[1] else 1
        if depth == 0 or (found[1] and name in ("script", "style", "textarea", "title")):
            return at + found.end()
    return len(html)
