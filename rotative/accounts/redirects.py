"""Where a reader may be led after signing in: to our own addresses, written without a host, and nowhere else."""

import unicodedata

from django.utils.http import url_has_allowed_host_and_scheme


def is_our_address(url: str) -> bool:
    """Whether ``url`` is a path of this site, such as `/politique/un-article/?avant=1-2#suite`.

    Browsers take `\\` for `/` and drop tabs and line ends (WHATWG URL Standard, 4.4), so a path with either is none.
    """
    return (
        url.startswith("/")
        and "\\" not in url
        and not any(unicodedata.category(character).startswith("C") for character in url)
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )
