"""The blocks under an article that say what to read next."""

from typing import Any

from django import template
from django.utils import timezone

from rotative.related.reading import author_latest as read_author_latest
from rotative.related.reading import related as read_related

register = template.Library()


@register.inclusion_tag("related/related.html", takes_context=True)
def related(context: dict[str, Any]) -> dict[str, Any]:
    """“Lire aussi” of the context's article."""
    article = context["article"]
    articles = read_related(article, context.get("now") or timezone.now())
    return {"articles": articles, "language": article.language, "request": context.get("request")}


@register.inclusion_tag("related/author_latest.html", takes_context=True)
def author_latest(context: dict[str, Any]) -> dict[str, Any]:
    """“Les articles de l’auteur” of the context's article, of each of its authors."""
    article = context["article"]
    return {
        "authors": read_author_latest(article),
        "language": article.language,
        "request": context.get("request"),
    }
