"""The pages of a reader's own copies."""

from pipeline import site
from pipeline.dataset import assemble
from pipeline.dataset.rows import to_rows
from tests.factories import PAPER, brief, paper, reading


def view(folder, *readings):
    rows = to_rows(assemble([brief().tables(), paper().tables()]))
    return site.view(rows, readings, folder)


def test_every_row_of_a_restricted_document_is_highlighted_in_its_text(tmp_path):
    assert view(tmp_path / "view", paper().read) == ()
    page = (tmp_path / "view" / "documents" / "paper.html").read_text()
    for word in ("China", "Uzbekistan", "signed", "June 2012", "$20 billion"):
        assert f'">{word}</a>' in page
    assert "all of the goods which crossed the border by rail and by road that year." in page
    assert "Agree</td>" in page


def test_the_first_page_leads_to_each_document(tmp_path):
    view(tmp_path / "view", paper().read, brief().read)
    page = (tmp_path / "view" / "index.html").read_text()
    assert 'href="documents/paper.html"' in page
    assert 'href="documents/brief.html"' in page


def test_rows_of_a_text_that_changed_are_told_not_misplaced(tmp_path):
    changed = reading("paper", PAPER.replace("China", "Mongolia"))
    messages = view(tmp_path / "view", changed)
    assert "paper: 9 rows are not in the text that is here" in messages[0]


def test_a_document_without_rows_is_told(tmp_path):
    messages = view(tmp_path / "view", reading("new", "A new text.\n"))
    assert messages == ("new: not in the dataset yet; run khorgos run",)
