"""The page of one's own feed, in the language of the edition; the feed itself is at `/flux/`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from rotative.subscriptions.pages import personal_page
from rotative.syndication import views

urlpatterns = [path(_("feed/"), personal_page(views.feed, _("My feed")), name="account_feed")]
