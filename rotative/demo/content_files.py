"""Reads the demo newspaper's articles from their text files: a front matter of `name: value` lines, then the text.

The text is a small dialect of Markdown (rotative/demo/content_text.py). No Django in here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rotative.demo.content_text import Block, ContentError, Picture, parse_text

CONTENT = Path(__file__).resolve().parent / "content"
REQUIRED = ("headline", "section", "language", "authors", "topics", "days_ago", "access")
TEXTS = ("kicker", "standfirst", "role", "agency", "column", "place", "translation_of")
PICTURE = ("scene", "caption", "photographer", "alt")


@dataclass(frozen=True)
class ArticleFile:
    """An article as its file has it. ``slug`` is the file's name; ``days_ago`` counts back from today."""

    slug: str
    section: str
    language: str
    headline: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    days_ago: int
    is_for_subscribers: bool
    body: tuple[Block, ...]
    kicker: str = ""
    standfirst: str = ""
    role: str = ""
    agency: str = ""
    column: str = ""
    place: str = ""
    picture: Picture | None = None
    translation_of: str = ""

    @property
    def key(self) -> str:
        """What the article is known by, however often the demo is made."""
        return f"demo:{self.section}/{self.slug}"


def read_all(folder: Path = CONTENT) -> list[ArticleFile]:
    """Return every article of the folder, newest first. Raises ContentError, which names file and line."""
    articles = [read_article(file) for file in sorted(folder.glob("*/*.md"))]
    return sorted(articles, key=lambda article: (article.days_ago, article.slug))


def read_article(file: Path) -> ArticleFile:
    """Return the article of one file. Raises ContentError, which names file and line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    name = f"{file.parent.name}/{file.name}"
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        raise ContentError(name, 1, "the file does not begin with a front matter between two lines of ---")
    end = lines.index("---", 1)
    fields = _front_matter(name, lines[1:end])
    body = parse_text(name, lines[end + 1 :], first_line=end + 2)
    if not body:
        raise ContentError(name, end + 1, "the article has no text")
    return _article(name, file.stem, fields, body)


def _front_matter(name: str, lines: list[str]) -> dict[str, str]:
    """Split at the first “: ” only: French puts a colon into headlines, and this is no YAML."""
    fields: dict[str, str] = {}
    for number, line in enumerate(lines, start=2):
        field, colon, value = line.partition(":")
        if not colon or field not in (*REQUIRED, *TEXTS, *PICTURE):
            raise ContentError(name, number, f"unknown field {field!r}")
        if field in fields:
            raise ContentError(name, number, f"{field} stands here twice")
        fields[field] = value.strip()
    for field in REQUIRED:
        if not fields.get(field):
            raise ContentError(name, 1, f"{field} is missing")
    return fields


def _article(name: str, slug: str, fields: dict[str, str], body: tuple[Block, ...]) -> ArticleFile:
    if not fields["days_ago"].isdecimal():
        raise ContentError(name, 1, f"days_ago is {fields['days_ago']!r}, not a number of days")
    if fields["access"] not in ("free", "subscribers"):
        raise ContentError(name, 1, f"access is {fields['access']!r}, neither free nor subscribers")
    if fields["language"] not in ("fr", "en"):
        raise ContentError(name, 1, f"language is {fields['language']!r}, neither fr nor en")
    picture = None
    if fields.get("scene"):
        picture = Picture(*(fields.get(part, "") for part in PICTURE))
    texts = {part: fields.get(part, "") for part in TEXTS}
    return ArticleFile(
        slug=slug,
        section=fields["section"],
        language=fields["language"],
        headline=fields["headline"],
        authors=tuple(_listed(fields["authors"])),
        topics=tuple(_listed(fields["topics"])),
        days_ago=int(fields["days_ago"]),
        is_for_subscribers=fields["access"] == "subscribers",
        body=body,
        picture=picture,
        **texts,
    )


def _listed(value: str) -> Iterator[str]:
    return (part.strip() for part in value.split(",") if part.strip())
