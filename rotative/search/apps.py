"""Finding articles by their words."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "rotative.search"
    label = "reader_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from rotative.articles.publication import published_changed
        from rotative.search.index import follow

        published_changed.connect(follow, dispatch_uid="search.follow")
