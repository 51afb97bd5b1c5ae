"""Makes the demo newspaper, step by step; each step finishes whole or not at all, and makes only what is missing."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from rotative.demo.archive import fill_up
from rotative.demo.content_files import read_all
from rotative.demo.copy_desk import CopyDesk, shots_of
from rotative.demo.discussions import make_discussions
from rotative.demo.front_page import arrange_fronts
from rotative.demo.masthead import make_premises
from rotative.demo.newsroom import PASSWORD, make_authors, make_columns, make_logins, make_topics, portraits
from rotative.demo.photographs import Printing, darkroom, take
from rotative.demo.subscribers import make_plans, make_subscribers, make_vouchers, vouchers_left
from rotative.search.index import rebuild
from rotative.sections.models import SectionPage

Say = Callable[[str], None]


class Progress:
    """Says a line for each step: what was made, and how long it took."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._since = monotonic()

    def step(self, what: str, made: int, of: int | None = None) -> None:
        """Say how many were made; ``of``: how many there are now."""
        now = monotonic()
        there = "" if of is None else f" (of {of})"
        self._say(f"{what + ':':<22}{made:>6} made{there} in {now - self._since:.1f} s")
        self._since = now

    def so_far(self, made: int) -> None:
        """Say now and then how far a long step has come."""
        if made % 10_000 == 0:
            self._say(f"{'…':<22}{made:>6}")


def make_newspaper(now: datetime, say: Say, total: int = 0) -> list[str]:
    """Make the newspaper as far as it is missing; return codes of vouchers, which are known only now.

    ``now`` is when it is printed: articles count back from there.

    With ``total``, its archive is filled until there are so many articles.

    Raises NotEmptyError on a site with another newspaper.
    """
    progress = Progress(say)
    files = read_all()
    sections_before = SectionPage.objects.count()
    premises = make_premises()
    progress.step("Sections", SectionPage.objects.count() - sections_before, len(premises.sections))
    progress.step("People who sign in", make_logins(premises.sections))
    progress.step("Plans", make_plans())
    progress.step("Subscribers", make_subscribers(now, PASSWORD))
    codes = make_vouchers(now)
    progress.step("Vouchers", vouchers_left() if codes else 0, vouchers_left())
    shots = [*portraits(), *shots_of(files, now)]
    with darkroom() as pool:
        photos, drawn = take(shots, pool)
        progress.step("Photos", drawn, len(shots))
        printing = Printing(shots, photos, pool)
        progress.step("Authors", make_authors(photos))
        progress.step("Columns", make_columns(photos))
        progress.step("Topics", make_topics(topic for file in files for topic in file.topics))
        progress.step("Articles", CopyDesk(premises, photos, now).make_articles(files), len(files))
        progress.step("Contributions", make_discussions(now))
        progress.step("Front pages", arrange_fronts(premises))
        progress.step("Renditions", printing.store())
    if total:
        made = fill_up(total, now, progress.so_far)
        progress.step("Archive", made, total)
        if made:
            progress.step("Search index", rebuild())
    return codes
