"""What a publication touches of what is shown beside other articles."""

from rotative.articles.models import Article
from rotative.articles.publication import published_changed
from rotative.press.declarations import when_sent
from rotative.related.choosing import forget, related_key


def _keys(article: Article) -> list[str]:
    if not article.pk:
        return []
    forget(article)
    return [related_key(article.pk)]


when_sent(published_changed, keys=_keys)
