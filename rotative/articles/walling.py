"""Works out anew who may read what, when the paper or a section has changed its mind."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.signals import page_published, post_page_move

from rotative.articles import keys
from rotative.articles.models import Article
from rotative.paper.access import CLOSE_BY_THEMSELVES, Spans, walled_from
from rotative.paper.models import Paper, default_paper
from rotative.press.declarations import announce

CHUNK = 500  # articles written at a time


def apply_again() -> int:
    """Write down for each article the access that holds now; return for how many it was another.

    Called in the transaction of the change. A query for each section, and none for an article that stays as it is.
    """
    paper = default_paper()
    changed: list[int] = []
    for section_id, access in _by_section(paper.access):
        rows = Article.objects.filter(section=section_id, access="")
        changed += _write(rows, access, paper.spans)
    for access in CLOSE_BY_THEMSELVES:
        changed += _write(Article.objects.filter(access=access), access, paper.spans)
    announce(key for pk in changed for key in (keys.article(pk), keys.teaser(pk)))
    return len(changed)


def connect() -> None:
    """Listen to the paper and its sections; called once, by the app's `ready`."""
    sections = Article._meta.get_field("section").related_model
    post_save.connect(_on_change, sender=Paper, dispatch_uid="articles.walling.paper")
    for signal in (page_published, post_page_move):
        signal.connect(_on_change, sender=sections, dispatch_uid="articles.walling.section")


def _on_change(sender: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        apply_again()


def _by_section(of_the_paper: str) -> Iterator[tuple[int, str]]:
    sections: Any = Article._meta.get_field("section").related_model
    by_path: dict[str, str] = {}
    for pk, path, chosen in sections.objects.order_by("path").values_list("pk", "path", "access"):
        by_path[path] = chosen or by_path.get(path[: -sections.steplen], of_the_paper)
        yield pk, by_path[path]


def _write(rows: Any, access: str, spans: Spans) -> list[int]:
    """Write what is not so yet; returns the ids. Bodies are read of those alone."""
    if access not in CLOSE_BY_THEMSELVES:
        rows = rows.exclude(applied_access=access)
    outdated = []
    for article in rows.only("applied_access", "walled_from", "first_published_at").iterator(
        chunk_size=CHUNK
    ):
        closes_at = walled_from(access, article.first_published_at, spans)
        if (article.applied_access, article.walled_from) != (access, closes_at):
            outdated.append(article.pk)
    for start in range(0, len(outdated), CHUNK):
        some = list(Article.objects.filter(pk__in=outdated[start : start + CHUNK]).select_related("locale"))
        for article in some:
            article.applied_access = access
            article.walled_from = walled_from(access, article.first_published_at, spans)
            article.fill_in_teaser()
        Article.objects.bulk_update(some, ["applied_access", "walled_from", "teaser"], batch_size=100)
    return outdated
