"""Turns the words of an article, and the words a reader types, into the same terms.

Accents fold first, then a few French endings, then the Snowball stemmer: folding after stemming
would keep “proces” from “procès”, “securite” from “sécurité” and “lycees” from “lycée”.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal, get_args

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

# A longer “word” is a web address, a table or an attack; its beginning is enough to find it.
LONGEST_TERM = 40
# Every spelling met is remembered: a newspaper's vocabulary fits, a flood of random strings does not.
REMEMBERED_WORDS = 300_000

# In French an elided word keeps its apostrophe, so that “l’” can go while the D of “vitamine D” stays.
# In English the apostrophe stands inside the word: “Niger's”, “don't”.
_WORDS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"[^\W_]+['’ʼ]?"),
    "en": re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)?"),
}
_APOSTROPHES = re.compile(r"['’ʼ]")
_ELIDED = frozenset(("l", "d", "qu", "j", "n", "s", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"))
_ENGLISH_ENDINGS = frozenset(("s", "t", "re", "ll", "ve", "d", "m"))

# “été” (summer), “est” (east), “son” (sound), “or” (gold), “pas” (step) and “car” (coach) are looked for too.
_FRENCH_STOP_WORDS = """
    a afin ai ainsi alors apres as au aucun aucune aujourd aupres aussi autre autres aux avaient avait
    avant avec avez avoir avons ayant ce ceci cela celle celles celui cependant ces cet cette ceux chaque
    chez comme comment dans de des depuis donc dont du elle elles en encore entre es et etaient etait etant
    etes etre eu eux furent hui ici il ils je la laquelle le lequel les lesquelles lesquels leur leurs lors
    lui ma mes meme memes mon ne ni nos notre nous on ont ou par parce parmi pendant peu peut pour pourquoi
    puis quand que quel quelle quelles quels qui quoi sa sans sera seront ses si soient soit sommes sont
    sous sur ta te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une vers voici voila
    vos votre vous y
"""
_ENGLISH_STOP_WORDS = """
    a about after all also am an and any are as at be because been before being both but by could did do
    does for from had has have he her here him his how i if in into is it its just me more most my no nor
    not of on once only or other our out over own same she should so some such than that the their them
    then there these they this those through to too under until up very was we were what when where which
    while who whom why will with would you your
"""
_STOP_WORDS: dict[Language, frozenset[str]] = {
    "fr": frozenset(_FRENCH_STOP_WORDS.split()),
    "en": frozenset(_ENGLISH_STOP_WORDS.split()),
}

# NFKD takes accents and typographic ligatures apart, but not these letters.
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ŋ": "n",
        "ɔ": "o",
        "ɛ": "e",
    }
)

# Feminine and plural endings that Snowball leaves apart once the accents are gone. The roots are long
# enough to spare “bus” and “cas”, the letters before “-ive” spare the verb “arrive”.
_FRENCH_ENDINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^travaux$"), "travail"),
    (re.compile(r"^((?:en)?j|f|(?:mi)?li|vo)eux$"), r"\1eu"),
    (re.compile(r"(?<=..)iere?s?$"), "ier"),
    (re.compile(r"(?<=...)trices?$"), "teur"),
    (re.compile(r"(?<=....)ees?$"), "e"),
    (re.compile(r"(?<=....)annes?$"), "an"),
    (re.compile(r"(?<=.)(ct|rt|nt|st|ss|ns|at|it)ives?$"), r"\1if"),
    (re.compile(r"(?<=..)ues$"), "ue"),
    (re.compile(r"(?<=..)([aiou])s$"), r"\1"),
)


def folded(word: str) -> str:
    """`word` in lower case without accents or ligatures: “Œuvré” gives “oeuvre”."""
    apart = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(letter for letter in apart if letter.isalnum())


def _stemmer(name: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(name)).build()


_STEMMERS: dict[Language, TextAnalyzer] = {
    "fr": _stemmer("french"),
    "en": _stemmer("english"),
}


def _french_term(word: str) -> str:
    plain = folded(word.rstrip("'’ʼ"))
    if (plain in _ELIDED and word[-1] in "'’ʼ") or plain in _STOP_WORDS["fr"]:
        return ""
    for ending, replacement in _FRENCH_ENDINGS:
        plain, changed = ending.subn(replacement, plain)
        if changed:
            break
    return plain


def _english_term(word: str) -> str:
    root, *rest = _APOSTROPHES.split(word, maxsplit=1)
    if rest and rest[0].lower() not in _ENGLISH_ENDINGS:
        root += rest[0]
    plain = folded(root)
    return "" if plain in _STOP_WORDS["en"] else plain


_TERMS: dict[Language, Callable[[str], str]] = {"fr": _french_term, "en": _english_term}


class _Vocabulary(dict[str, str]):
    """The term of every spelling met so far: stemming an archive word by word would take minutes."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._term, self._stemmer = _TERMS[language], _STEMMERS[language]

    def __missing__(self, word: str) -> str:
        plain = self._term(word[: LONGEST_TERM + 1])[:LONGEST_TERM]
        term = "".join(self._stemmer.analyze(plain)) if plain else ""
        if len(self) >= REMEMBERED_WORDS:
            self.clear()
        self[word] = term
        return term


_VOCABULARIES: dict[Language, _Vocabulary] = {language: _Vocabulary(language) for language in LANGUAGES}


def composed(text: str) -> str:
    """`text` with one character a letter (Unicode NFC) and nothing that UTF-8 cannot write."""
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)


def terms(text: str, language: Language) -> list[str]:
    """The terms of `text` (composed) in their order, stop words and elided words left out."""
    vocabulary = _VOCABULARIES[language]
    return [found for word in _WORDS[language].findall(text) if (found := vocabulary[word])]


def term(word: str, language: Language) -> str:
    """The term of one `word` (composed, with the apostrophe that elides it); empty for a stop word."""
    return _VOCABULARIES[language][word]
