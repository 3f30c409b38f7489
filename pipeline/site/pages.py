"""What each page is given, and the pages made of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline import vocabulary
from pipeline.dataset.rows import Row
from pipeline.site import counts, grids, plots
from pipeline.site.documents import DocumentView, RowView, document_view, facts
from pipeline.site.entries import Catalogue, Entry
from pipeline.site.links import document_link, search_link, slug
from pipeline.site.markup import prose
from pipeline.site.picture import Picture
from pipeline.site.releases import Release
from pipeline.site.text import Passage, pieces, released_blocks, sought
from pipeline.site.words import file_size, readable

FOLDER = Path(__file__).parent
PAGES = (
    ("search", "Search"),
    ("timeline", "Timeline"),
    ("figures", "Figures"),
    ("actors", "Who on whom"),
    ("documents", "Documents"),
    ("downloads", "Downloads"),
    ("codebook", "Codebook"),
    ("accuracy", "Accuracy"),
    ("changes", "Changes"),
)
"""The pages of the menu: file name and what it is called."""
ACTORS_BY_YEAR = (20, 12)
ACTORS_IN_MATRIX = (18, 10)
"""How many actors a picture shows, wide and narrow."""
SERIES_SHOWN = 12
ACTORS_LISTED = 60


@dataclass(frozen=True, slots=True)
class Year:
    """The events of a year for the timeline; each with the other rows that tell it."""

    year: int
    events: tuple[tuple[Entry, tuple[str, ...], tuple[Entry, ...]], ...]


def render(template: str, **values: Any) -> bytes:
    """Return the page that ``template`` makes of ``values``; text is escaped."""
    return _environment().get_template(f"{template}.html").render(values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "grouped": lambda number: f"{number:,}",
        "file_size": file_size,
        "readable": readable,
        "slug": slug,
        "row_link": document_link,
        "label": label,
        "one": lambda table: table.removesuffix("s"),
        "svg": Markup,  # drawn by us; names in it were escaped when it was drawn
    }
    environment.globals |= {
        "menu": PAGES,
        "search_link": search_link,
        "meanings": meanings(),
        "is_local": False,
    }
    return environment


def label(code: str) -> str:
    """Return a code as a word.

    >>> label("AGREE"), label("carried_forward")
    ('Agree', 'Carried forward')
    """
    return code.replace("_", " ").capitalize()


def meanings() -> Mapping[str, str]:
    """Return what each type of event means."""
    return {
        row["code"]: row["meaning"]
        for row in vocabulary.read("codes")
        if row["vocabulary"] == "event_type"
    }


def site_pages(releases: Sequence[Release], catalogue: Catalogue) -> dict[str, bytes]:
    """Return the pages of the site by file name; ``catalogue`` is that of the newest release."""
    newest = releases[0]
    shared = {"release": newest, "root": "", "page": ""}
    events = counts.occurrences(catalogue.of("events"))
    happened = tuple(event for event in events if event.modality == "actual")
    views = document_views(catalogue)
    given: dict[str, dict[str, Any]] = {
        "index": _home(newest, catalogue, happened, views),
        "search": {"documents": views, "types": sorted({e.kind for e in catalogue.of("events")})},
        "timeline": {
            "pictures": _timeline_pictures(happened, catalogue),
            "years": _years(events, catalogue),
        },
        "figures": {"pictures": _figures(catalogue), "claims": _dated_claims(catalogue)},
        "actors": {"picture": _matrix(happened, catalogue), "named": _named(catalogue)},
        "documents": {"documents": views},
        "downloads": {"releases": releases},
        "codebook": {"prose": _prose(newest, "CODEBOOK.md", 0)},
        "accuracy": {
            "prose": _prose(newest, "ACCURACY.md", 0),
            "picture": _accuracy(newest),
        },
        "changes": {"versions": [(r, _prose(r, "CHANGES.md", 1)) for r in releases]},
    }
    pages = {
        f"{name}.html": render(name, **shared | {"page": name} | values)
        for name, values in given.items()
    }
    return pages | {
        f"documents/{view.slug}.html": render(
            "document", **shared | {"root": "../", "page": "documents", "document": view}
        )
        for view in views
    }


def _prose(release: Release, name: str, deeper: int) -> Any:
    text = release.page(name)
    folder = release.version.folder
    prefix = f"{folder}-" if deeper else ""
    return None if text is None else prose(text, f"../{folder}", prefix, deeper)


def document_views(catalogue: Catalogue) -> tuple[DocumentView, ...]:
    """Return every document; with its text where the release holds its sentences."""
    sentences: dict[str, list[Row]] = {}
    for sentence in catalogue.sentences.values():
        sentences.setdefault(sentence["document_id"], []).append(sentence)
    entries: dict[str, list[Entry]] = {}
    for entry in catalogue.entries:
        entries.setdefault(entry.document_id, []).append(entry)
    views = []
    for document_id, row in catalogue.documents.items():
        own = entries.get(document_id, [])
        text = sentences.get(document_id, []) if catalogue.is_open(document_id) else []
        views.append(document_view(catalogue, row, own, released_blocks(text, own)))
    return tuple(views)


def _home(
    newest: Release,
    catalogue: Catalogue,
    happened: Sequence[Entry],
    views: Sequence[DocumentView],
) -> dict[str, Any]:
    columns = counts.years(happened)
    says = (
        "How many dated events the documents tell of for each year; an event that several "
        "of them tell counts once."
    )
    return {
        "documents": views,
        "picture": plots.years_picture(happened, columns, says) if columns else None,
        "example": _example(catalogue),
        "accuracy": _f1(newest),
        "metadata": _metadata(newest),
    }


def _metadata(newest: Release) -> dict[str, Any]:
    """Return the schema.org description of the dataset, for search engines."""
    package = newest.package
    told = newest.data("dataset.jsonld") or {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": package["title"],
        "description": package["description"],
        "version": package["version"],
        "license": package["licenses"][0]["path"],
    }
    for file in told.get("distribution", ()):
        file["contentUrl"] = f"../{newest.version.folder}/{file['contentUrl']}"
    return dict(told)


def _accuracy(newest: Release) -> Picture | None:
    card = newest.data("accuracy.json")
    return plots.accuracy_picture(card) if card and card["windows"] else None


def _f1(newest: Release) -> list[tuple[str, float]]:
    """Return the F1 of each table's values; nothing where the release has no accuracy card."""
    card = newest.data("accuracy.json")
    shares = plots.accuracy_shares(card) if card else []
    return [(table, share["value"]) for table, name, share in shares if name == "F1"]


