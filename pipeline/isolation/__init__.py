"""Untrusted documents worked on in a process of their own, bounded in time and memory.

A document can make any reader or rule loop, or fill the memory. So that one cannot take the
others with it, reading and extraction run in a worker process that lives as long as nothing
goes wrong (it holds the language model) and is ended, and started anew, when a document
exceeds a limit. Here belong the limits, the worker and the parent's side of it; nothing
here knows what a document is.
"""

from pipeline.isolation.client import DocumentError, Worker, call, stop
from pipeline.isolation.errors import SetupError
from pipeline.isolation.limits import LIMITS, Limits

__all__ = ["LIMITS", "DocumentError", "Limits", "SetupError", "Worker", "call", "stop"]
