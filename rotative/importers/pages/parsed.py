"""What the paper gets out of one saved article page: its parts, before anything is written to the database.

A page that cannot be read is refused with one line that says where and why.
"""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Refusal(StrEnum):
    """Why a page was refused; the values are translatable messages."""

    NOT_READABLE = "the file cannot be read"
    TOO_BIG = "the file is larger than 10 MB"
    EMPTY = "the file is empty"
    BINARY = "the file is neither text nor HTML"
    NO_ARTICLE = "there is no article on this page"
    NO_HEADLINE = "the article has no headline"
    HEADLINE_TOO_LONG = "the headline is longer than 255 characters: shorten it in the file"
    IMPOSSIBLE_DATE = "this date does not exist"
    FUTURE_DATE = "this date lies in the future"
    NOT_VALID = "the HTML of this page cannot be understood"
    NO_LANGUAGE = (
        "the paper does not appear in this language: add it in the back office under Settings, Locales"
    )
    NO_HOME_PAGE = (
        "the paper has no home page in this language: add one in the back office under Pages, "
        "or name a section with --section"
    )


class PageRefused(Exception):
    """The file at `path` is not an article the paper can take.

    `field` names the part at fault as in ParsedPage, `line` counts from 1, `found` quotes the text at fault.
    """

    def __init__(
        self,
        path: Path,
        reason: Refusal,
        field: str | None = None,
        line: int | None = None,
        found: str | None = None,
    ) -> None:
        self.path = path
        self.reason = reason
        self.field = field
        self.line = line
        self.found = found
        where = f"{path}, line {line}" if line else str(path)
        quoted = f": “{found[:120]}”" if found else ""
        super().__init__(" ".join(f"{where}: {reason.value}{quoted}{f' ({field})' if field else ''}".split()))


@dataclass(frozen=True, slots=True)
class ParsedAuthor:
    """`family` is known only when the page prints it in capitals; `name` is always in ordinary letters."""

    name: str
    family: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedByline:
    """`others` are further groups of authors, each under a role of its own; the agency stands with the first."""

    role: str | None = None
    authors: tuple[ParsedAuthor, ...] = ()
    agency: str | None = None
    others: tuple["ParsedByline", ...] = ()

    @property
    def groups(self) -> tuple["ParsedByline", ...]:
        return (self, *self.others)


def text_of(inline: str) -> str:
    """The plain text of sanitised inline HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", inline))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`html` is sanitised: a[href], b, strong, i, em and nothing else."""

    html: str

    @property
    def text(self) -> str:
        return text_of(self.html)


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 2 to 4: level 1 belongs to the headline."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart; its paragraphs are parted by line ends. `html` as in Paragraph."""

    html: str

    @property
    def text(self) -> str:
        return text_of(self.html)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Each item is sanitised inline HTML, as in Paragraph."""

    items: tuple[str, ...]
    ordered: bool = False

    @property
    def text(self) -> str:
        return "\n".join(text_of(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class PhotoCaption:
    """A photo in the body: `url` is None where only its caption was saved.

    Where a browser saved the picture too, `url` is no address but the path from the page to the file.
    """

    caption: str
    url: str | None = None
    credit: str | None = None

    @property
    def text(self) -> str:
        return self.caption


# What the column of headlines holds.
LONGEST_HEADLINE = 255

Block = Paragraph | Heading | Quote | ListBlock | PhotoCaption


@dataclass(frozen=True, slots=True)
class Listed:
    """Another article that this page lists.

    `headline` stands without the kicker. `shortened` says that the standfirst was cut by the page;
    it then ends in one “…”.
    """

    headline: str
    kicker: str | None = None
    standfirst: str | None = None
    shortened: bool = False
    authors: tuple[ParsedAuthor, ...] = ()
    published_at: datetime | None = None

    @property
    def full_headline(self) -> str:
        return f"{self.kicker} : {self.headline}" if self.kicker else self.headline


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """One article page.

    Moments are naive in the paper's own local time, or aware where the page names an offset.
    A page that shows a day without an hour gives midnight. `related` is what stands under “Lire aussi”,
    `author_latest` under “Les articles de l’auteur”, whose name is `author_page_of`;
    `columns` are the kickers in `author_latest` that name a recurring column.
    """

    headline: str
    blocks: tuple[Block, ...]
    kicker: str | None = None
    standfirst: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    language: str | None = None
    byline: ParsedByline = field(default_factory=ParsedByline)
    author_page_of: str | None = None
    lead_photo_caption: str | None = None
    lead_photo_url: str | None = None
    lead_photo_credit: str | None = None
    related: tuple[Listed, ...] = ()
    author_latest: tuple[Listed, ...] = ()
    columns: tuple[str, ...] = ()
    discussion_gated: bool = False
    discussion_notice: tuple[str, ...] = ()
    section_name: str | None = None
    source_url: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def full_headline(self) -> str:
        return f"{self.kicker} : {self.headline}" if self.kicker else self.headline
