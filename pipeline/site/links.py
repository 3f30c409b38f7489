"""Addresses within the site, relative to its first page."""

import re
from urllib.parse import urlencode

from pipeline.site.entries import Entry


def search_link(**wanted: str) -> str:
    """Return the address of a search for rows."""
    return "search.html#" + urlencode(wanted)


def period(column: str) -> dict[str, str]:
    """Return the first and last year of a column of a picture, for the search.

    >>> period("2012"), period("1995–99"), period("earlier")
    ({'from': '2012', 'to': '2012'}, {'from': '1995', 'to': '1999'}, {})
    """
    first, _, last = column.partition("–")
    if not first.isdigit():
        return {}
    return {"from": first, "to": first[:2] + last if last else first}


def document_link(entry: Entry) -> str:
    """Return the address of a row in the page of its document."""
    return f"documents/{slug(entry.document_id)}.html#at-{entry.row_id}"


def slug(document_id: str) -> str:
    """Return a file name for a document.

    >>> slug("blog-2022/an-article")
    'blog-2022--an-article'
    """
    return re.sub(r"[^\w.-]", "-", document_id.replace("/", "--"))
