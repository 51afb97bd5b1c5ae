"""Every page that lists: home, sections, columns, topics, authors, archives, search results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SectionsConfig(AppConfig):
    name = "rotative.sections"
    label = "sections"
    verbose_name = _("Sections")

    def ready(self) -> None:
        from rotative.accounts.installing import when_migrated
        from rotative.sections import desk, opening, structure

        desk.connect()
        structure.connect()
        opening.connect()
        when_migrated(opening.follow_site_url, "sections.opening")
