"""The blocks under an article that say what to read next."""

from typing import Any

from django import template
from django.utils import timezone

from rotative.articles.teasers import prepare
from rotative.related.reading import author_latest, related

register = template.Library()


@register.inclusion_tag("related/onward.html", takes_context=True)
def onward(context: dict[str, Any]) -> dict[str, Any]:
    """“Lire aussi” of the context's article, then “Les articles de l’auteur” of each of its authors.

    Both are read together, for no article stands twice on the page.
    """
    article, now = context["article"], context.get("now") or timezone.now()
    authors = author_latest(article)
    latest = [other for _author, others in authors for other in others]
    articles = related(article, now, without={other.pk for other in latest})
    prepare([*articles, *latest])
    return {
        "articles": articles,
        "authors": authors,
        "language": article.language,
        "now": now,
        "request": context.get("request"),
    }
