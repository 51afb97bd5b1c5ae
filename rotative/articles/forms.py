"""The article's form: what the editor typed, with the quotation marks put right and what cannot be refused."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet

from rotative.paper.slugs import SluggedPageForm
from rotative.typography import typeset

TYPESET_FIELDS = (
    "kicker",
    "title",
    "standfirst",
    "lead_caption",
    "place",
    "agency_credit",
    "seo_title",
    "search_description",
    "share_title",
    "share_description",
)


class ArticleForm(SluggedPageForm):
    """Typesets the short texts when they are saved, so that no straight quote leaves the newsroom in any format."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        language = self.instance.locale.language_code if self.instance.locale_id else "fr"
        for field in TYPESET_FIELDS:
            if cleaned.get(field):
                cleaned[field] = typeset(cleaned[field], language)
        if cleaned.get("updated_at") and "updated_at" in self.changed_data:
            self._check_update(cleaned["updated_at"], timezone.now())
        return cleaned

    def _check_update(self, updated_at: datetime, now: datetime) -> None:
        published_at = self.instance.published_at
        if published_at is None:
            self.add_error("updated_at", _("There is no update of what has not been published yet."))
        elif updated_at > now:
            self.add_error(
                "updated_at", _("The update lies in the future: readers would see it before its time.")
            )
        # The form knows no seconds.
        elif updated_at < published_at.replace(second=0, microsecond=0):
            self.add_error(
                "updated_at", _("The update is older than the article, which was published later.")
            )


class OnceEachFormSet(BaseChildFormSet):
    """Rows under an article of which no two may name the same author, topic or article."""

    chosen: str  # the field that names

    def validate_unique(self) -> None:
        """Say at the row itself what is there already; modelcluster would speak of duplicate data and fields."""
        seen = set()
        for form in self.forms:
            choice = form.cleaned_data.get(self.chosen) if form.is_valid() else None
            if choice is None or form in self.deleted_forms:
                continue
            if choice.pk in seen:
                form.add_error(self.chosen, _("“{name}” stands here already.").format(name=choice))
            seen.add(choice.pk)
