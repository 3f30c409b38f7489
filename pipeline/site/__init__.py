"""Release folders in, static pages out: what everybody outside sees.

Here belongs whatever people look at in a browser: pages, pictures, the search, and the
highlighted documents. Everything is computed when the site is built; a page asks for
nothing from outside and works from a file. The same releases give the same bytes.
Nothing here alters a row or a release.
"""

from pipeline.site.build import MOST_BYTES, build, write
from pipeline.site.local import view
from pipeline.site.quoting import Quotation, quotations

__all__ = ["MOST_BYTES", "Quotation", "build", "quotations", "view", "write"]
