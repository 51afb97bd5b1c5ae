"""How well saved pages of real papers are read, measured against labels; the floors are what was reached."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rotative.importers.pages import PageRefused, ParsedPage, read_page
from rotative.importers.pages.parsed import PhotoCaption

MUST_HAVE, MUST_NOT_HAVE, WORD_F1 = 0.96, 0.98, 0.97
HEADLINES, AUTHORS, DATES = 31, 23, 30


@dataclass
class Score:
    hits: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    f1: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def note(self, kind: str, hit: bool, what: str) -> None:
        self.asked[kind] += 1
        self.hits[kind] += hit
        self.misses += [] if hit else [f"{kind}: {what}"]

    def share(self, kind: str) -> float:
        return self.hits[kind] / self.asked[kind]


def squeezed(text: str) -> str:
    return "".join(text.split())


def prose(page: ParsedPage) -> str:
    """The text without captions, which the paper keeps beside their photos."""
    return "\n".join(block.text for block in page.blocks if not isinstance(block, PhotoCaption))


def word_f1(found: str, expected: str) -> float:
    ours, theirs = Counter(re.findall(r"\w+", found)), Counter(re.findall(r"\w+", expected))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total())


def judge(score: Score, label: dict[str, Any], page: ParsedPage | None) -> None:
    name, body = label["file"], prose(page) if page else ""
    parts = (page.full_headline, page.standfirst, page.lead_photo_caption) if page else ()
    captions = [block.text for block in page.blocks] if page else []
    everything = squeezed(" ".join(filter(None, (*parts, *captions))))
    for wanted in label["must_have"]:
        score.note("must have", squeezed(wanted) in everything, f"{name}: {wanted}")
    for unwanted in label["must_not_have"]:
        score.note("must not have", squeezed(unwanted) not in squeezed(body), f"{name}: {unwanted}")
    for comment in label.get("reader_comments") or ():
        score.note("comment", squeezed(comment) not in everything, f"{name}: {comment}")
    if label.get("article_body"):
        score.f1.append(word_f1(body, label["article_body"]))
    if not label.get("metadata_labelled") or not page:
        return
    names = [author.name for author in page.byline.authors] + [page.byline.agency or ""]
    if label["title"]:
        score.note(
            "headline",
            squeezed(page.full_headline).casefold() == squeezed(label["title"]).casefold(),
            f"{name}: {page.full_headline}",
        )
    if label["author"]:
        hit = squeezed(",".join(filter(None, names))).casefold() == squeezed(label["author"]).casefold()
        score.note("author", hit, f"{name}: {names} for {label['author']}")
    if label["date"]:
        hit = page.published_at is not None and page.published_at.date().isoformat() == label["date"][:10]
        score.note("date", hit, f"{name}: {page.published_at}")


@pytest.fixture(scope="module")
def score(shared: Path) -> Score:
    folder, score = shared / "testdata" / "pages", Score()
    for label in json.loads((folder / "labels.json").read_text("utf-8")):
        try:
            page = read_page(folder / label["file"])
        except PageRefused as refused:
            page = None
            score.misses.append(str(refused))
        judge(score, label, page)
    for kind, asked in score.asked.items():
        print(f"{kind}: {score.hits[kind]} of {asked}")
    print(f"word F1: {sum(score.f1) / len(score.f1):.3f} over {len(score.f1)} pages", *score.misses, sep="\n")
    return score


def test_article_text_is_found(score: Score) -> None:
    assert score.asked["must have"] == 95
    assert score.share("must have") >= MUST_HAVE


def test_what_surrounds_an_article_stays_out(score: Score) -> None:
    assert score.share("must not have") >= MUST_NOT_HAVE


def test_readers_comments_stay_out_of_every_page(score: Score) -> None:
    assert score.share("comment") == 1


def test_words_are_those_of_the_article(score: Score) -> None:
    assert len(score.f1) == 15
    assert sum(score.f1) / len(score.f1) >= WORD_F1


def test_headlines_authors_and_dates_are_found(score: Score) -> None:
    assert score.hits["headline"] >= HEADLINES
    assert score.hits["author"] >= AUTHORS
    assert score.hits["date"] >= DATES
