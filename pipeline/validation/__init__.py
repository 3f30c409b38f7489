"""A dataset in, what it was expected to be and what was found out.

Here belongs every judgement of the finished tables: what their declaration demands
(``structure``), what the suites in ``expectations/`` add (``suites``), and the proof that
each span stands in its document (``proofs``). Nothing here changes a row or stops a run:
results are values, and ``defs`` decides what a failed check blocks.

Great Expectations runs the checks. It takes seconds to load, so only ``running`` and
``expectations`` import it, and they only once ``validate`` is called.
"""

from pipeline.validation.checking import validate
from pipeline.validation.results import Check, CheckResult
from pipeline.validation.suites import SuiteError, list_checks

__all__ = ["Check", "CheckResult", "SuiteError", "list_checks", "validate"]
