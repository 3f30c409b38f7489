"""The one pure function that everything else calls: a document in, its rows out."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.extraction.claims import find_claims
from pipeline.extraction.dates import find_dates
from pipeline.extraction.events import find_events
from pipeline.extraction.mentions import actor_register, find_mentions
from pipeline.extraction.parsing import ParsedDocument, parse
from pipeline.extraction.references import citations
from pipeline.extraction.rows import Row, RowMaker, actor_rows, document_row, sentence_rows
from pipeline.extraction.spans import Date
from pipeline.ids import stable_id
from pipeline.sources.language import ENGLISH
from pipeline.sources.model import Document, Sentence
from pipeline.sources.reading import Problem
from pipeline.tables import REVIEWED, TABLES, UNREVIEWED


def extract(
    documents: Sequence[tuple[Document, Sequence[Sentence]]], problems: Sequence[Problem] = ()
) -> Mapping[str, pa.Table]:
    """Return the rows of ``documents`` as one table of each kind.

    ``problems`` that reading met become rows of ``issues``.

    A document that is not in English gives its own row and its sentences alone.

    Nothing is linked across documents and no licence is applied: that is the dataset's
    work. Every event and claim is its own cluster.
    """
    tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    known = {actor.actor_id: actor for actor in actor_register().actors}
    for document, sentences in documents:
        tables["documents"].append(document_row(document, sentences))
        tables["sentences"] += sentence_rows(sentences)
        if document.language != ENGLISH:
            continue  # reading has said so; rules for English would find nonsense
        text = parse(document, sentences)
        maker = RowMaker(document.document_id, text.sentences)
        dates, date_issues = find_dates(text)
        mentions, new_actors, mention_issues = find_mentions(text, actor_register())
        told = _of_what_is_told(text, dates)
        claims, claim_issues = find_claims(text, told, mentions)
        events, event_issues = find_events(text, told, mentions, new_actors)
        for actor in new_actors:
            known.setdefault(actor.actor_id, actor)
        tables["dates"] += maker.dates(dates)
        tables["mentions"] += maker.mentions(mentions)
        for name, (rows, actors) in (
            ("claim", maker.claims(claims)),
            ("event", maker.events(events)),
        ):
            tables[f"{name}s"] += rows
            tables[f"{name}_actors"] += actors
        tables["issues"] += maker.issues(
            [*date_issues, *mention_issues, *claim_issues, *event_issues]
        )
    tables["issues"] += [_problem_row(problem) for problem in problems]
    tables["actors"] = actor_rows(tables, known)
    for table in REVIEWED:
        tables[table.name] = [{**row, **UNREVIEWED} for row in tables[table.name]]
    return {table.name: table.arrow(tables[table.name]) for table in TABLES}


def _of_what_is_told(text: ParsedDocument, dates: Sequence[Date]) -> list[Date]:
    """The dates that may date an event or a claim: all but those of cited works."""
    cited = [citations(sentence.text) for sentence in text.sentences]
    return [
        date
        for date in dates
        if not any(start <= date.start < end for start, end in cited[date.sentence])
    ]


def _problem_row(problem: Problem) -> Row:
    """The row of ``issues`` for what was wrong with a whole source."""
    return {
        "table": "documents",
        "row_id": stable_id(problem.source_id, problem.kind, problem.message),
        "document_id": None,
        "char_start": None,
        "char_end": None,
        "kind": problem.kind,
        "detail": problem.message,
    }
