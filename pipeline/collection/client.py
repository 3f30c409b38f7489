"""One request to the web, within bounds: of address, time, size, pace and what a site asks."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    IncompleteRead,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from pipeline import __version__
from pipeline.collection import robots
from pipeline.collection.gate import Deadline, ForbiddenAddressError, Gate, check_url
from pipeline.collection.robots import Robots

PROGRAM = "khorgos"
MOST_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 16_384


REASONS: Mapping[type[Exception], str] = {
    NameResolutionError: "there is no such host",
    NewConnectionError: "refuses connections",
    ConnectTimeoutError: "does not answer",
    ReadTimeoutError: "stopped answering",
    TimeoutError: "stopped answering",
    IncompleteRead: "ended before all had come",
    SSLError: "has no valid certificate",
    DecodeError: "sends what cannot be unpacked",
    ProtocolError: "broke off the connection",
}
"""What errors of the network mean; the first kind that fits counts."""


class FetchError(Exception):
    """Nothing came, or not all of it; says why.

    Attributes:
        may_pass: another attempt may succeed.
        wait: seconds that the server asks to wait before it, if it does.
    """

    def __init__(self, message: str, may_pass: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.may_pass, self.wait = may_pass, wait


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a server may ask of us, and we of it.

    Attributes:
        answer: seconds to wait for a connection, and for each part of an answer.
        whole: seconds that one request may take in all.
        most_bytes: of a document.
        pace: seconds between two requests to one host, unless its robots.txt asks for more.
        longest_wait: seconds; a server that asks for a longer wait is left for another day.
        attempts: how often a document is asked for where the fault may pass.
    """

    answer: float = 20.0
    whole: float = 300.0
    most_bytes: int = 100_000_000
    pace: float = 5.0
    longest_wait: float = 120.0
    attempts: int = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered at ``url``, after redirects; its body is still to be read."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes] = field(repr=False)


@dataclass
class Client:
    """Asks for addresses one at a time; remembers the pace and the robots.txt of each host.

    Attributes:
        allow_private: private addresses are let through.
        sleep, clock: the passing of time in seconds, handed in so that tests need not wait.
    """

    limits: Limits = Limits()
    allow_private: bool = False
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        """Lend the answer to a GET of ``url``, redirects followed and each hop checked.

        Raises:
            FetchError: no answer that could be used; says why.
        """
        seen: list[str] = []
        while True:
            self._check(url)
            site = self._site(url)
            if not site.allows(url):
                raise FetchError(f"{url}: the site's robots.txt asks programs not to fetch it")
            with self._ask(url, headers, site.delay or 0.0) as answer:
                location = answer.headers.get("location")
                if answer.status not in REDIRECTS or not location:
                    yield answer
                    return
            seen.append(url)
            url = urljoin(url, location).partition("#")[0]
            if url in seen:
                raise FetchError(f"{seen[0]}: its redirects lead in a circle ({url})")
            if len(seen) > MOST_HOPS:
                raise FetchError(f"{seen[0]}: it redirects more than {MOST_HOPS} times")

    def _check(self, url: str) -> None:
        try:
            check_url(url)
        except ForbiddenAddressError as error:
            raise FetchError(str(error)) from error

    def _site(self, url: str) -> Robots:
        """Return what the site of ``url`` asks of us: everything, where it cannot be told."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._fetch_robots(f"{site}/robots.txt")
        return self._robots[site]

    def _fetch_robots(self, url: str) -> Robots:
        first = url
        for _ in range(MOST_HOPS):
            self._check(url)
            with self._ask(url, {}, 0.0) as answer:
                if answer.status in REDIRECTS and (to := answer.headers.get("location")):
                    url = urljoin(url, to)
                    continue
                if 400 <= answer.status < 500 and answer.status != 429:
                    return robots.ALL
                if answer.status != 200:
                    raise FetchError(
                        f"{first}: answers {answer.status}, so that nobody can tell what the site "
                        "asks of programs; nothing is fetched from it",
                        may_pass=True,
                        wait=_wait(answer.headers),
                    )
                content = b""
                for part in answer.body:
                    content += part
                    if len(content) > robots.MOST_BYTES:
                        break
                return robots.parse(content, PROGRAM)
        return robots.ALL  # RFC 9309: more than five redirects count as no file

    @contextmanager
    def _ask(self, url: str, headers: Mapping[str, str], delay: float) -> Iterator[Answer]:
        """Lend the answer to one request, made when the host has had its rest."""
        self._rest(url, delay)
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        said = {
            "User-Agent": f"{PROGRAM}/{__version__}",
            "Accept-Encoding": "identity",  # so that a download can be gone on with
            **headers,
        }
        with Deadline(self.limits.whole) as deadline:
            try:
                with Gate(self.allow_private, deadline).pool(url) as pool:
                    response = pool.urlopen(
                        "GET",
                        path,
                        headers=said,
                        redirect=False,
                        retries=False,
                        preload_content=False,
                        decode_content=False,
                        timeout=Timeout(connect=self.limits.answer, read=self.limits.answer),
                    )
                    lowered = {key.lower(): value for key, value in response.headers.items()}
                    yield Answer(url, response.status, lowered, self._body(response, deadline))
                    response.close()
            except ForbiddenAddressError as error:
                raise FetchError(f"{url}: {error}") from error
            except (HTTPError, OSError, ValueError) as error:
                raise FetchError(f"{url}: {_reason(error, deadline)}", may_pass=True) from error

    def _body(self, response: BaseHTTPResponse, deadline: Deadline) -> Iterator[bytes]:
        """Yield what comes, until the end or the limit of size."""
        total = 0
        for part in response.stream(CHUNK, decode_content=True):
            total += len(part)
            if total > self.limits.most_bytes:
                raise FetchError(
                    f"is longer than {self.limits.most_bytes:,} bytes; it is not fetched"
                )
            yield part
        if deadline.has_passed:  # a cut connection can look like an end
            raise OSError("cut")

    def _rest(self, url: str, delay: float) -> None:
        host = urlsplit(url).hostname or ""
        if host in self._asked:
            due = self._asked[host] + max(self.limits.pace, delay)
            if due > self.clock():
                self.sleep(due - self.clock())
        self._asked[host] = self.clock()


def _reason(error: Exception, deadline: Deadline) -> str:
    """Return what went wrong in words a person understands."""
    if deadline.has_passed:
        return "takes too long; what came is kept, if the server can go on with it"
    for kind, words in REASONS.items():
        if isinstance(error, kind):
            return words
    return f"cannot be fetched ({type(error).__name__})"


def _wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that ``Retry-After`` asks to wait, if it gives a number."""
    value = headers.get("retry-after", "")
    return float(value) if value.isdecimal() else None
