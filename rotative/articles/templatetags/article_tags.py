"""The parts of an article's page, as tags: text, byline, topics, and what machines read in its head."""

import re
from datetime import timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rotative.articles import byline as bylines
from rotative.articles import keys, structured
from rotative.articles.body import TEXT
from rotative.authors import keys as author_keys
from rotative.paper.keys import translations_key
from rotative.paper.navigation import Navigation, navigation
from rotative.photos.templatetags.photo_tags import photo_figure
from rotative.press.collecting import changes_at, depends_on
from rotative.typography import format_date, typeset

register = template.Library()

NEWS_FOR = timedelta(days=30)
YEAR, MONTH = 365, 30  # days, as the notice of age counts them

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
# Only headings may stand before it: the place above a list would be read as its beginning.
_FIRST_PARAGRAPH = re.compile(r"\s*(?:<h([23])\b[^>]*>.*?</h\1>\s*)*<p(?: [^>]*)?>", re.DOTALL)
_QUOTED = re.compile(r"^\s*[«“\"]")


@register.simple_tag(takes_context=True)
def body(context: template.Context) -> SafeString:
    """The text of the article, its place before the first paragraph as agencies print it: “MOSCOU – …”."""
    article, values = context["article"], context.flatten()
    pieces: list[str] = []
    place = typeset(article.place, article.language)
    has_text = any(block.block_type == TEXT for block in context["body"])
    if place and not has_text:
        pieces.append(_place_alone(place))
    for block in context["body"]:
        html = _BLOCK_KEY.sub("", str(block.render(values)))
        if place and block.block_type == TEXT:
            html, place = _with_place(html, place), ""
        pieces.append(html)
    return mark_safe("".join(pieces))  # noqa: S308 - rendered blocks


def _with_place(html: str, place: str) -> str:
    """Put the place before the first words, or above a text that begins with something else than a paragraph."""
    beginning = _FIRST_PARAGRAPH.match(html)
    if beginning is None:
        return f"{_place_alone(place)}{html}"
    dateline = format_html('<span class="place">{}</span> – ', place)
    return f"{html[: beginning.end()]}{dateline}{html[beginning.end() :]}"


def _place_alone(place: str) -> SafeString:
    return format_html('<p><span class="place">{}</span></p>', place)


@register.inclusion_tag("articles/byline.html", takes_context=True)
def byline(context: template.Context) -> dict[str, Any]:
    """Who signs, under which role, each with a link to the author's page."""
    article = context["article"]
    request = context.get("request")
    capitals = navigation(request).paper.family_names_in_capitals if request else True
    last_joint = pgettext("between the last two names", "and")
    groups = []
    signatures = article.signed_by
    depends_on(*(author_keys.author(signature.author_id) for signature in signatures))
    for group in bylines.groups(signatures):
        names = [
            {"signed": a.signed(capitals), "url": a.get_absolute_url(), "joint": ""} for a in group.authors
        ]
        for place, name in enumerate(names[1:], start=1):
            name["joint"] = f" {last_joint} " if place == len(names) - 1 else ", "
        groups.append({"role": group.role, "names": names})
    authors = [signature.author for signature in signatures]
    return {"groups": groups, "authors": authors, "article": article, "language": article.language}


@register.inclusion_tag("articles/topics.html", takes_context=True)
def topics(context: template.Context) -> dict[str, Any]:
    """The article's topics, linked."""
    article = context["article"]
    depends_on(*(keys.topic(topic.pk) for topic in article.subjects))
    return {"topics": article.subjects, "language": article.language}


