"""The ``khorgos`` command: what people do, from a terminal.

It executes the same Dagster jobs on the same instance as the Dagster UI, so what was done
here shows there. Exit code 0: done; 1: a run, a check or a file failed; 2: a mistake of the
user's, told in one message. None ends in a stack trace. With ``--json`` standard output holds
one JSON value and nothing else.
"""

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from rich.console import Console

from pipeline import home
from pipeline.release.store import ConflictError, reach
from pipeline.review.commands import review
from pipeline.sources.register import RegisterError
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.runner import Summary

MISTAKE = 2
FAILED = 1

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode="markdown")
app.add_typer(review, name="review")
console = Console(highlight=False)


@app.callback()
def khorgos() -> None:
    """Documents about China in Central Asia, turned into an open dataset."""


Json = Annotated[bool, typer.Option("--json", help="Print one JSON value for programs.")]


@app.command()
def run(
    as_json: Json = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Show what would change; publish nothing."),
    ] = False,
    accept_drift: Annotated[
        str, typer.Option(help="Why a change of rows beyond the bounds is right; recorded.")
    ] = "",
) -> None:
    """Read what changed, assemble, validate and publish.

    Examples: `khorgos run` · `khorgos run --dry-run` · `khorgos run --json | jq .release`

    Exit code 1: a critical check or a step failed; nothing was published.
    """
    if dry_run:
        _preview(_prepared(as_json), as_json)
        return
    from pipeline.runner import run_everything  # Dagster takes seconds to load

    _end(run_everything(_prepared(as_json), accept_drift), as_json)


def _preview(workspace: Workspace, as_json: bool) -> None:
    from pipeline import stages

    differences, drift = stages.preview(workspace)
    if as_json:
        _print_json({"differences": differences, "beyond_bounds": drift})
        return
    console.print("A run would change:" if differences else "A run would change no row.")
    for line in differences:
        console.print(f"  {line}", soft_wrap=True, markup=False)
    for line in drift:
        console.print(f"beyond the bounds: {line}", soft_wrap=True, markup=False)
    if drift:
        console.print('It would ask: khorgos run --accept-drift "the reason"')


@app.command()
def validate(as_json: Json = False) -> None:
    """Hold the tables as they were assembled last against all expectations.

    Examples: `khorgos validate` · `khorgos validate --json | jq .failed_checks`

    Exit code 1: a critical check failed. Warnings are shown and pass.
    """
    from pipeline.runner import run_validation

    _end(run_validation(_prepared(as_json)), as_json)


@app.command()
def release(as_json: Json = False) -> None:
    """Validate the tables as they were assembled last and publish them if they pass.

    Examples: `khorgos release` · `khorgos release --json | jq .outcome`

    Exit code 1: a critical check failed; nothing was published.
    """
    from pipeline.runner import run_release

    _end(run_release(_prepared(as_json)), as_json)


@app.command()
def status(as_json: Json = False) -> None:
    """Say what a run would do now, without doing it.

    Examples: `khorgos status` · `khorgos status --json | jq .has_changed`
    """
    from pipeline import stages

    workspace = _prepared(as_json)
    plan, latest = stages.plan(workspace), stages.latest_release(workspace)
    statuses = {source.source_id: source.status for source in plan.sources}
    statuses |= dict.fromkeys(plan.withdrawn, "withdrawn")
    if as_json:
        _print_json(
            {
                "has_changed": plan.has_changed,
                "release": latest.name if latest else None,
                "sources": [
                    {"source": name, "status": word, "action": stages.ACTIONS[word]}
                    for name, word in statuses.items()
                ],
            }
        )
        return
    width = max(map(len, statuses), default=0)
    for name, word in statuses.items():
        console.print(f"{name:{width}}  {stages.ACTIONS[word]}", soft_wrap=True)
    if not plan.has_changed:
        console.print("Nothing changed since the last run.")


