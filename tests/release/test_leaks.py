"""No file gives away more words in a row than a quotation may have."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.release.databases import to_duckdb, to_sqlite
from pipeline.release.leaks import find_leaks
from pipeline.tables import Column, Table
from tests.factories import PAPER, brief, paper, reading

LONG = PAPER.splitlines()[1]
WORDS = LONG.split()
SIXTEEN, FIFTEEN = " ".join(WORDS[3:19]), " ".join(WORDS[3:18])
TEXTS = Table("texts", "Texts", "Texts.", ("text",), (Column("text", "string", "A text."),))


def parquet(text):
    file = io.BytesIO()
    pq.write_table(pa.table({"text": ["harmless", text]}), file)
    return file.getvalue()


def database(write):
    return lambda text: write([TEXTS], {"texts": TEXTS.arrow([{"text": text}])})


FORMATS = {
    "page.md": lambda text: f"# A page\n\n| a | {text} |\n".encode(),
    "page.html": lambda text: f"<p title='x'>{text}</p>".encode(),
    "data.js": lambda text: f"const rows = [['{text}', 1]]".encode(),
    "table.csv": lambda text: f'id,text\r\n1,"{text}"\r\n'.encode(),
    "table.parquet": parquet,
    "package.json": lambda text: json.dumps({"a": [{"b": text}]}).encode(),
    "package.jsonld": lambda text: json.dumps([text]).encode(),
    "khorgos.duckdb": database(to_duckdb),
    "khorgos.sqlite": database(to_sqlite),
}


def leaks(name, text):
    return find_leaks({name: FORMATS[name](text)}, [brief().read, paper().read])


@pytest.mark.parametrize("name", FORMATS)
def test_a_passage_is_found_in_every_format(name):
    (leak,) = leaks(name, LONG)
    assert (leak.file, leak.document_id) == (name, "paper")


@pytest.mark.parametrize("name", ["table.csv", "table.parquet", "package.json", "page.md"])
def test_sixteen_words_in_a_row_are_a_leak_and_fifteen_are_none(name):
    assert leaks(name, SIXTEEN)
    assert not leaks(name, FIFTEEN)


def test_case_marks_and_white_space_do_not_hide_a_passage():
    hidden = "\n ".join(f"“{word.upper()}”" for word in WORDS)
    assert leaks("page.md", hidden)


def test_marks_inside_a_sentence_of_a_page_do_not_hide_it():
    marked = " ".join(f"<mark class='x'>{word}</mark>" for word in WORDS)
    assert find_leaks({"index.html": f"<p>{marked}</p>".encode()}, [paper().read])
    glued = "".join(f"<td>{word}</td>" for word in WORDS)
    assert find_leaks({"index.html": glued.encode()}, [paper().read])


def test_cells_side_by_side_are_not_one_text():
    content = f'"{FIFTEEN}","{WORDS[18]}"\r\n'.encode()
    assert not find_leaks({"table.csv": content}, [paper().read])


def test_a_document_that_may_be_copied_has_no_secrets():
    assert not find_leaks({"page.md": brief().read.document.raw.encode()}, [brief().read])


def test_a_long_title_is_no_passage():
    title = " ".join(f"word{number}" for number in range(20))
    text = f"{title}\n{PAPER}"
    read = reading("paper", text, licence="all-rights-reserved", title=title)
    assert not find_leaks({"README.md": title.encode()}, [read])
    assert find_leaks({"README.md": LONG.encode()}, [read])


def test_without_documents_there_is_nothing_to_compare():
    assert find_leaks({"page.md": LONG.encode()}, []) == []
