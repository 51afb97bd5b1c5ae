"""The article: its text, byline, corrections, and the lists it stands in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "rotative.articles"
    label = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from rotative.accounts.installing import when_migrated
        from rotative.articles import notices, publication, walling
        from rotative.articles.workflow import set_up_workflow

        publication.connect()
        notices.connect()
        walling.connect()
        when_migrated(set_up_workflow, "articles.workflow")