@app.command()
def extract(
    files: Annotated[
        list[Path], typer.Argument(help="Text, Markdown, HTML, PDF, DOCX, ODT or EPUB files.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the tables; made if it is not there.")],
    published: Annotated[
        str | None, typer.Option(help="Date of publication, EDTF: 2019-09-02, 2016-10.")
    ] = None,
) -> None:
    """Write the same tables for FILES that are not in the register.

    Example: `khorgos extract speech.txt --published 2019-09-02 --out /tmp/speech`
    """
    from pipeline.unregistered import extract_files

    _log_to(sys.stdout)
    outcome = extract_files(files, published, out)
    for message in outcome.messages:
        console.print(f"[yellow]warning[/] {message}", soft_wrap=True)
    for name, count in outcome.counts.items():
        console.print(f"{count:>7,}  {name}")
    if not outcome.counts:
        raise typer.Exit(FAILED)
    console.print(f"Tables written to {out}")


@app.command()
def add(
    what: Annotated[str, typer.Argument(metavar="FILE|URL", help="A file, or its address.")],
    source_id: Annotated[str | None, typer.Option("--id", help="Short name of the source.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    author: Annotated[
        list[str] | None, typer.Option(help="An author; give it again for each.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Date of publication, EDTF: 2019-09-02, 2016-10.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where a FILE was published.")] = None,
    genre: Annotated[str | None, typer.Option(help="Kind of text: report, article.")] = None,
    licence: Annotated[
        str | None, typer.Option(help="SPDX identifier; default all-rights-reserved.")
    ] = None,
    collect_it: Annotated[
        bool, typer.Option("--collect", help="Fetch it again with `khorgos collect`.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option(help="Fetch from addresses of the local network, too.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for scripts.")] = False,
) -> None:
    """Draft the register's entry for a document from what it says of itself, and add it.

    Example: `khorgos add report.pdf --published 2019-09-02`
    """
    from pipeline import adding
    from pipeline.collection.client import Client

    told = {
        "id": source_id,
        "title": title,
        "authors": author or None,
        "publisher": publisher,
        "published": published,
        "url": url,
        "genre": genre,
        "licence": licence,
        "collect": collect_it or None,
    }
    workspace = Workspace.here()
    addition = adding.propose(workspace, what, told, Client(allow_private=allow_private))
    console.print(addition.text, markup=False, soft_wrap=True)
    if not yes and not typer.confirm("Add this entry to raw/sources.yaml?"):
        adding.decline(addition)
        console.print("Nothing was added.")
        return
    adding.add(workspace, addition)
    console.print(f"Added {addition.entry['id']}. Check the entry in raw/sources.yaml, then run.")


@app.command()
def collect(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Ids; default: every source to be collected.")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the newest version of SOURCES; fetch nothing.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option(help="Fetch from addresses of the local network, too.")
    ] = False,
) -> None:
    """Fetch the sources with `collect: true` anew; every version is archived.

    Example: `khorgos collect`
    """
    from pipeline import stages
    from pipeline.collection.client import Client

    _log_to(sys.stdout)
    workspace = Workspace.here()
    if accept:
        if not sources:
            raise ValueError("--accept needs the ids of the sources whose new version is taken")
        for source_id in sources:
            stages.accept(workspace, source_id)
        return
    client = Client(allow_private=allow_private)
    collected = list(stages.collect(workspace, client, sources or ()))
    if not collected:
        console.print("No source of the register has `collect: true`.")
    if any(one.status == "failed" for one in collected):
        raise typer.Exit(FAILED)


@app.command()
def score(
    errors: Annotated[bool, typer.Option(help="List every miss by offset.")] = False,
    gold: Annotated[
        Path | None, typer.Option(help="Folder of annotated windows; default tests/gold.")
    ] = None,
    calibrate: Annotated[
        bool, typer.Option(help="Write what was right by rule to vocabulary/confidence.csv.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Hold the assembled dataset against annotated windows.

    Examples: `khorgos score --errors` · `khorgos score --json`
    """
    from pipeline import accuracy, stages, vocabulary
    from pipeline.dataset import read_corrections

    workspace = Workspace.here()
    windows = accuracy.read_windows(gold or workspace.root / "tests" / "gold")
    outcomes = list(accuracy.compare(stages.dataset(workspace), windows))
    report = accuracy.report((table, matched) for _, table, matched in outcomes)
    if as_json:
        figures = ("precision", "recall", "f1", "gold", "found")
        _print_json(
            {
                name: {figure: getattr(tally, figure) for figure in figures}
                for name, tally in report.tallies.items()
            }
        )
        return
    if errors:
        for line in accuracy.errors(outcomes):
            console.print(line, soft_wrap=True, markup=False)
    reliability = accuracy.calibration.reliability(outcomes)
    for line in (*accuracy.lines(report), *accuracy.calibration.reliability_lines(reliability)):
        console.print(line, soft_wrap=True)
    if read_corrections(workspace.corrections):
        alone = accuracy.compare(stages.uncorrected(workspace), windows)
        console.print("\nWithout corrections:")
        for line in accuracy.lines(accuracy.report((table, m) for _, table, m in alone)):
            console.print(line, soft_wrap=True)
    if calibrate:
        path = vocabulary.FOLDER / "confidence.csv"
        counts = accuracy.calibration.count((table, matched) for _, table, matched in outcomes)
        accuracy.calibration.write(counts, path)
        console.print(f"{len(counts)} rules counted in {path.name}; now `khorgos run` states them")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A version: 0.1.0, v0.1.0 or latest.")],
    after: Annotated[str, typer.Argument(help="Another.")],
    as_json: Json = False,
) -> None:
    """Show what differs between two releases, row by row.

    Example: `khorgos diff 0.1.0 latest --json`
    """
    from pipeline import release

    found = release.difference(Workspace.here().outputs, before, after)
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    for line in found.lines():
        console.print(line, soft_wrap=True, markup=False)


@app.command()
def view() -> None:
    """Show your own documents with every row highlighted in its text.

    The pages stay on this machine: they hold words that may not be published.

    Example: `khorgos view`
    """
    from pipeline import stages

    _log_to(sys.stdout)
    page, messages = stages.view(Workspace.here())
    for message in messages:
        console.print(f"[yellow]warning[/] {message}", soft_wrap=True)
    console.print(f"Open {page}", soft_wrap=True)


@app.command()
def ui(port: Annotated[int, typer.Option(help="Port on this machine.")] = 3000) -> None:
    """Start the Dagster UI on this machine, and the releases on the port after its own.

    Example: `khorgos ui --port 3100`
    """
    from pipeline.runner import register_sources
    from pipeline.serving import serve_ui

    workspace = _prepared(as_json=False)
    register_sources(workspace)
    console.print(f"Dagster UI on http://127.0.0.1:{port} (Ctrl-C ends it)")
    console.print(f"Releases on http://127.0.0.1:{port + 1}")
    raise typer.Exit(serve_ui(workspace, port))


def _prepared(as_json: bool) -> Workspace:
    """Return the workspace, its Dagster home ready and the log on the console."""
    workspace = Workspace.here()
    home.prepare(workspace)
    _log_to(sys.stderr if as_json else sys.stdout)
    if workspace.shared:
        reach(workspace.shared)
    return workspace


def _end(summary: "Summary", as_json: bool) -> None:
    """Print what a run came to and end with its exit code."""
    if as_json:
        _print_json(summary.data)
    else:
        for line in summary.lines:
            console.print(line, soft_wrap=True, markup=False)
    raise typer.Exit(0 if summary.success else FAILED)


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def _log_to(stream: TextIO) -> None:
    log = logging.getLogger("khorgos")
    log.setLevel(logging.INFO)
    log.addHandler(logging.StreamHandler(stream))


def main() -> None:
    """Run the command; turn a user's mistake into a message."""
    from pipeline.collection.client import FetchError

    try:
        app()
    except (RegisterError, ConflictError, FetchError, OSError, ValueError) as mistake:
        Console(stderr=True).print("[red]error[/] ", end="")
        Console(stderr=True).print(str(mistake), soft_wrap=True, markup=False)
        sys.exit(MISTAKE)
