"""Addresses of the pages that list; their words are in the language of the edition."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from wagtail.urls import serve_pattern

from rotative.sections import serving, views

urlpatterns = [
    path(_("authors/"), views.authors, name="authors"),
    path(_("authors/<slug:slug>/"), views.author, name="author"),
    path(_("columns/"), views.columns, name="columns"),
    path(_("columns/<slug:slug>/"), views.column, name="column"),
    path(_("topics/<slug:slug>/"), views.topic, name="topic"),
    path(_("corrections/"), views.corrections, name="corrections"),
    path(_("search/"), views.search, name="search"),
    re_path(serve_pattern, serving.serve, name="wagtail_serve"),
]
