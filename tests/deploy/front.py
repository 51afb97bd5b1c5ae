"""A real nginx with deploy/nginx.conf in front of a real newspaper."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.moulds import ROOT
from tests.running import PATIENCE, Answer, fetch, free_port, wait_for

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
_BROTLI = "ngx_http_brotli_static_module.so"
_MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
load_module {module};
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/rotative.conf;
}}
"""


def _tools() -> tuple[str, Path]:
    """Where nginx and its module are; missing, it is said aloud, and in CI it is a failure."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    told = subprocess.run([nginx, "-V"], capture_output=True, text=True, check=True).stderr if nginx else ""
    folder = re.search(r"--modules-path=(\S+)", told)
    module = Path(folder[1] if folder else "/usr/lib/nginx/modules") / _BROTLI
    if nginx is None or not module.exists():
        missing = (
            "nginx with brotli_static is missing: apt install nginx-light libnginx-mod-http-brotli-static"
        )
        if os.environ.get("CI"):
            pytest.fail(f"{missing}; in CI it must be there")
        pytest.skip(missing)
    return nginx, module


class Nginx:
    """A running nginx."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self._folder = folder

    @property
    def errors(self) -> str:
        """What it has complained of."""
        return (self._folder / "error.log").read_text()

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """The answer at a path, which goes out as it is written."""
        return fetch(f"{self.address}{path}", method, body, **headers)


@contextmanager
def nginx_before(home: Path, rotative_port: int, folder: Path) -> Iterator[Nginx]:
    """Run nginx with the configuration as it is delivered, its names, folder and ports filled in."""
    program, module = _tools()
    port = free_port()
    delivered = CONFIGURATION.read_text(encoding="utf-8")
    filled = (
        delivered.replace("/srv/rotative", str(home))
        .replace("127.0.0.1:8000", f"127.0.0.1:{rotative_port}")
        .replace("    listen 80;", f"    listen 127.0.0.1:{port};", 1)
        .replace("    listen [::]:80;\n", "", 1)
    )
    (folder / "rotative.conf").write_text(filled, encoding="utf-8")
    # As root it would change to a user who may not enter pytest's folders.
    user = "user root;" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(_MAIN.format(folder=folder, user=user, module=module))
    command = [program, "-c", str(main), "-e", str(folder / "error.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr, tested.stderr
    process = subprocess.Popen(command)
    nginx = Nginx(f"http://127.0.0.1:{port}", folder)
    try:
        assert wait_for(lambda: _answers(nginx))
        yield nginx
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(nginx: Nginx) -> bool:
    try:
        return bool(nginx.get("/robots.txt").status)
    except OSError:
        return False
