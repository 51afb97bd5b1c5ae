"""A real nginx with deploy/nginx.conf in front of a paper that is served."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load import BROTLI, CannotMeasureError, fetch
from bench.machine import ROOT, free_port
from bench.papers import Paper

_MAIN = """load_module {module};
user root; worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log; pcre_jit on;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/rotative.conf;
}}
"""


@contextmanager
def front(paper: Paper, rotative: int) -> Iterator[int]:
    """Run nginx before the paper that listens at a port; gives nginx's. Raises CannotMeasureError."""
    if not BROTLI.exists():
        raise CannotMeasureError("apt-get install libnginx-mod-http-brotli-static")
    port = free_port()
    delivered = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    filled = (
        delivered.replace("/srv/rotative", str(paper.home))
        .replace("127.0.0.1:8000", f"127.0.0.1:{rotative}")
        .replace("    listen 80;", f"    listen 127.0.0.1:{port};", 1)
        .replace("    listen [::]:80;\n", "", 1)
    )
    with tempfile.TemporaryDirectory(prefix="bench-front-") as name:
        folder = Path(name)
        (folder / "rotative.conf").write_text(filled, encoding="utf-8")
        (folder / "nginx.conf").write_text(_MAIN.format(module=BROTLI, folder=folder), encoding="utf-8")
        command = ["nginx", "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
        server = subprocess.Popen(command)  # noqa: S603
        try:
            for _attempt in range(50):
                try:
                    fetch(port, "/robots.txt", {})
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                raise CannotMeasureError(f"nginx does not start: {(folder / 'error.log').read_text()[-300:]}")
            yield port
        finally:
            server.terminate()
            server.wait(10)
