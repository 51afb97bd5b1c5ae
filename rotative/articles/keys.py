"""The press's keys of articles, of the lists they stand in, of columns and topics; read as `keys.teaser(42)`."""

from datetime import datetime, timedelta

from django.utils import timezone

COLUMNS = "columns"  # which there are
TOPICS = "topics"
_MOST_MONTHS = 24  # that a page names one by one


def article(article_id: int) -> str:
    """What an article's own page says."""
    return f"article:{article_id}"


def teaser(article_id: int) -> str:
    """What lists show of an article: headline, teaser, byline, photo, address, and that it is there."""
    return f"article:{article_id}:teaser"


def listed(list_key: str) -> str:
    """Which articles stand in a list, and in which order (articles/listings.py names lists)."""
    return f"list:{list_key}"


def newest(list_key: str) -> str:
    """Which articles are the newest of a list (articles/listings.py says how many), and in which order."""
    return f"list:{list_key}:newest"


def months(list_key: str) -> str:
    """In which months something of a list was published."""
    return f"list:{list_key}:months"


def listed_in_month(list_key: str, at: datetime) -> str:
    """Which articles of a list were published in the month of that moment, in the paper's time zone."""
    return f"list:{list_key}@{timezone.localtime(at):%Y-%m}"


def listed_between(list_key: str, newest: datetime, oldest: datetime) -> list[str]:
    """Which articles of a list were published in the months between two moments, theirs included."""
    first, month = timezone.localtime(oldest).replace(day=1), timezone.localtime(newest)
    found = []
    while month >= first and len(found) <= _MOST_MONTHS:
        found.append(listed_in_month(list_key, month))
        month = month.replace(day=1, hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    return found if len(found) <= _MOST_MONTHS else [listed(list_key)]


def column(column_id: int) -> str:
    """What a column says of itself, its name first of all."""
    return f"column:{column_id}"


def topic(topic_id: int) -> str:
    """What a topic says of itself."""
    return f"topic:{topic_id}"


def corrections(language: str) -> str:
    """The corrections of an edition."""
    return f"corrections:{language}"
