"""Every kind of page of the newspaper, each with an address where the demonstration newspaper has one."""

import re

from tests.browsing import Served

OLD = "/culture/dictionnaire-sankari/"
WALLED = "/societe/dioumana-ecole-flottante/"
ONE_PICTURE = "/sciences/mon-genou-et-la-meteo/"

KINDS = {
    "front page": "/",
    "English front page": "/en/",
    "section": "/politique/",
    "section with sections under it": "/economie/",
    "section under a section": "/sport/lutte/",
    "English section": "/en/culture/",
    "article with table and quotation": "/politique/keneba-tiers-du-budget-dans-les-caniveaux/",
    "article with box and picture": "/economie/agriculture/riz-etuve-dioumana-prend-la-vapeur/",
    "article with gallery and two authors": "/sport/regates-port-sankar-seize-rames/",
    "article with correction": "/societe/lire-a-soixante-ans-marche/",
    "article of a column": ONE_PICTURE,
    "article without picture": "/sport/lutte/reglement-lutte-trois-langues/",
    "article for subscribers": WALLED,
    "old article": OLD,
    "English article": "/en/sport/apprentice-electrician-fells-the-baobab/",
    "column": "/chroniques/carnets-du-fleuve/",
    "columns": "/chroniques/",
    "topic": "/themes/agriculture/",
    "author": "/auteurs/awa-diarra/",
    "author who has left": "/auteurs/nana-toure/",
    "English author": "/en/authors/paul-okoro/",
    "authors": "/auteurs/",
    "archive": "/politique/archives/",
    "search": "/recherche/",
    "search with results": "/recherche/?q=fleuve",
    "search without results": "/recherche/?q=xyzzyx",
    "narrowed search": "/recherche/?q=riz&du=2025-01-01&au=2030-12-31",
    "English search": "/en/search/?q=ferry",
    "corrections": "/rectificatifs/",
    "English corrections": "/en/corrections/",
    "legal page": "/mentions-legales/",
    "English legal page": "/en/legal-notice/",
    "page that is not there": "/rien-de-tel/",
    "English page that is not there": "/en/nothing-like-it/",
}
ARTICLES = [path for kind, path in KINDS.items() if "article" in kind.lower()]
MISSING = [path for kind, path in KINDS.items() if "not there" in kind]


def archive_pages(served: Served) -> dict[str, str]:
    """Return a year and a month of the archive; which ones there are depends on the day the demo was made."""
    index = served.text("/politique/archives/")
    years = re.findall(r'href="(/politique/archives/\d{4}/)"', index)
    months = re.findall(r'href="(/politique/archives/\d{4}/\d{2}/)"', served.text(years[-1]))
    return {"year of the archive": years[-1], "month of the archive": months[0]}


def every_kind(served: Served) -> dict[str, str]:
    """Return the address of a page of each kind."""
    return KINDS | archive_pages(served)
