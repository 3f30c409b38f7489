"""The flat tables of ``pipeline.views``, joined from the tables they are made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyarrow as pa

from pipeline.dataset.rows import Dataset, Row, to_rows
from pipeline.tables import LIST_SEPARATOR
from pipeline.views import CLAIMS_FLAT, EVENTS_FLAT, OF_DOCUMENT

EVENT_ROLES = {"sources": "source", "targets": "target"}
CLAIM_ROLES = {"about": "about", "holders": "holder", "counterparts": "counterpart"}


def flat_tables(dataset: Dataset) -> dict[str, pa.Table]:
    """Return the flat tables of ``dataset`` by name, their rows in the order of its own."""
    rows = to_rows(dataset)
    names = {actor["actor_id"]: actor["name"] for actor in rows["actors"]}
    documents = {document["document_id"]: document for document in rows["documents"]}
    sentences = {sentence["sentence_id"]: sentence for sentence in rows["sentences"]}

    def joined(row: Row, parts: Mapping[str, list[str]], roles: Mapping[str, str]) -> Row:
        sentence = sentences[row["sentence_id"]]
        document = documents[row["document_id"]]
        whole = row | {"sentence": sentence["text"], "region": sentence["region"]}
        whole |= {name: document[column] for name, column in OF_DOCUMENT.items()}
        whole["attributed_to"] = names.get(row["attributed_to"])
        for column, role in roles.items():
            actors = sorted(parts.get(role, []), key=lambda actor: (names[actor], actor))
            whole[column] = _list(names[actor] for actor in actors)
            whole[f"{column}_ids"] = _list(actors)
        return whole

    events, claims = (
        _roles(rows["event_actors"], "event_id"),
        _roles(rows["claim_actors"], "claim_id"),
    )
    flat_events = [joined(row, events[row["event_id"]], EVENT_ROLES) for row in rows["events"]]
    flat_claims = [joined(row, claims[row["claim_id"]], CLAIM_ROLES) for row in rows["claims"]]
    return {
        EVENTS_FLAT.name: EVENTS_FLAT.arrow(_only(EVENTS_FLAT.names, flat_events)),
        CLAIMS_FLAT.name: CLAIMS_FLAT.arrow(_only(CLAIMS_FLAT.names, flat_claims)),
    }


def _roles(parts: Iterable[Row], key: str) -> defaultdict[str, dict[str, list[str]]]:
    """Return the actors of each row by their role."""
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for part in parts:
        found[part[key]].setdefault(part["role"], []).append(part["actor_id"])
    return found


def _list(values: Iterable[str]) -> str | None:
    return LIST_SEPARATOR.join(values) or None


def _only(names: Iterable[str], rows: Iterable[Row]) -> list[Row]:
    names = tuple(names)
    return [{name: row[name] for name in names} for row in rows]