def _example(catalogue: Catalogue) -> tuple[Passage, tuple[RowView, ...], str] | None:
    """Return an open sentence that shows what a row is, its rows and its document's title.

    It is the shortest with one event, one claim and two names; with an amount and an event
    dated to a month or day if there is one.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in catalogue.entries:
        if catalogue.sentences[entry.sentence_id]["text"] is not None:
            groups.setdefault(entry.sentence_id, []).append(entry)
    candidates = []
    for sentence_id, entries in groups.items():
        tables = Counter(entry.table for entry in entries)
        if tables["events"] == tables["claims"] == 1 and tables["mentions"] > 1:
            has_amount = any(entry.kind == "money" for entry in entries)
            is_precise = any(e.table == "events" and len(e.edtf) > len("2012") for e in entries)
            length = len(catalogue.sentences[sentence_id]["text"])
            candidates.append((not has_amount, not is_precise, length, sentence_id))
    if not candidates:
        return None
    sentence_id = min(candidates)[-1]
    sentence, entries = catalogue.sentences[sentence_id], groups[sentence_id]
    cut = pieces(sentence["text"], [(sought(sentence, entry), entry) for entry in entries])
    rows = tuple(RowView(entry, facts(entry, catalogue), True) for entry in entries)
    title = catalogue.documents[sentence["document_id"]]["title"]
    return Passage(sentence_id, cut), rows, title


def _timeline_pictures(events: Sequence[Entry], catalogue: Catalogue) -> tuple[Picture, ...]:
    types = counts.by_type(events)
    if not types.columns:
        return ()
    wide, narrow = (counts.by_actor(events, most) for most in ACTORS_BY_YEAR)

    def kind(code: str, letters: int) -> str:
        return label(code)[:letters]

    def actor(actor_id: str, letters: int) -> str:
        return catalogue.short_name(actor_id, letters)

    return (
        grids.grid_picture(
            "types",
            "By type",
            "What kinds of event fall in which year.",
            (types, types),
            kind,
            "type",
        ),
        grids.grid_picture(
            "actors",
            "By actor",
            "Who took part in events of which year.",
            (wide, narrow),
            actor,
            "actor",
        ),
    )


def _years(events: Iterable[Entry], catalogue: Catalogue) -> tuple[Year, ...]:
    tellings: dict[str, list[Entry]] = {}
    for event in catalogue.of("events"):
        tellings.setdefault(event.cluster, []).append(event)

    def shown(event: Entry) -> tuple[Entry, tuple[str, ...], tuple[Entry, ...]]:
        others = tuple(row for row in tellings[event.cluster] if row != event)
        return event, facts(event, catalogue), others

    return tuple(
        Year(year or 0, tuple(shown(event) for event in group))
        for year, group in groupby(events, key=lambda event: event.year)
    )


def _figures(catalogue: Catalogue) -> tuple[Picture, ...]:
    titles = {name: row["title"] for name, row in catalogue.documents.items()}
    return tuple(
        plots.series_picture(f"series-{number}", series, titles)
        for number, series in enumerate(counts.series(catalogue)[:SERIES_SHOWN], start=1)
    )


def _dated_claims(catalogue: Catalogue) -> tuple[tuple[str, tuple[RowView, ...]], ...]:
    """Return the claims that have a date by kind, in the order of time."""
    dated = [claim for claim in catalogue.of("claims") if claim.year is not None]
    found = []
    for kind in vocabulary.codes("kind"):
        claims = sorted((c for c in dated if c.kind == kind), key=lambda c: (c.year or 0, c.row_id))
        if claims:
            found.append((kind, tuple(RowView(c, facts(c, catalogue), False) for c in claims)))
    return tuple(found)


def _matrix(events: Sequence[Entry], catalogue: Catalogue) -> Picture | None:
    grid = counts.who_on_whom(events)
    says = (
        "How often the actor of a row acts on, or together with, the actor of a column. "
        "Where all parties act alike, as in a meeting, each counts with each other."
    )
    if not grid.rows:
        return None
    return grids.matrix_picture(grid, ACTORS_IN_MATRIX, catalogue.short_name, says)


def _named(catalogue: Catalogue) -> list[tuple[Row, int, int]]:
    """Return the actors named most, with the events and claims that they take part in."""
    parts = Counter((e.table, actor) for e in catalogue.entries for actor in e.actors)
    actors = sorted(catalogue.actors.values(), key=lambda a: (-a["mentions"], a["actor_id"]))
    return [
        (actor, parts["events", actor["actor_id"]], parts["claims", actor["actor_id"]])
        for actor in actors[:ACTORS_LISTED]
    ]
