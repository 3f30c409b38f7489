"""``ACCURACY.md``: the accuracy card for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.accuracy.gold import TABLES
from pipeline.accuracy.report import KIND_COLUMNS
from pipeline.release.markdown import grid
from pipeline.release.versions import Version

Card = Mapping[str, Any]
Figure = Mapping[str, Any]

HEADER = ("precision", "recall", "F1", "right", "found", "annotated")
SAMPLES = {
    "kept_aside": "On the windows kept aside",
    "all": "On all windows",
}
MEASURES = {
    "span": "A row is right if it overlaps an annotation, whatever its value.",
    "value": "A row is right if it overlaps an annotation and says the same: the same first and "
    "last day (dates, events), bounds and unit (claims), or actor (mentions). In the figures by "
    "kind the kind must be right, too.",
    "actors, attribution": "Of the rows that are right: who took part, and who is the source.",
}
ERRORS = {"calibration error": "expected_calibration_error", "Brier score": "brier"}
GROUPS = {"kind": set(KIND_COLUMNS.values()), "region": {"region"}, "rule": {"rule"}}
NOTHING = "No document of this version has annotated windows: nothing is known of its accuracy.\n"


def accuracy_page(version: Version, card: Card) -> str:
    """Return the page that says how often the rows of ``version`` are right."""
    title = f"# Accuracy of version {version}"
    if not card["windows"]:
        return f"{title}\n\n{NOTHING}"
    method = card["method"]
    parts = [
        title,
        f"Rows were held against {len(card['windows'])} windows of text in which careful readers "
        "annotated everything by the codebook. The rules were written while looking at half of "
        "the windows; the other half was kept aside and shows what to expect of new documents. "
        f"Brackets hold {method['level']:.0%} intervals from {method['resamples']:,} bootstrap "
        "resamples of whole windows; one without width means that the windows do not differ, not "
        "that the figure is certain. Every window is of a document of this dataset: texts of other "
        "publishers, laid out in other ways, may fare worse. `accuracy.json` holds the same for "
        "machines.",
        "\n".join(f"- *{name}*: {meaning}" for name, meaning in MEASURES.items()),
    ]
    for name, heading in SAMPLES.items():
        sample = card[name]
        parts += [f"## {heading} ({sample['windows']})", *_sample(sample)]
    parts += ["## The windows", *_windows(card)]
    return "\n\n".join(parts) + "\n"


def _sample(sample: Card) -> Iterator[str]:
    whole = [f for f in sample["figures"] if f["by"] is None]
    yield grid(
        ("table", "measure", *HEADER), [(f["table"], f["measure"], *_cells(f)) for f in whole]
    )
    if sample["means"]:
        yield "Of the rows that are right, how much else is right:"
        yield grid(("what", "mean"), [(k, f"{v:.3f}") for k, v in sample["means"].items()])
    for by in GROUPS:
        rows = [
            (f["table"], f["group"], *_cells(f))
            for f in sorted(sample["figures"], key=lambda f: TABLES.index(f["table"]))
            if f["measure"] == "value" and f["by"] in GROUPS[by]
        ]
        if rows:
            yield f"### By {by}"
            yield grid(("table", by, *HEADER), rows)
    if sample["reliability"]:
        yield "### Does confidence keep its word?"
        yield from _reliability(sample["reliability"], sample["reliability_left_out"])


def _cells(figure: Figure) -> list[str]:
    shares = [_interval(figure[name]) for name in ("precision", "recall", "f1")]
    counts = [figure[name] for name in ("right", "found", "gold")]
    return [*shares, *("" if count is None else str(count) for count in counts)]


def _interval(share: Mapping[str, float] | None) -> str:
    return f"{share['value']:.3f} [{share['low']:.3f}, {share['high']:.3f}]" if share else ""


def _reliability(tables: Mapping[str, Card], left_out: Mapping[str, Card]) -> Iterator[str]:
    yield (
        "Of the rows with a confidence, the share that is right should be that confidence. The "
        "calibration error is the mean distance between the two; 0 is perfect. Brackets hold "
        "Wilson's 95 % interval. A rule's confidence is counted on all of these windows; *left "
        "out* is what it would be if each row's own window had not been counted."
    )
    yield grid(
        ("table", "rows", *(f"{e}, {w}" for w in ("as published", "left out") for e in ERRORS)),
        [
            (
                name,
                tables[name]["rows"],
                *(f"{t[name][error]:.3f}" for t in (tables, left_out) for error in ERRORS.values()),
            )
            for name in tables
        ],
    )
    yield grid(
        ("table", "confidence from", "to", "rows", "mean confidence", "share right"),
        [
            (
                name,
                b["from"],
                b["to"],
                b["rows"],
                f"{b['confidence']:.3f}",
                f"{b['share_right']:.3f} [{b['low']:.3f}, {b['high']:.3f}]",
            )
            for name, table in tables.items()
            for b in table["bins"]
        ],
    )


def _windows(card: Card) -> Iterator[str]:
    yield grid(
        ("window", "file", "from", "to", *TABLES, "kept aside"),
        [
            (
                w["window"],
                w["raw_path"],
                w["char_start"],
                w["char_end"],
                *(w["annotations"][table] for table in TABLES),
                "yes" if w["kept_aside"] else "",
            )
            for w in card["windows"]
        ],
    )
    absent: Sequence[str] = card["not_covered"]
    if absent:
        yield f"Not counted, because their document is not in this version: {', '.join(absent)}."
