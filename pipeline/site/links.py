"""Addresses within the site, relative to its first page."""

import re
from urllib.parse import urlencode

from pipeline.site.entries import Entry


def search_link(**wanted: str) -> str:
    """Return the address of a search for rows."""
    return "search.html#" + urlencode(wanted)


def document_link(entry: Entry) -> str:
    """Return the address of a row in the page of its document."""
    return f"documents/{slug(entry.document_id)}.html#at-{entry.row_id}"


def slug(document_id: str) -> str:
    """Return a file name for a document.

    >>> slug("blog-2022/an-article")
    'blog-2022--an-article'
    """
    return re.sub(r"[^\w.-]", "-", document_id.replace("/", "--"))
