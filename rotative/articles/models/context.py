"""What stands around an article because the newsroom says so: the articles it belongs to, its topics."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from rotative.articles.models.article import Article


class RelatedPin(Orderable):
    """An article that the newsroom wants under this one, before those found automatically."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="related_pins")
    related = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("related", "articles.Article")]


class ArticleTopic(Orderable):
    """A topic of an article; the first is the one shown where there is room for one."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="article_topics")
    topic = models.ForeignKey(
        "articles.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("topic")]
