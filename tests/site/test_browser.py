"""The site in a real browser: from a file and from a web host."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from pipeline.site.pages import PAGES
from tests.site.conftest import HOSTILE

FILES = [f"{name}.html" for name in ("index", *(name for name, _ in PAGES))]
FILES += [f"documents/{name}.html" for name in ("brief", "paper", "ledger")]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *told):
        pass


@pytest.fixture(scope="module")
def host(outputs) -> Iterator[str]:
    """The address of a web host that serves ``outputs``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(outputs)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def failure(request):
    """Why a request failed, unless the browser gave it up itself to go to another page."""
    return [] if "ERR_ABORTED" in request.failure else [f"{request.url}: {request.failure}"]


@pytest.fixture
def page(browser):
    """A page that keeps what it complains of and whom it asks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.complaints, made.asked = [], []
    made.on("console", lambda message: made.complaints.append(message.text))
    made.on("pageerror", lambda error: made.complaints.append(str(error)))
    made.on("requestfailed", lambda request: made.complaints.extend(failure(request)))
    made.on("request", lambda request: made.asked.append(request.url))
    yield made
    context.close()


@pytest.fixture(params=["file", "host"])
def base(request, outputs):
    """The address of the site, as a file and on a web host."""
    if request.param == "file":
        return (outputs / "site").as_uri()
    return f"{request.getfixturevalue('host')}/site"


def test_every_page_renders_without_complaint_or_outside_request(page, base):
    for name in FILES:
        page.goto(f"{base}/{name}")
        assert page.locator("h1").is_visible()
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.complaints == []
    assert [url for url in page.asked if not url.startswith(f"{base}/")] == []


def test_nothing_that_documents_say_is_ever_run(page, base):
    for name in FILES:
        page.goto(f"{base}/{name}")
        assert page.evaluate("window.harmed") is None, name
    page.goto(f"{base}/documents/ledger.html")
    assert page.locator("h1").text_content() == HOSTILE


@pytest.mark.parametrize("width", [1280, 390])
def test_pictures_are_seen_and_nothing_sticks_out(page, outputs, width):
    page.set_viewport_size({"width": width, "height": 900})
    for name in FILES:
        page.goto(f"{(outputs / 'site').as_uri()}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        for figure in page.locator("figure.picture").all():
            drawn = figure.locator("svg:visible")
            assert drawn.count() == 1
            assert drawn.bounding_box()["height"] > 50
            letters = drawn.locator("text").first.bounding_box()
            assert letters["height"] >= 10, (name, "letters too small to read")


def test_the_search_finds_a_row_and_leads_to_its_sentence(page, base):
    page.goto(f"{base}/search.html")
    page.fill("#q", "loan road")
    page.select_option("#table", "claims")
    result = page.locator("#results li").first
    page.locator("#count", has_text="1 row").wait_for()
    assert result.locator("mark").text_content() == "$5.3 million"
    assert "characters 51–63" in result.text_content()
    result.locator("a").click()
    target = page.locator(":target")
    assert target.text_content() == "$5.3 million"
    sentence = page.locator(".sentence:has(:target)")
    colour = "getComputedStyle(document.querySelector('.sentence:has(:target)')).backgroundColor"
    assert sentence.text_content().startswith("In June 2012 China and Uzbekistan signed")
    assert page.evaluate(colour) != "rgba(0, 0, 0, 0)"


def test_a_row_of_a_restricted_document_leads_to_its_offsets(page, base):
    page.goto(f"{base}/search.html#table=events&document=paper")
    result = page.locator("#results li")
    assert result.count() == 1
    assert "the licence withholds the sentence" in result.text_content()
    assert result.locator(".quote").count() == 0
    result.locator("a").click()
    assert page.locator("tr:target .where").text_content() == "21–27"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("actor=country:uzb&table=events", 2),
        ("actor=Uzbekistan&other=country:chn&table=events", 2),
        ("type=AGREE&from=2023", 1),
        ("from=2012-07&to=2013&table=events", 0),
        ("from=2012&to=2012-06&table=events", 2),
        ("table=dates&to=2001", 1),
        ("q=no-such-word", 0),
    ],
)
def test_rows_are_found_by_actor_type_and_date(page, outputs, address, found):
    page.goto(f"{(outputs / 'site').as_uri()}/search.html#{address}")
    expect(page.locator("#results li")).to_have_count(found)
    told = "No row fits" if not found else f"{found} row"
    assert page.locator("#count").text_content().startswith(told)


def test_what_was_searched_stands_in_the_address(page, base):
    page.goto(f"{base}/search.html")
    page.fill("#q", "bridge")
    page.locator("#actor").fill(HOSTILE)
    page.locator("#search button[type=submit]").click()
    assert re.search(r"#q=bridge&actor=%3Cscript", page.url)
    before = page.locator("#results").text_content()
    page.reload()
    assert page.locator("#results").text_content() == before
    assert HOSTILE in before
    page.locator("#search button[type=reset]").click()
    expect(page).to_have_url(re.compile(r"search\.html#?$"))


def test_the_keyboard_reaches_a_result_and_what_a_row_says(page, base):
    page.goto(f"{base}/search.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").text_content() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "q"
    page.keyboard.type("signed road")
    page.keyboard.press("Enter")
    page.locator("#count", has_text=re.compile("^[1-9]")).wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator("#results a:focus").count():
            break
    assert page.locator("#results a:focus").count() == 1
    page.keyboard.press("Enter")
    page.locator(":target").wait_for()
    page.goto(f"{base}/documents/brief.html")
    page.locator("a.span", has_text="signed").focus()
    assert "Agree · June 2012 · China, Uzbekistan" in page.locator(".tip").text_content()
    page.keyboard.press("Escape")
    assert not page.locator(".tip").is_visible()


def test_a_mark_of_a_picture_leads_to_its_rows(page, base):
    page.goto(f"{base}/timeline.html")
    page.locator("#main svg:visible a").first.click()
    expect(page).to_have_url(re.compile("search\\.html#table=events"))
    expect(page.locator("#results li")).not_to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_and_pictures_follow_the_reader_s_colours(browser, outputs, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto((outputs / "site" / "timeline.html").as_uri())
    shown = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('svg text')).fill]"
    )
    brightness = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in shown]
    assert (brightness[0] > brightness[1]) == (scheme == "light")
    context.close()
