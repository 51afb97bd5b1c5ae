"""Addresses of feeds and sitemaps."""

from django.urls import path, re_path

from rotative.syndication import rss, sitemaps

urlpatterns = [
    path("feed.xml", rss.PaperFeed(), name="feed"),
    path("<str:language>/feed.xml", rss.PaperFeed(), name="language_feed"),
    path("feeds/section/<int:pk>.xml", rss.SectionFeed(), name="section_feed"),
    path("feeds/column/<int:pk>/<str:language>.xml", rss.ColumnFeed(), name="column_feed"),
    path("feeds/author/<int:pk>/<str:language>.xml", rss.AuthorFeed(), name="author_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    re_path(r"^sitemap-pages\.xml$", sitemaps.pages, name="pages_sitemap"),
    re_path(r"^sitemap-(?P<year>\d{4})-(?P<month>\d{2})\.xml$", sitemaps.month, name="month_sitemap"),
]
