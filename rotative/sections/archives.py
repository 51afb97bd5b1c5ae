"""The archive of a list: its years, the months of a year, and the articles of a month."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from rotative.articles import keys
from rotative.articles.listings import span_of, start_of_month
from rotative.articles.models import Listing
from rotative.press.collecting import depends_on
from rotative.sections.paging import read_page

WORD = "archives"  # in addresses


def years(list_key: str) -> list[int]:
    """Return the years in which the list has articles, newest first (two looks at the ends of the index)."""
    depends_on(keys.months(list_key))
    ends = span_of(list_key)
    if ends is None:
        return []
    first, last = (timezone.localtime(end).year for end in ends)
    return list(range(last, first - 1, -1))


def months(list_key: str, year: int) -> list[tuple[int, bool]]:
    """Return each month of the year and whether something was published in it (twelve looks into the index)."""
    depends_on(keys.months(list_key))
    rows = Listing.objects.filter(list=list_key)
    return [
        (
            month,
            rows.filter(
                published_at__gte=start_of_month(year, month),
                published_at__lt=start_of_month(year, month + 1),
            ).exists(),
        )
        for month in range(1, 13)
    ]


def addresses(list_key: str) -> list[str]:
    """Return the addresses of an archive's pages, below that of the list's own page."""
    found = ["/archives/"]
    for year in years(list_key):
        found.append(f"/archives/{year}/")
        found += [f"/archives/{year}/{month:02}/" for month, filled in months(list_key, year) if filled]
    return found


def read(list_key: str, request: HttpRequest, year: int | None, month: int | None) -> dict[str, Any]:
    """Return what the archive page shows. Raises Http404 for a month that is none or has nothing."""
    if year is not None and not 1 < year < 9999:
        raise Http404("No such year.")
    if year is None:
        found = years(list_key)
        return {
            "years": found,
            "year": found[0] if found else None,
            "months": months(list_key, found[0]) if found else [],
        }
    if month is None:
        return {"years": years(list_key), "year": year, "months": months(list_key, year)}
    if not 1 <= month <= 12:
        raise Http404("No such month.")
    page = read_page(
        list_key, request, between=(start_of_month(year, month), start_of_month(year, month + 1))
    )
    if not page.articles:
        raise Http404("Nothing was published in this month.")
    return {"years": years(list_key), "year": year, "month": month, "page_of": page}