@register.inclusion_tag("articles/old_notice.html", takes_context=True)
def old_article_notice(context: template.Context) -> dict[str, Any]:
    """Tells the reader that an article is old; nothing for a recent one or where the paper does not want it."""
    article, request = context["article"], context.get("request")
    days = navigation(request).paper.old_after_days if request else 0
    now = context.get("now") or timezone.now()
    if not article.is_older_than(days, now):
        return {"years": 0, "months": 0, "days": 0}
    age = (now - article.published_at).days
    for unit in (YEAR, MONTH, 1):
        if age >= unit:
            changes_at(article.published_at + timedelta(days=(age // unit + 1) * unit))
            break
    if age < YEAR:
        changes_at(article.published_at + timedelta(days=YEAR))
    return {"years": age // YEAR, "months": age // MONTH, "days": age}


@register.simple_tag(takes_context=True)
def is_no_longer_news(context: template.Context, article: Any) -> bool:
    """Whether a list that shows no dates must show this article's, for it would pass for news of the day."""
    if article.published_at is None:
        return False
    now, ends = context.get("now") or timezone.now(), article.published_at + NEWS_FOR
    if now < ends:
        changes_at(ends)
    return bool(now >= ends)


@register.simple_tag(takes_context=True)
def share_description(context: template.Context) -> str:
    """Description for a share; an old article's begins with its date, so that it does not pass for today's news."""
    article, request = context["article"], context.get("request")
    text = article.share_description or article.shown_description
    days = navigation(request).paper.old_after_days if request else 0
    if article.is_older_than(days, context.get("now") or timezone.now()):
        day = format_date(timezone.localtime(article.published_at).date(), article.language)
        return _("Archive of {day}. {text}").format(day=day, text=text)
    return str(text)


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> SafeString:
    """`hreflang` links to the versions of the page, itself included (Google, “Localized versions”)."""
    page = context.get("article") or context.get("page")
    if page is None or not page.pk:
        return mark_safe("")
    depends_on(translations_key(page))
    versions = (
        page.versions
        if hasattr(page, "versions")
        else page.get_translations().live().select_related("locale")
    )
    if not versions:
        return mark_safe("")
    rows = (
        (version.locale.language_code, version.full_url) for version in [page, *versions] if version.full_url
    )
    return format_html_join("", '<link rel="alternate" hreflang="{}" href="{}">', rows)


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context, share_url: str, nav: Navigation) -> SafeString:
    """NewsArticle and BreadcrumbList for machines (schema.org)."""
    return structured.script(structured.news_article(context["article"], nav, share_url))


@register.simple_tag(takes_context=True)
def body_photo(context: template.Context, value: Any) -> SafeString:
    """A photo in the text at the size that the journalist chose."""
    size = value.get("size") or "body"
    preset = {"body": "body", "wide": "body_wide", "small": "body_small"}[size]
    return _figure(context, value, preset, f"photo-{size}")


@register.simple_tag(takes_context=True)
def gallery_photo(context: template.Context, value: Any) -> SafeString:
    """A photo of a gallery; nothing where the photo may no longer be shown."""
    return _figure(context, value, "gallery", "")


def _figure(context: template.Context, value: Any, preset: str, css_class: str) -> SafeString:
    """The block's photo with its own caption and credit, or those of the photo; without a photo the caption alone."""
    if value["photo"] is None:
        return _caption_alone(context, value["caption"])
    shown = photo_figure(
        context, value["photo"], preset, caption=value["caption"] or None, css_class=css_class
    )
    shown["credit"] = value.get("credit") or shown["credit"]
    return mark_safe(render_to_string("photos/figure.html", shown).strip())  # noqa: S308 - our template


def _caption_alone(context: template.Context, caption: str) -> SafeString:
    if not caption:
        return mark_safe("")
    language = context.get("language") or "fr"
    return format_html(
        '<figure class="photo-missing"><figcaption>{}</figcaption></figure>', typeset(caption, language)
    )


@register.simple_tag(takes_context=True)
def quoted(context: template.Context, text: str) -> str:
    """A quotation between the marks of its language, whether or not the journalist typed them."""
    language = context.get("language") or "fr"
    return typeset(text if _QUOTED.match(text) else f'"{text}"', language)
