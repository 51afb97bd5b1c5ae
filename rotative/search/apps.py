"""Finding articles by their words."""

from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "rotative.search"
    label = "reader_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from rotative.articles.models import Column
        from rotative.articles.publication import published_changed
        from rotative.search.index import follow, follow_column, notice_new_name

        published_changed.connect(follow, dispatch_uid="search.follow")
        pre_save.connect(notice_new_name, sender=Column, dispatch_uid="search.notice_new_name")
        post_save.connect(follow_column, sender=Column, dispatch_uid="search.follow_column")
