"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from rotative.accounts.views import BackOfficeLoginView
from rotative.paper import views as paper_views
from rotative.press.metrics import metrics
from rotative.subscriptions.notifications import notification
from rotative.syndication.personal_feed import personal_feed

urlpatterns = [
    # In the place of Wagtail's own.
    path("redaction/login/", BackOfficeLoginView.as_view(), name="wagtailadmin_login"),
    path("redaction/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", paper_views.robots, name="robots"),
    path("favicon.svg", paper_views.favicon, name="favicon"),
    path("paiements/<slug:provider>/", notification, name="payment_notification"),
    path("metrics", metrics, name="metrics"),
    path("flux/<slug:key>.rss", personal_feed, name="personal_feed"),
    path("", include("rotative.syndication.urls")),
    re_path(
        r"^media/(?P<path>photos/r/.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
        name="media",
    ),
    *i18n_patterns(
        path("404.notice/", paper_views.not_found_notice),
        path("503.notice/", paper_views.unavailable_notice),
        path(_("account/"), include("rotative.accounts.urls")),
        path(_("subscribe/"), include("rotative.syndication.personal_urls")),
        path(_("subscribe/"), include("rotative.subscriptions.urls")),
        path(_("discussion/"), include("rotative.discussion.urls")),
        path("", include("rotative.sections.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler404 = "rotative.paper.views.not_found"
handler429 = "rotative.accounts.views.too_many_requests"  # allauth looks for this name
handler500 = "rotative.paper.views.server_error"
