"""The article's form: what the editor typed, with the quotation marks put right."""

from typing import Any

from rotative.paper.slugs import SluggedPageForm
from rotative.typography import typeset

TYPESET_FIELDS = (
    "kicker",
    "title",
    "standfirst",
    "lead_caption",
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
        return cleaned
