"""Run inside a paper: prints as JSON what a reader needs to be measured: a free article, a walled one, and a pass."""

import json
import os
import time
from typing import Any


def main() -> None:
    """Print the addresses and the pass of the paper that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotative.settings")
    django.setup()
    from rotative.articles.models import Article
    from rotative.articles.models.article import Access
    from rotative.press.edge.passes import COOKIE, issue
    from rotative.press.shelf import pass_keys

    walled: Any = Article.objects.live().filter(access=Access.SUBSCRIBERS).order_by("pk").first()
    a_pass = issue(pass_keys()[0], Access.SUBSCRIBERS.value, time.time() + 86_400)
    print(json.dumps({"walled": walled.get_url(), "cookie": f"{COOKIE}={a_pass}"}))


if __name__ == "__main__":
    main()
