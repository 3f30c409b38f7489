"""Servers that lie, stall and break off: what is kept, what is said, what is asked again."""

import gzip
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.collection.archive import Archive
from pipeline.collection.client import Client, FetchError
from pipeline.collection.collecting import bring
from pipeline.collection.fetching import OVERLAP, WHOLE_EVERY, fetch, sha256
from tests.collection.server import LONG, PAGE, Handler, Site

NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
CHANGED = PAGE.replace(b"bridge", b"tunnel")


def conditional(body: bytes, etag: str = '"one"') -> Callable[[Handler], None]:
    """A server that keeps its word about ETags."""

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.begin(304, ETag=etag)
        else:
            handler.answer(200, body, ETag=etag)

    return answer


def test_a_page_is_archived_under_its_hash_with_whence_it_came(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = conditional(PAGE)
    version, is_new = bring(archive, site.url("/page"), client, NOW)
    assert is_new and archive.path(version).read_bytes() == PAGE
    assert archive.path(version).name == f"{sha256(PAGE)}.html"
    assert (version.media_type, version.size, version.url) == (
        "text/html",
        len(PAGE),
        site.url("/page"),
    )
    assert archive.index().versions == (version,)


def test_an_unchanged_page_is_asked_for_by_its_etag_and_not_sent_again(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = conditional(PAGE)
    bring(archive, site.url("/page"), client, NOW)
    version, is_new = bring(archive, site.url("/page"), client, NOW + timedelta(days=1))
    assert not is_new and version.sha256 == sha256(PAGE)
    assert site.headers[-1]["if-none-match"] == '"one"'
    assert archive.index().outcome == "unchanged"


def test_without_an_etag_the_date_of_the_last_change_is_given_back(
    site: Site, client: Client, archive: Archive
) -> None:
    date = "Tue, 03 May 2011 08:00:00 GMT"

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-Modified-Since") == date:
            handler.begin(304)
        else:
            handler.answer(200, PAGE, Last_Modified=date)

    site.answers["/page"] = answer
    bring(archive, site.url("/page"), client, NOW)
    assert bring(archive, site.url("/page"), client, NOW)[1] is False
    assert site.headers[-1]["if-modified-since"] == date


def test_a_changed_page_keeps_its_old_version(site: Site, client: Client, archive: Archive) -> None:
    site.answers["/page"] = conditional(PAGE)
    old, _ = bring(archive, site.url("/page"), client, NOW)
    site.answers["/page"] = conditional(CHANGED, '"two"')
    new, is_new = bring(archive, site.url("/page"), client, NOW)
    assert is_new
    assert archive.find(old.sha256) == PAGE and archive.find(new.sha256) == CHANGED
    assert archive.index().versions == (old, new)


def test_changed_content_under_the_same_etag_is_seen_when_it_is_sent(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = lambda h: h.answer(200, PAGE, ETag='"one"')
    bring(archive, site.url("/page"), client, NOW)
    site.answers["/page"] = lambda h: h.answer(200, CHANGED, ETag='"one"')
    version, is_new = bring(archive, site.url("/page"), client, NOW)
    assert is_new and version.sha256 == sha256(CHANGED)


def test_a_server_that_says_unchanged_for_ever_is_asked_for_the_whole_now_and_then(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = conditional(PAGE)
    bring(archive, site.url("/page"), client, NOW)
    site.answers["/page"] = conditional(CHANGED)  # the same ETag
    assert bring(archive, site.url("/page"), client, NOW)[1] is False
    later = NOW + WHOLE_EVERY + timedelta(days=1)
    version, is_new = bring(archive, site.url("/page"), client, later)
    assert is_new and version.sha256 == sha256(CHANGED)


def test_304_to_a_question_that_was_not_asked_is_no_answer(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = lambda h: h.begin(304)
    with pytest.raises(FetchError, match="answers 304"):
        fetch(client, site.url("/page"), archive, NOW)


@pytest.mark.parametrize(
    ("status", "said", "times"),
    [
        (401, "does not give it to programs", 1),
        (403, "does not give it to programs", 1),
        (404, r"is gone \(404\); its last version is kept", 1),
        (410, r"is gone \(410\)", 1),
        (500, "answers 500", 3),
        (502, "answers 502", 3),
        (503, "is busy", 3),
        (429, "is busy", 3),
        (418, "answers 418", 1),
    ],
)
def test_what_a_status_means_is_said_and_what_may_pass_is_tried_again(
    site: Site, client: Client, archive: Archive, status: int, said: str, times: int
) -> None:
    site.answers["/page"] = lambda h: h.answer(status, b"no")
    with pytest.raises(FetchError, match=said):
        fetch(client, site.url("/page"), archive, NOW)
    assert site.asked["/page"] == times


def test_retry_after_is_waited_for(
    site: Site, client: Client, archive: Archive, waits: list[float]
) -> None:
    def answer(handler: Handler) -> None:
        if site.asked["/page"] == 1:
            handler.answer(429, b"", Retry_After="33")
        else:
            handler.answer(200, PAGE)

    site.answers["/page"] = answer
    assert fetch(client, site.url("/page"), archive, NOW).content == PAGE
    assert 33.0 in waits


def test_retry_after_may_be_a_date(
    site: Site, client: Client, archive: Archive, waits: list[float]
) -> None:
    def answer(handler: Handler) -> None:
        if site.asked["/page"] == 1:
            handler.answer(503, b"", Retry_After="Fri, 27 Nov 2026 08:00:44 GMT")
        else:
            handler.answer(200, PAGE)

    site.answers["/page"] = answer
    assert fetch(client, site.url("/page"), archive, NOW).content == PAGE
    assert 44.0 in waits


def test_a_server_that_asks_for_a_day_is_left_for_another_day(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = lambda h: h.answer(429, b"", Retry_After="86400")
    with pytest.raises(FetchError, match="asks to wait 86400 s"):
        fetch(client, site.url("/page"), archive, NOW)
    assert site.asked["/page"] == 1


def test_an_answer_shorter_than_it_says_is_no_document(
    site: Site, client: Client, archive: Archive
) -> None:
    def answer(handler: Handler) -> None:
        handler.begin(200, Content_Length=str(len(PAGE) + 100))
        handler.wfile.write(PAGE)
        handler.cut()

    site.answers["/page"] = answer
    with pytest.raises(FetchError, match=r"ended before all had come|broke off"):
        fetch(client, site.url("/page"), archive, NOW)
    assert archive.index().versions == ()


def test_more_than_the_length_says_is_not_read(
    site: Site, client: Client, archive: Archive
) -> None:
    def answer(handler: Handler) -> None:
        handler.begin(200, Content_Length=str(len(PAGE)))
        handler.wfile.write(PAGE + b"<p>and more</p>" * 100)
        handler.close_connection = True

    site.answers["/page"] = answer
    assert fetch(client, site.url("/page"), archive, NOW).content == PAGE


@pytest.mark.parametrize("length", ["-5", "many", "99999999999999999999"])
def test_a_length_that_is_none_does_no_harm(
    site: Site, client: Client, archive: Archive, length: str
) -> None:
    def answer(handler: Handler) -> None:
        handler.begin(200, Content_Length=length)
        handler.wfile.write(PAGE)
        handler.cut()

    site.answers["/page"] = answer
    try:
        assert fetch(client, site.url("/page"), archive, NOW).content == PAGE
    except FetchError as error:
        assert site.url("/page") in str(error)


def test_a_slow_drip_is_cut_when_its_time_is_over(
    site: Site, client: Client, archive: Archive
) -> None:
    def answer(handler: Handler) -> None:
        handler.begin(200, Content_Length=str(len(PAGE)))
        handler.drip(PAGE, 0.05)

    site.answers["/page"] = answer
    client.limits = replace(client.limits, attempts=1)
    with pytest.raises(FetchError, match="takes too long"):
        fetch(client, site.url("/page"), archive, NOW)


def test_headers_that_drip_are_cut_too(site: Site, client: Client, archive: Archive) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + b"X-Slow: a\r\n" * 500
    site.answers["/page"] = lambda h: h.drip(head, 0.05)
    client.limits = replace(client.limits, attempts=1)
    with pytest.raises(FetchError, match="takes too long"):
        fetch(client, site.url("/page"), archive, NOW)


def test_a_server_that_says_nothing_is_given_up(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = lambda _: time.sleep(1.2)
    client.limits = replace(client.limits, attempts=1)
    with pytest.raises(FetchError, match="stopped answering"):
        fetch(client, site.url("/page"), archive, NOW)


def test_an_endless_body_ends_at_the_limit(site: Site, client: Client, archive: Archive) -> None:
    def answer(handler: Handler) -> None:
        handler.begin(200, Connection="close")
        try:
            while True:
                handler.wfile.write(b"<p>and so on</p>" * 1000)
        except OSError:
            handler.close_connection = True

    site.answers["/page"] = answer
    with pytest.raises(FetchError, match="longer than 2,000,000 bytes"):
        fetch(client, site.url("/page"), archive, NOW)
    assert site.asked["/page"] == 1
    assert archive.partial() is None


def test_a_body_that_is_announced_too_long_is_not_begun(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/page"] = lambda h: h.begin(200, Content_Length="3000000", Connection="close")
    with pytest.raises(FetchError, match="3,000,000 bytes long"):
        fetch(client, site.url("/page"), archive, NOW)


def test_packed_bytes_cannot_unpack_beyond_the_limit(
    site: Site, client: Client, archive: Archive
) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    site.answers["/page"] = lambda h: h.answer(200, bomb, Content_Encoding="gzip")
    with pytest.raises(FetchError, match="longer than 2,000,000 bytes"):
        fetch(client, site.url("/page"), archive, NOW)


def test_redirects_are_followed_to_the_page(site: Site, client: Client, archive: Archive) -> None:
    site.answers["/old"] = lambda h: h.answer(301, b"", Location="/new?a=1#part")
    site.answers["/new"] = lambda h: h.answer(200, PAGE)
    fetched = fetch(client, site.url("/old"), archive, NOW)
    assert (fetched.url, fetched.content) == (site.url("/new?a=1"), PAGE)


def test_redirects_in_a_circle_are_said(site: Site, client: Client, archive: Archive) -> None:
    site.answers["/a"] = lambda h: h.answer(302, b"", Location="/b")
    site.answers["/b"] = lambda h: h.answer(302, b"", Location="/a")
    with pytest.raises(FetchError, match="in a circle"):
        fetch(client, site.url("/a"), archive, NOW)


def test_redirects_without_end_are_given_up(site: Site, client: Client, archive: Archive) -> None:
    for number in range(20):
        site.answers[f"/{number}"] = lambda h: h.answer(
            302, b"", Location=f"/{int(h.path[1:]) + 1}"
        )
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch(client, site.url("/0"), archive, NOW)


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/a", "gopher://a/b", "http://user:word@a.org/"]
)
def test_a_redirect_out_of_the_web_is_refused(
    site: Site, client: Client, archive: Archive, to: str
) -> None:
    site.answers["/page"] = lambda h: h.answer(302, b"", Location=to)
    with pytest.raises(FetchError, match=r"no http or https address|holds a name or a password"):
        fetch(client, site.url("/page"), archive, NOW)


def ranged(body: bytes, etag: str, breaks_at: int) -> Callable[[Handler], None]:
    """A server that breaks off the first time, and knows how to go on."""

    def answer(handler: Handler) -> None:
        asked = handler.headers.get("Range")
        if asked and handler.headers.get("If-Range") == etag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            where = f"bytes {start}-{len(body) - 1}/{len(body)}"
            handler.answer(206, body[start:], ETag=etag, Content_Range=where)
        elif asked:
            handler.answer(200, body, ETag=etag)
        else:
            handler.begin(200, Content_Length=str(len(body)), ETag=etag, Content_Type="text/plain")
            handler.wfile.write(body[:breaks_at])
            handler.cut()

    return answer


def test_a_cut_download_goes_on_where_it_was_cut(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/long"] = ranged(LONG, '"long"', 400_000)
    assert fetch(client, site.url("/long"), archive, NOW).content == LONG
    start = int(site.headers[-1]["range"].removeprefix("bytes=").removesuffix("-"))
    assert 0 < start <= 400_000 - OVERLAP
    assert archive.partial() is None


def test_a_cut_download_goes_on_in_another_run(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/long"] = ranged(LONG, '"long"', 400_000)
    client.limits = replace(client.limits, attempts=1)
    with pytest.raises(FetchError):
        fetch(client, site.url("/long"), archive, NOW)
    kept = archive.partial()
    assert kept is not None and LONG.startswith(kept.content)
    assert fetch(client, site.url("/long"), Archive(archive.folder), NOW).content == LONG


def test_a_document_that_changed_between_is_fetched_anew(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/long"] = ranged(LONG, '"long"', 400_000)
    client.limits = replace(client.limits, attempts=1)
    with pytest.raises(FetchError):
        fetch(client, site.url("/long"), archive, NOW)
    other = LONG.replace(b"roads", b"rails")
    site.answers["/long"] = ranged(other, '"other"', 400_000)
    assert fetch(client, site.url("/long"), archive, NOW).content == other


def test_two_versions_are_never_glued_though_the_etag_is_the_same(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/long"] = ranged(LONG, '"long"', 400_000)
    client.limits = replace(client.limits, attempts=1)
    with pytest.raises(FetchError):
        fetch(client, site.url("/long"), archive, NOW)
    other = LONG.replace(b"roads", b"rails")
    site.answers["/long"] = ranged(other, '"long"', len(other))
    client.limits = replace(client.limits, attempts=3)
    assert fetch(client, site.url("/long"), archive, NOW).content == other


def test_a_server_that_goes_on_elsewhere_is_asked_for_the_whole(
    site: Site, client: Client, archive: Archive
) -> None:
    def answer(handler: Handler) -> None:
        if handler.headers.get("Range"):
            handler.answer(206, LONG[7:], Content_Range=f"bytes 7-{len(LONG) - 1}/{len(LONG)}")
        elif site.asked["/long"] == 1:
            handler.begin(200, Content_Length=str(len(LONG)), ETag='"long"')
            handler.wfile.write(LONG[:400_000])
            handler.cut()
        else:
            handler.answer(200, LONG, ETag='"long"')

    site.answers["/long"] = answer
    assert fetch(client, site.url("/long"), archive, NOW).content == LONG
    assert site.asked["/long"] == 3


def test_what_cannot_be_proved_the_same_is_not_gone_on_with(
    site: Site, client: Client, archive: Archive
) -> None:
    site.answers["/long"] = ranged(LONG, 'W/"weak"', 400_000)
    client.limits = replace(client.limits, attempts=1)
    with pytest.raises(FetchError):
        fetch(client, site.url("/long"), archive, NOW)
    assert archive.partial() is None


def test_a_connection_that_is_cut_at_once_is_tried_again(
    site: Site, client: Client, archive: Archive
) -> None:
    def answer(handler: Handler) -> None:
        if site.asked["/page"] < 3:
            handler.cut()
        else:
            handler.answer(200, PAGE)

    site.answers["/page"] = answer
    assert fetch(client, site.url("/page"), archive, NOW).content == PAGE


def test_nobody_there_is_said(client: Client, archive: Archive) -> None:
    with pytest.raises(FetchError, match="refuses connections"):
        fetch(client, "http://127.0.0.1:1/page", archive, NOW)


def test_a_damaged_index_is_begun_anew_and_loses_no_version(
    site: Site, client: Client, archive: Archive, tmp_path: Path
) -> None:
    site.answers["/page"] = conditional(PAGE)
    version, _ = bring(archive, site.url("/page"), client, NOW)
    (archive.folder / "index.json").write_text('{"versions": [')
    again, _ = bring(archive, site.url("/page"), client, NOW)
    assert again == version and archive.find(version.sha256) == PAGE
