"""No page holds more than fifteen words in a row of a document that may not be copied."""

import json
import os

import pytest

from pipeline import site
from pipeline.dataset.rights import MOST_WORDS
from pipeline.showing import restricted_texts
from pipeline.site.quoting import quotations
from pipeline.workspace import Workspace
from tests.factories import PAPER

WORDS = PAPER.splitlines()[1].split()
SIXTEEN, FIFTEEN = " ".join(WORDS[:16]), " ".join(WORDS[:15])


def told(content: str) -> list[str]:
    found = quotations({"page.html": content.encode()}, {"paper": PAPER})
    return [quotation.file for quotation in found]


def test_the_limit_is_that_of_the_dataset():
    assert MOST_WORDS == 15
    assert told(FIFTEEN) == []
    assert told(SIXTEEN) == ["page.html"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<td>" + SIXTEEN.replace(" ", "</td> <td>") + "</td>",
        SIXTEEN.replace("China", '<a class="span">Chi</a>na'),
        SIXTEEN.upper().replace(" ", " \n "),
        SIXTEEN.replace("$20", "&#36;20").replace(" ", "&nbsp;"),
        json.dumps({"text": SIXTEEN + " déjà"}),
        SIXTEEN.replace(",", " —").replace(" a ", " “a” "),
    ],
)
def test_markup_case_and_punctuation_hide_nothing(hidden):
    assert told(hidden) == ["page.html"]


def test_a_word_hyphenated_in_the_document_is_one_word():
    broken = PAPER.replace("Kazakhstan", "Kazakh-\nstan")
    assert list(quotations({"page.html": SIXTEEN.encode()}, {"paper": broken}))


def test_the_site_quotes_nothing_of_the_restricted_document(outputs):
    assert list(quotations(site.build(outputs), {"paper": PAPER})) == []


def test_the_check_would_find_a_leak_on_any_page(outputs):
    files = site.build(outputs)
    for name in files:
        leaking = files | {name: files[name] + PAPER.encode()}
        assert [q.file for q in quotations(leaking, {"paper": PAPER})] == [name]


def test_the_site_of_our_releases_quotes_nothing_of_the_documents_here(real_document):
    """Critical: the publishers' documents themselves are held against every file."""
    real_document("002")
    workspace = Workspace.here()
    texts = restricted_texts(workspace)
    assert "crisis-group-2013" in texts
    files = site.build(workspace.outputs)
    if not files and os.environ.get("CI") != "true":
        pytest.skip("no release is here; run khorgos run")
    assert "documents/crisis-group-2013.html" in files
    assert list(quotations(files, texts)) == []
