"""Errors that cross from the worker to its parent."""

from dataclasses import dataclass


class SetupError(RuntimeError):
    """The machine lacks what every document needs; no document is to blame."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the worker answers: a ``value``, or why there is none.

    Attributes:
        problem: ``memory``, ``setup`` or ``error``; None where there is a value.
        detail: of the problem, in words.
    """

    value: object = None
    problem: str | None = None
    detail: str = ""
