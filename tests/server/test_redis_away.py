"""The paper is read while the Redis of its printed pages is gone, and its pages are there again when it is back."""

from pathlib import Path

import redis

from tests.press.stores import RedisServer
from tests.running import ARTICLE, Site, reading, wait_for

READ = ("/", ARTICLE, "/politique/", "/feed.xml")


def test_readers_notice_nothing_when_redis_dies_and_comes_back_empty(
    tmp_path: Path, redis_server: RedisServer
) -> None:
    site = Site(tmp_path / "site", {"PRESS_STORE": redis_server.url})
    site.fill()
    assert not (site.home / "pages").exists()
    with site.serving("--workers", "2") as served, reading(served.get, *READ) as seen:
        assert wait_for(lambda: seen.get(200, 0) > 100)
        redis_server.kill()
        so_far = seen[200]
        assert wait_for(lambda: seen[200] > so_far + 100)
        assert served.get("/culture/").status == 200  # never read before: Django renders it
        assert served.get("/rien/").status == 404
        redis_server.start()
        with redis.Redis.from_url(redis_server.url) as client:
            assert wait_for(lambda: len(client.keys(f"rotative:*:page:public:{ARTICLE}")) == 1)
        so_far = seen[200]
        assert wait_for(lambda: seen[200] > so_far + 100)

    assert set(seen) == {200}, seen
    assert served.output.count("the store is away: redis://") >= 1
    assert "the store answers again" in served.output
    assert "Traceback" not in served.output
    assert "starting it again" not in served.output
