"""What a site asks of programs, and which addresses nobody is led to."""

import ipaddress
import socket

import pytest

from pipeline.collection.client import Client, FetchError, Limits
from pipeline.collection.gate import ForbiddenAddressError, check_url, is_public
from pipeline.collection.robots import Robots, parse
from tests.collection.server import PAGE, Site

RULES = b"""
# for everybody
User-agent: *
Disallow: /private/
Disallow: /*.pdf$
Allow: /private/open
Crawl-delay: 9

User-Agent: other
User-Agent: Khorgos
Disallow: /ours   # for us
"""


def content(client: Client, url: str) -> bytes:
    with client.get(url, {}) as answer:
        return b"".join(answer.body)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/a", False),
        ("/private/open/a", True),
        ("/a/report.pdf", False),
        ("/a/report.pdf?page=1", True),
        ("/priv%61te/a", False),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    assert parse(RULES, "somebody").allows(f"https://example.org{path}") is allowed


def test_a_group_for_us_stands_for_all_others() -> None:
    ours = parse(RULES, "khorgos")
    assert ours.rules == [("/ours", False)] and ours.delay is None
    assert parse(RULES, "somebody").delay == 9.0


def test_stars_take_no_time_that_grows_with_their_square() -> None:
    rule = Robots([("/" + "*a" * 2000 + "$", False)])
    assert rule.allows("https://example.org/" + "a" * 1999 + "b")


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, client: Client) -> None:
    site.robots = b"User-agent: *\nDisallow: /page"
    site.answers["/page"] = lambda h: h.answer(200, PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt asks programs not to fetch it"):
        content(client, site.url("/page"))
    assert site.asked["/page"] == 0


def test_a_redirect_is_held_against_robots_txt_too(site: Site, client: Client) -> None:
    site.robots = b"User-agent: *\nDisallow: /b"
    site.answers["/a"] = lambda h: h.answer(302, b"", Location="/b")
    site.answers["/b"] = lambda h: h.answer(200, PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        content(client, site.url("/a"))
    assert site.asked["/b"] == 0


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_say_what_it_asks_is_left_alone(
    site: Site, client: Client, status: int
) -> None:
    site.robots = status
    site.answers["/page"] = lambda h: h.answer(200, PAGE)
    with pytest.raises(FetchError, match="nobody can tell what the site asks"):
        content(client, site.url("/page"))
    assert site.asked["/page"] == 0


def test_a_host_is_given_its_rest_between_two_requests(
    site: Site, client: Client, waits: list[float]
) -> None:
    site.answers["/page"] = lambda h: h.answer(200, PAGE)
    content(client, site.url("/page"))
    content(client, site.url("/page"))
    assert waits == [7.0, 7.0]  # robots.txt, page, page


def test_a_site_may_ask_for_a_longer_rest(site: Site, client: Client, waits: list[float]) -> None:
    site.robots = b"User-agent: *\nCrawl-delay: 30\nDisallow: /x"
    site.answers["/page"] = lambda h: h.answer(200, PAGE)
    content(client, site.url("/page"))
    assert waits == [30.0]


def test_robots_txt_is_asked_for_once(site: Site, client: Client) -> None:
    site.answers["/page"] = lambda h: h.answer(200, PAGE)
    content(client, site.url("/page"))
    content(client, site.url("/page"))
    assert site.asked["/robots.txt"] == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "//example.org/a",
        "example.org/a",
        "http://",
        "http://[::1",
        "http://a.org:port/",
        "javascript:alert(1)",
        "http://name:word@example.org/",
    ],
)
def test_only_addresses_of_the_web_pass(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        check_url(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_no_address_of_a_private_network_is_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


def test_a_private_address_is_refused_before_anything_is_sent(site: Site) -> None:
    wary = Client(Limits(answer=0.5, whole=1.0), sleep=lambda _: None)
    with pytest.raises(FetchError, match=r"127\.0\.0\.1, which is no public address"):
        content(wary, site.url("/page"))
    assert not site.asked


def test_the_address_that_was_checked_is_the_one_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is checked and private when it is used gains nothing."""
    port = int(site.address.rpartition(":")[2])
    answers = iter([("93.184.215.14", port), ("127.0.0.1", port), ("127.0.0.1", port)])
    connected: list[tuple[str, int]] = []

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", next(answers))]

    def connect(self: socket.socket, where: tuple[str, int]) -> None:
        connected.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    wary = Client(Limits(answer=0.5, whole=1.0), sleep=lambda _: None)
    with pytest.raises(FetchError):
        content(wary, f"http://rebinding.example:{port}/page")
    assert connected == [("93.184.215.14", port)]


def test_one_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    wary = Client(Limits(answer=0.5, whole=1.0), sleep=lambda _: None)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1, which is no public address"):
        content(wary, "http://mixed.example/page")
