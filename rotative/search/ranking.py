"""How much an article's age, column and topics weigh beside its words.

Pure functions: the same article asked for at the same moment always gets the same place.
"""

import math
from datetime import timedelta

# An article loses half of what freshness can give every sixty days: readers who search follow the news.
SEARCH_HALF_LIFE = timedelta(days=60)
# Today's article counts at most twice a very old one: words in a headline outweigh that, a mention does not.
SEARCH_FLOOR = 0.5

# “Read also” forgives age longer: the background of today's news is often last year's.
RELATED_HALF_LIFE = timedelta(days=180)
RELATED_FLOOR = 0.5
SAME_COLUMN = 1.2
SHARED_TOPIC = 1.15
MOST_SHARED_TOPICS = 3


def _faded(age: timedelta, half_life: timedelta, floor: float) -> float:
    # An article that a clock elsewhere dates in the future is as fresh as one of this minute.
    half_lives = max(age, timedelta(0)) / half_life
    return floor + (1.0 - floor) * math.pow(0.5, half_lives)


def freshness(age: timedelta) -> float:
    """What a search score is multiplied by: 1 for an article of this minute, then less, never below 0.5.

    0.75 after sixty days, 0.51 after a year.
    """
    return _faded(age, SEARCH_HALF_LIFE, SEARCH_FLOOR)


def relatedness(similarity: float, age: timedelta, same_column: bool, shared_topics: int) -> float:
    """How well an article continues the one being read.

    `similarity` is the score (BM25, 0 and up) of the words they share. Age lowers it to half at most, the
    same column raises it by a fifth, each shared topic by 15 %, up to three topics.
    """
    topics = SHARED_TOPIC ** min(max(shared_topics, 0), MOST_SHARED_TOPICS)
    column = SAME_COLUMN if same_column else 1.0
    return similarity * _faded(age, RELATED_HALF_LIFE, RELATED_FLOOR) * column * topics
