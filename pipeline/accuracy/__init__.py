"""How right the rows are: a dataset held against windows that people annotated.

Here belong the annotations' reader, the pairing of rows with them, and the figures.
A gold file holds the offsets and values of one window and no text of the document.
"""

from pipeline.accuracy import calibration
from pipeline.accuracy.card import card
from pipeline.accuracy.gold import read_windows
from pipeline.accuracy.report import compare, errors, lines, report

__all__ = ["calibration", "card", "compare", "errors", "lines", "read_windows", "report"]
