"""What the press does, in Prometheus's text format, at /metrics for whoever has the token.

All processes hand their counts over to the database, so each of them can answer for all.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from rotative.press.figures import figures
from rotative.press.models import Tally
from rotative.press.tallying import ALL, ANSWERS, AT_ONCE, BEYOND, BUCKETS, PRINTINGS, READS, SUM

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the metrics; 404 where METRICS_TOKEN is not set, 401 without it in the Authorization header."""
    if not settings.METRICS_TOKEN:
        raise Http404
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not constant_time_compare(token.strip(), settings.METRICS_TOKEN):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer", "Cache-Control": "no-store"})
    text = "".join(f"{line}\n" for line in metric_lines(timezone.now()))
    return HttpResponse(text, content_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def metric_lines(now: datetime) -> Iterator[str]:
    """Yield the lines of the metrics."""
    of_all_time = Tally.objects.filter(minute=0).values_list("name", "label", "count")
    tallies = {(name, label): count for name, label, count in of_all_time}
    found = figures(now)
    oldest = (now - found.oldest).total_seconds() if found.oldest else 0
    pages = [(f'audience="{audience}"', count) for audience, count in found.pages.items()]
    yield from _family("rotative_press_pages", "gauge", "Printed pages in the store.", pages)
    yield from _single("rotative_press_queue_pages", "gauge", "Pages that wait to be printed.", found.waiting)
    yield from _single("rotative_press_oldest_stale_seconds", "gauge", "Age of the oldest of them.", oldest)
    yield from _single(
        "rotative_press_failing_pages", "gauge", "Pages that fail to be printed.", found.failing
    )
    yield from _tallied("rotative_press_printings_total", "outcome", "Printings.", PRINTINGS, tallies)
    yield from _tallied("rotative_edge_answers_total", "source", "Answers of the edge.", ANSWERS, tallies)
    yield from _single(
        "rotative_edge_reads_total", "counter", "Reads of printed pages.", tallies.get((READS, ""), 0)
    )
    yield from _histogram(
        "rotative_press_fresh_at_once_seconds", "From commit to fresh, pages at once.", AT_ONCE, tallies
    )
    yield from _histogram("rotative_press_fresh_seconds", "From commit to fresh, all pages.", ALL, tallies)


_Tallies = dict[tuple[str, str], int]


def _family(name: str, kind: str, told: str, samples: Sequence[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield f"{name}{{{labels}}} {value}" if labels else f"{name} {value}"


def _single(name: str, kind: str, told: str, value: float) -> Iterator[str]:
    yield from _family(name, kind, told, [("", value)])


def _tallied(metric: str, label: str, told: str, name: str, tallies: _Tallies) -> Iterator[str]:
    found = sorted((kind, count) for (which, kind), count in tallies.items() if which == name)
    yield from _family(metric, "counter", told, [(f'{label}="{kind}"', count) for kind, count in found])


def _histogram(metric: str, told: str, name: str, tallies: _Tallies) -> Iterator[str]:
    yield from _family(metric, "histogram", told, [])
    total = 0
    for most in (*map(str, BUCKETS), BEYOND):
        total += tallies.get((name, most), 0)
        yield f'{metric}_bucket{{le="{most}"}} {total}'
    yield f"{metric}_sum {tallies.get((name, SUM), 0) / 1000}"
    yield f"{metric}_count {total}"
