"""Finds articles by their addresses, as files from elsewhere name them: of this paper, or old ones that lead here."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from wagtail.contrib.redirects.models import Redirect

from rotative.articles.models import Article
from rotative.paper.standing import standing
from rotative.sections.models import HomePage


def articles_at(addresses: Iterable[str]) -> dict[str, Article]:
    """Return the articles of those addresses that have one, published or not; the host of an address says nothing."""
    # “/en/” before “/”, which is the beginning of all.
    homes = sorted(
        ((str(home.get_url() or ""), str(home.url_path)) for home in standing(HomePage.objects.all())),
        key=lambda one: -len(one[0]),
    )
    paths = {address: _path_in_tree(address, homes) for address in addresses}
    rows = Article.objects.filter(url_path__in={path for path in paths.values() if path})
    by_path = {str(row.url_path): row for row in rows.select_related("locale", "section")}
    found = {}
    for address, path in paths.items():
        article = by_path.get(path) or _redirected(address)
        if article is not None:
            found[address] = article
    return found


def _path_in_tree(address: str, homes: list[tuple[str, str]]) -> str:
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    path = f"/{path.strip('/')}/"
    for home, in_tree in homes:
        if home and path.startswith(urlsplit(home).path):
            return f"{in_tree}{path[len(urlsplit(home).path) :]}"
    return ""


def _redirected(address: str) -> Article | None:
    try:
        old = Redirect.normalise_path(address)
    except ValueError:
        return None
    redirect = Redirect.objects.filter(old_path=old).exclude(redirect_page=None).first()
    page = redirect.redirect_page if redirect is not None else None
    return Article.objects.filter(pk=page.pk).select_related("locale", "section").first() if page else None
