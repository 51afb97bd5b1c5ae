"""Makes of HTML that comes from elsewhere what a contribution may be written in (markup.py). No Django.

Paragraphs, lines, addresses, bold, italic and quotations stay; of everything else the text stays, of scripts nothing.
"""

from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = frozenset(
    {"p", "div", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "tr"}
    | {"section", "article", "header", "footer", "figure"}
)
_MARKS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_UNREAD: Final = frozenset(
    ["script", "style", "template", "title", "noscript", "iframe", "object", "svg", "head"]
)


def to_markup(html: str) -> str:
    """Return the text of HTML with the marks that a contribution may have."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return "\n\n".join(reader.blocks)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._pieces: list[str] = []
        self._quoted = 0
        self._unread = 0
        self._links: list[tuple[str, int]] = []  # where they lead, and where their label begins
        self._marks: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "blockquote":
            self.end_block()
            self._quoted += 1
        elif tag in _BLOCKS:
            self.end_block()
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._pieces)))
        elif tag in _MARKS:
            self._marks.append((tag, len(self._pieces)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif tag == "blockquote":
            self.end_block()
            self._quoted = max(self._quoted - 1, 0)
        elif tag in _BLOCKS:
            self.end_block()
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())
        elif tag in _MARKS and self._marks and self._marks[-1][0] == tag:
            self._end_mark(*self._marks.pop())

    def handle_data(self, data: str) -> None:
        if not self._unread:
            # A line end of the file is a blank; one of the text is a <br>.
            self._pieces.append(data.replace("\n", " "))

    def _end_link(self, target: str, start: int) -> None:
        label = "".join(self._pieces[start:]).strip()
        if not target.lower().startswith(("http://", "https://")) or _bare(target) == _bare(label):
            if _bare(target) == _bare(label) and label:
                self._pieces[start:] = [target]
            return
        self._pieces[start:] = [f"{label} ({target})" if label else target]

    def _end_mark(self, tag: str, start: int) -> None:
        text = "".join(self._pieces[start:])
        inner = text.strip()
        if inner:
            before, after = text.partition(inner)[0], text.rpartition(inner)[2]
            # Bold and italic of several lines are not one of them.
            marked = "\n".join(
                f"{_MARKS[tag]}{line.strip()}{_MARKS[tag]}" for line in inner.split("\n") if line.strip()
            )
            self._pieces[start:] = [f"{before}{marked}{after}"]

    def end_block(self) -> None:
        """What was read since the last one is a paragraph."""
        lines = [" ".join(line.split()) for line in "".join(self._pieces).split("\n")]
        text = "\n".join(lines).strip()
        self._pieces, self._links, self._marks = [], [], []
        if text:
            self.blocks.append("\n".join("> " * self._quoted + line for line in text.split("\n")))


def _bare(address: str) -> str:
    return address.partition("://")[2].rstrip("/") or address.rstrip("/")
