"""A document fetched: asked for only if it changed, gone on with where it was cut.

What the bytes say decides whether a document changed, never what the server says of
them; a server that keeps an ETag for changed content is caught by asking for the whole
now and then, and by comparing where a download goes on.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pipeline.collection.archive import Archive, Index, Partial
from pipeline.collection.client import Answer, Client, FetchError

WHOLE_EVERY = timedelta(days=30)
"""How long a server's word that nothing changed is taken."""
OVERLAP = 1024
"""Bytes fetched again where a download goes on, to see that it is the same document."""
BACK_OFF = 10.0
"""Seconds before a second attempt, doubled before each further one."""
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it came; ``content`` is None where it is unchanged.

    Attributes:
        url: where it was in the end; ``declared``: its media type, by the server.
    """

    url: str
    content: bytes | None = field(repr=False)
    declared: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def fetch(client: Client, url: str, archive: Archive, now: datetime) -> Fetched:
    """Fetch ``url``; ``archive`` knows what came before and keeps what comes half.

    Raises:
        FetchError: it could not be fetched; says why.
    """
    index = archive.index()
    for attempt in range(1, client.limits.attempts + 1):
        try:
            return _attempt(client, url, archive, index, now)
        except FetchError as error:
            wait = BACK_OFF * 2 ** (attempt - 1) if error.wait is None else error.wait
            if not error.may_pass or attempt == client.limits.attempts:
                raise
            if wait > client.limits.longest_wait:
                raise FetchError(f"{error}; it asks to wait {wait:.0f} s, try later") from error
            client.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _attempt(client: Client, url: str, archive: Archive, index: Index, now: datetime) -> Fetched:
    partial = archive.partial()
    if partial and (partial.url != url or not partial.validator or not partial.content):
        partial = None
    asked = _resuming(partial) if partial else _conditional(index, url, now)
    with client.get(url, asked) as answer:
        if answer.status == 304 and asked and not partial:
            return Fetched(answer.url, None, None, index.etag, index.last_modified)
        if answer.status == 416 and partial:
            archive.keep_partial(None)
            raise FetchError(f"{url}: cannot go on where it was cut", may_pass=True, wait=0.0)
        _check_status(answer, now)
        begun = _begun(answer, partial, archive) if answer.status == 206 else b""
        content = _download(client, url, answer, begun, archive)
    archive.keep_partial(None)
    return Fetched(
        answer.url,
        content,
        answer.headers.get("content-type", "").partition(";")[0].strip().lower() or None,
        answer.headers.get("etag"),
        answer.headers.get("last-modified"),
    )


def _conditional(index: Index, url: str, now: datetime) -> dict[str, str]:
    """Return the headers that ask for a document only if it changed."""
    if index.url != url or not index.versions or index.downloaded is None:
        return {}
    if now - datetime.fromisoformat(index.downloaded) > WHOLE_EVERY:
        return {}
    if index.etag:
        return {"If-None-Match": index.etag}
    return {"If-Modified-Since": index.last_modified} if index.last_modified else {}


def _resuming(partial: Partial) -> dict[str, str]:
    """Return the headers that ask for the rest of a document, if it is still the same."""
    assert partial.validator is not None  # the caller has seen to it
    start = max(0, len(partial.content) - OVERLAP)
    return {"Range": f"bytes={start}-", "If-Range": partial.validator}


def _check_status(answer: Answer, now: datetime) -> None:
    """Let an answer pass that brings a document.

    Raises:
        FetchError: it does not; says why, and whether it may later.
    """
    status, url = answer.status, answer.url
    if status in (200, 206):
        return
    if status in (404, 410):
        raise FetchError(f"{url}: the document is gone ({status}); its last version is kept")
    if status in (401, 402, 403, 451):
        raise FetchError(f"{url}: the site does not give it to programs ({status})")
    if status in (429, 503):
        raise FetchError(
            f"{url}: the site is busy ({status})", True, _asked_wait(answer.headers, now)
        )
    raise FetchError(f"{url}: the site answers {status}", may_pass=status >= 500)


def _asked_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that ``Retry-After`` asks to wait: a number, or until a date."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def _begun(answer: Answer, partial: Partial | None, archive: Archive) -> bytes:
    """Return what there is already of a document that the server goes on with.

    Raises:
        FetchError: the server goes on elsewhere or with another document.
    """
    said = RANGE.fullmatch(answer.headers.get("content-range", ""))
    start = max(0, len(partial.content) - OVERLAP) if partial else -1
    same_length = partial and said and partial.total in (None, int(said[3]))
    if not partial or not said or int(said[1]) != start or not same_length:
        archive.keep_partial(None)
        raise FetchError(
            f"{answer.url}: goes on with another part than was asked for", may_pass=True, wait=0.0
        )
    return partial.content


def _download(client: Client, url: str, answer: Answer, begun: bytes, archive: Archive) -> bytes:
    """Return the whole document; what came is kept for the next attempt where it is cut.

    Raises:
        FetchError: it is too long, was cut, or does not fit what had come before.
    """
    total = _total(answer)
    if total is not None and total > client.limits.most_bytes:
        raise FetchError(
            f"{url}: is {total:,} bytes long, the limit is {client.limits.most_bytes:,}"
        )
    start = max(0, len(begun) - OVERLAP) if begun else 0
    content = bytearray(begun[:start])
    try:
        for part in answer.body:
            content += part
            if len(content) > client.limits.most_bytes:
                raise FetchError(f"is longer than {client.limits.most_bytes:,} bytes")
    except FetchError as error:
        archive.keep_partial(None)
        raise FetchError(f"{url}: {error}; it is not fetched") from error
    except Exception:
        archive.keep_partial(_cut(answer, url, total, bytes(content)))
        raise
    if begun and bytes(content[start : len(begun)]) != begun[start:]:
        archive.keep_partial(None)
        raise FetchError(f"{url}: changed while it was fetched", may_pass=True, wait=0.0)
    if total is not None and len(content) != total:
        archive.keep_partial(_cut(answer, url, total, bytes(content)))
        raise FetchError(f"{url}: ended before all had come", may_pass=True)
    return bytes(content)


def _total(answer: Answer) -> int | None:
    """Return how long the whole document is, where the server says so of plain bytes."""
    if answer.headers.get("content-encoding", "identity") != "identity":
        return None
    said = RANGE.fullmatch(answer.headers.get("content-range", ""))
    if said:
        return int(said[3])
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdecimal() else None


def _cut(answer: Answer, url: str, total: int | None, content: bytes) -> Partial | None:
    """Return what is worth keeping of a download that was cut."""
    etag = answer.headers.get("etag")
    strong = etag if etag and not etag.startswith("W/") else None
    partial = Partial(url, strong, answer.headers.get("last-modified"), total, content)
    is_plain = answer.headers.get("content-encoding", "identity") == "identity"
    return partial if is_plain and partial.validator and content else None


def sha256(content: bytes) -> str:
    """Return the SHA-256 of ``content`` in hex."""
    return hashlib.sha256(content).hexdigest()
