"""Run inside a paper: publishes when told, one line in, the milliseconds out; for bench/publish.py.

“edit” changes an article's standfirst, “add” writes a new article and afterwards, untimed, deletes it again. Both go
the way of the editor's button: save a revision, publish it; lists and search have followed when the time is taken.
"""

import os
import sys
import time
from random import Random
from typing import Any

TEXT = "<p>Le bac de Dioumana a repris son service mardi matin, après six jours d’arrêt.</p>" * 8


class Desk:
    """An editor-in-chief at work, choosing articles by dice."""

    def __init__(self) -> None:
        from rotative.accounts.models import User
        from rotative.articles.models import Article

        self.dice = Random(2026)  # noqa: S311 - which article is chosen is no secret
        self.editor = User.objects.get(email="chef@demo.localhost")
        self.keys = list(
            Article.objects.filter(import_key__startswith="archive:")
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    def _article(self) -> Any:
        from rotative.articles.models import Article

        return Article.objects.get(pk=self.dice.choice(self.keys))

    def edit(self) -> float:
        """Publish a change of an article; milliseconds."""
        article = self._article()
        article.standfirst = f"Mis à jour : {article.standfirst.removeprefix('Mis à jour : ')}"
        started = time.perf_counter()
        article.save_revision(user=self.editor).publish(user=self.editor)
        return (time.perf_counter() - started) * 1000

    def add(self) -> float:
        """Publish a new article, and delete it again untimed; milliseconds."""
        from rotative.articles.models import Article

        article, took = self.publish_new()
        Article.objects.get(pk=article.pk).delete()
        return took

    def publish_new(self) -> tuple[Any, float]:
        """Publish a new article beside another, with its authors and topics; the article, and milliseconds."""
        from rotative.articles.models import Article, ArticleTopic, Signature

        neighbour = self._article()
        section = neighbour.get_parent()
        article = Article(
            title=f"Le bac de Dioumana a repris son service ({time.time_ns()})",
            standfirst="Les piroguiers n’ont pas attendu.",
            body=[("text", TEXT)],
            lead_photo=neighbour.lead_photo,
            locale=neighbour.locale,
            owner=self.editor,
            live=False,
        )
        article.signatures = [Signature(author=signature.author) for signature in neighbour.signatures.all()]
        article.article_topics = [ArticleTopic(topic=entry.topic) for entry in neighbour.article_topics.all()]
        started = time.perf_counter()
        section.add_child(instance=article)
        article.save_revision(user=self.editor).publish(user=self.editor)
        return article, (time.perf_counter() - started) * 1000


def main() -> None:
    """Do what each line of the standard input says."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    desk = Desk()
    for line in sys.stdin:
        took = desk.edit() if line.strip() == "edit" else desk.add()
        print(took, flush=True)


if __name__ == "__main__":
    main()
