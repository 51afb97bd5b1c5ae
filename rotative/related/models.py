"""What is most alike to an article, kept so that a page reads the same until it is chosen anew."""

from typing import ClassVar

from django.db import models


class Likeness(models.Model):
    """The published articles most alike to one, best first: more than a page shows, for some stand on it already."""

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="likeness"
    )
    others = models.JSONField(default=list)
    chosen_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            # The oldest choices first: that is how they are made anew.
            models.Index(fields=["chosen_at"], name="related_chosen_at")
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class Due(models.Model):
    """An article whose likes are to be chosen anew, because one that may be among them was published or changed.

    ``spreads``: this is the one that was; the articles like it are yet to be found.
    """

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    spreads = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.article_id)


class MostRead(models.Model):
    """The most read articles of an edition, as they were last chosen: more than are shown, for some may go."""

    language = models.CharField(max_length=12, primary_key=True)
    articles = models.JSONField(default=list)  # their ids, the most read first

    def __str__(self) -> str:
        return self.language
