"""Writes as many articles as one wants out of the sentences of the demo's own: nonsense as news, but of the right
length, vocabulary and variety to measure a large paper with. No Django in here.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from rotative.demo.content_files import ArticleFile
from rotative.demo.content_text import Text

WORDS = (250, 500)
LONGEST_HEADLINE = 90  # characters
LONGEST_IN_STANDFIRST = 200
_TAG = re.compile(r"<[^>]+>")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«“])")
FIRST_NAMES = """
Adama Aïssata Alassane Aminata Assétou Bakary Bintou Cheick Djénéba Drissa Fatoumata Hamidou Ibrahima Kadidia Lassina
Mariétou Modibo Néné Oumou Ousmane Rokia Safiatou Seydou Sékou Yacouba
"""
FAMILY_NAMES = """
Bagayoko Ballo Camara Cissé Dao Dembélé Diabaté Diallo Doumbia Fofana Kanté Koné Kouyaté Maïga Niaré Ouattara Samaké
Sangho Sidibé Sissoko Sow Sylla Tembely Togola Touré
"""


@dataclass(frozen=True)
class Story:
    """An article's words: ``paragraphs`` are HTML."""

    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]


class Sentences:
    """What the demo's articles say in one language, sentence by sentence, to be said again in another order."""

    def __init__(self, files: Iterable[ArticleFile], language: str) -> None:
        files = [file for file in files if file.language == language]
        self.texts = [_sentences(file) for file in files]
        self.all = [sentence for text in self.texts for sentence in text]
        self.brief = [sentence for sentence in self.all if len(sentence) < LONGEST_IN_STANDFIRST]
        self.headlines = [file.headline for file in files]
        short = [sentence.rstrip(".") for sentence in self.all if 30 <= len(sentence) <= LONGEST_HEADLINE]
        self.headlines += [sentence for sentence in short if sentence[0] not in "«“—"]

    def story(self, dice: Random) -> Story:
        """Write an article of 250 to 500 words: runs of sentences from three articles, so that it has a subject."""
        sources = dice.sample(self.texts, k=3)
        length, paragraphs = dice.randrange(*WORDS), []
        while length > 0:
            source = dice.choice(sources)
            start = dice.randrange(len(source))
            said = source[start : start + dice.randrange(2, 6)]
            length -= sum(sentence.count(" ") + 1 for sentence in said)
            paragraphs.append(f"<p>{html.escape(' '.join(said), quote=False)}</p>")
        return Story(
            dice.choice(self.headlines), " ".join(dice.sample(self.all, k=2))[:400], tuple(paragraphs)
        )


def _sentences(file: ArticleFile) -> list[str]:
    found: list[str] = []
    for block in file.body:
        if isinstance(block, Text):
            for element in block.elements:
                if element.startswith("<p>"):
                    found += _SENTENCE_END.split(html.unescape(_TAG.sub("", element)))
    return found


def more_names(count: int) -> list[str]:
    """Return invented names, always the same ones; raises ValueError beyond the number of possible pairs."""
    pairs = [f"{first} {family}" for first in FIRST_NAMES.split() for family in FAMILY_NAMES.split()]
    return Random("names").sample(pairs, k=count)
