"""The first edition of a new paper: its site leads to the home page, under the address that SITE_URL says."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site
from wagtail.signals import page_published

from rotative.sections.models import HomePage


def follow_site_url() -> None:
    """Give the site the host and port of SITE_URL: canonical links come from the one, mails from the other."""
    address = urlsplit(settings.SITE_URL)
    host = address.hostname or "localhost"
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and (site.hostname, site.port) != (host, port):
        site.hostname, site.port = host, port
        site.save()


@transaction.atomic
def move_in(home: HomePage) -> None:
    """Lead the site to a home page, and take away the page of welcome that a fresh Wagtail puts there."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page = home
    site.site_name = site.site_name or home.title
    site.save()
    follow_site_url()
    for page in Page.objects.filter(depth=2, numchild=0, content_type__model="page"):
        page.delete()


def _first_edition(sender: type[HomePage], instance: HomePage, **kwargs: Any) -> None:
    """The first home page that is published becomes the paper's."""
    if not HomePage.objects.filter(sites_rooted_here__is_default_site=True).exists():
        move_in(instance)


def connect() -> None:
    """Listen for the first edition; called once, by the app's `ready`."""
    page_published.connect(_first_edition, sender=HomePage, dispatch_uid="sections.first_edition")
