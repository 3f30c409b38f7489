"""A server on this machine that lies as servers on the web do, one way a path."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = (
    b"<html><head><title>The bridge</title></head><body><article><h1>The bridge</h1>"
    b"<p>On 3 May 2011 China and Kazakhstan signed an agreement on a bridge over the river, "
    b"and a year later the two presidents opened it before a large crowd of people.</p>"
    b"</article></body></html>"
)
LONG = b"".join(f"Line {n} of a long text about roads.\n".encode() for n in range(20_000))


@dataclass
class Site:
    """What the server knows: how often each path was asked for, and with which headers."""

    address: str = ""
    robots: bytes | int = 404  # the file, or the status instead of one
    asked: Counter[str] = field(default_factory=Counter)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, Callable[["Handler"], None]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return self.address + path


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's table; what it answers is the test's to say."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.site.asked[path] += 1
        self.site.headers.append({k.lower(): v for k, v in self.headers.items()})
        if path == "/robots.txt":
            if isinstance(self.site.robots, int):
                self.answer(self.site.robots)
            else:
                self.answer(200, self.site.robots)
            return
        self.site.answers[path](self)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer truthfully; a header's name is written with ``_`` for ``-``."""
        self.begin(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def begin(self, status: int, **headers: str) -> None:
        """Send the status and ``headers`` alone."""
        self.send_response(status)
        for name, value in ({"Content_Type": "text/html"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def cut(self) -> None:
        """Break off the connection."""
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def drip(self, body: bytes, seconds: float) -> None:
        """Send ``body`` byte by byte for as long as somebody listens."""
        try:
            for number in range(len(body)):
                self.wfile.write(body[number : number + 1])
                self.wfile.flush()
                time.sleep(seconds)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Site]:
    """Lend a server that runs in a thread."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    server.daemon_threads = True
    server.block_on_close = False
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
