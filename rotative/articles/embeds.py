"""Videos and posts from elsewhere: whose they are, and which player a click loads. No request is made."""

import re
from urllib.parse import parse_qs, urlsplit

_ID = re.compile(r"^[\w-]{4,40}$")


def _path_part(path: str, position: int) -> str:
    parts = [part for part in path.split("/") if part]
    return parts[position] if len(parts) > position else ""


def player_address(url: str) -> str | None:
    """Return the address of the outside player for a video, in the provider's version without cookies.

    None for everything that does not play in the page; the hosts given here are those that the policy
    (`frame-src` in settings) lets in.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    query = parse_qs(parts.query)
    if host in ("youtube.com", "youtube-nocookie.com"):
        video = query.get("v", [""])[0] or _path_part(parts.path, 1)
        player = "https://www.youtube-nocookie.com/embed/{}?autoplay=1"
    elif host == "youtu.be":
        video, player = _path_part(parts.path, 0), "https://www.youtube-nocookie.com/embed/{}?autoplay=1"
    elif host == "vimeo.com":
        video, player = _path_part(parts.path, 0), "https://player.vimeo.com/video/{}?autoplay=1&dnt=1"
    elif host == "dailymotion.com":
        video, player = _path_part(parts.path, 1), "https://geo.dailymotion.com/player.html?video={}"
    else:
        return None
    return player.format(video) if _ID.match(video) else None


def site_name(url: str) -> str:
    """Return the host that readers are told the link leads to: “vimeo.com”."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
