"""The ``khorgos`` command: what people do, from a terminal.

``khorgos run`` executes the same Dagster job on the same instance as the Dagster UI, so
what was done here shows there. A user's mistake ends in one message and exit code 2, a
run that failed in exit code 1; neither in a stack trace.
"""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.sources.register import RegisterError
from pipeline.workspace import Workspace

DAGSTER_YAML = """\
telemetry: {enabled: false}
nux: {enabled: false}
"""
MISTAKE = 2
FAILED = 1

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode="markdown")
console = Console(highlight=False)


@app.callback()
def khorgos() -> None:
    """Documents about China in Central Asia, turned into an open dataset."""


@app.command()
def run() -> None:
    """Read what changed, assemble, validate and publish.

    Example: `khorgos run`
    """
    from pipeline.runner import run_everything  # Dagster takes seconds to load

    workspace = _prepared()
    summary = run_everything(workspace)
    for line in summary.lines:
        console.print(line, soft_wrap=True, markup=False)
    raise typer.Exit(0 if summary.success else FAILED)


@app.command()
def status() -> None:
    """Say what a run would do now, without doing it.

    Example: `khorgos status`
    """
    from pipeline import stages

    plan = stages.plan(_prepared())
    width = max(len(source.source_id) for source in plan.sources)
    for source in plan.sources:
        console.print(
            f"{source.source_id:{width}}  {stages.ACTIONS[source.status]}", soft_wrap=True
        )
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

    _log_to_console()
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

    _log_to_console()
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
) -> None:
    """Hold the assembled dataset against annotated windows.

    Example: `khorgos score --errors`
    """
    from pipeline import accuracy, stages

    workspace = Workspace.here()
    windows = accuracy.read_windows(gold or workspace.root / "tests" / "gold")
    outcomes = list(accuracy.compare(stages.dataset(workspace), windows))
    if errors:
        for line in accuracy.errors(outcomes):
            console.print(line, soft_wrap=True, markup=False)
    report = accuracy.report((table, matched) for _, table, matched in outcomes)
    for line in accuracy.lines(report):
        console.print(line)


@app.command()
def ui(port: Annotated[int, typer.Option(help="Port on this machine.")] = 3000) -> None:
    """Start the Dagster UI on this machine, with the same assets.

    Example: `khorgos ui --port 3001`
    """
    workspace = _prepared()
    command = [str(Path(sys.executable).with_name("dg")), "dev", "--host", "127.0.0.1"]
    console.print(f"Dagster UI on http://127.0.0.1:{port} (Ctrl-C ends it)")
    os.chdir(workspace.root)
    os.execv(command[0], [*command, "--port", str(port)])


def _prepared() -> Workspace:
    """Return the workspace, its Dagster home ready and the log on the console."""
    workspace = Workspace.here()
    home = workspace.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    (home / "dagster.yaml").write_text(DAGSTER_YAML)
    os.environ["DAGSTER_HOME"] = str(home)
    _log_to_console()
    return workspace


def _log_to_console() -> None:
    log = logging.getLogger("khorgos")
    log.setLevel(logging.INFO)
    log.addHandler(logging.StreamHandler(sys.stdout))


def main() -> None:
    """Run the command; turn a user's mistake into a message."""
    from pipeline.collection.client import FetchError

    try:
        app()
    except (RegisterError, FetchError, FileNotFoundError, ValueError) as mistake:
        Console(stderr=True).print(f"[red]error[/] {mistake}", soft_wrap=True)
        sys.exit(MISTAKE)
