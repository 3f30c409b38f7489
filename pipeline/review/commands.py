"""``khorgos review``: rows out to Label Studio, what people found back as corrections."""

import csv
import io
import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.workspace import Workspace

review = typer.Typer(no_args_is_help=True, help="Let people look at rows and correct them.")


@review.command("export")
def export_rows(
    table: Annotated[str, typer.Argument(help="dates, mentions, claims or events.")],
    out: Annotated[Path, typer.Option(help="Folder for the tasks; made if it is not there.")],
) -> None:
    """Write the rows of TABLE that nobody reviewed as tasks for Label Studio.

    Example: `khorgos review export claims --out /tmp/review`

    The tasks hold sentences of the documents: they are for you, not for publication.
    """
    from pipeline import stages
    from pipeline.review import label_studio

    workspace = Workspace.here()
    if table not in label_studio.BY_NAME:
        known = ", ".join(label_studio.BY_NAME)
        raise ValueError(f"no rows of {table!r} can be reviewed; give one of {known}")
    declared = label_studio.BY_NAME[table]
    texts = stages.texts(workspace)
    tasks = list(label_studio.tasks(stages.dataset(workspace), declared, texts))
    out.mkdir(parents=True, exist_ok=True)
    content = json.dumps(tasks, ensure_ascii=False, indent=1)
    (out / f"{table}.json").write_text(content, encoding="utf-8")
    (out / f"{table}.xml").write_text(label_studio.labelling(declared), encoding="utf-8")
    typer.echo(f"{len(tasks):,} tasks in {out / table}.json, to import into a project of Label")
    typer.echo(f"Studio whose labelling interface is {out / table}.xml")


@review.command("import")
def import_reviews(
    file: Annotated[Path, typer.Argument(help="What Label Studio exported as JSON.")],
) -> None:
    """Append what people found in Label Studio to raw/corrections.csv.

    Example: `khorgos review import /tmp/review/export.json`

    All of it is taken, or, where something in it is wrong, nothing. Lines that are there
    already are not added again.
    """
    from pipeline.dataset import read_corrections
    from pipeline.dataset.corrections import HEADER
    from pipeline.release import durable
    from pipeline.review import label_studio

    path = Workspace.here().corrections
    try:
        exported = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{file} is no JSON: {error}; export the project as JSON") from error
    found = label_studio.corrections(exported if isinstance(exported, list) else [exported])
    before = path.read_text(encoding="utf-8") if path.is_file() else ",".join(HEADER) + "\n"
    known = list(csv.DictReader(io.StringIO(before)))
    new = [line for line in found if line not in known]
    added = io.StringIO()
    csv.DictWriter(added, HEADER, lineterminator="\n").writerows(new)
    beside = path.with_name(".corrections.csv.new")
    try:
        beside.write_text(before.rstrip("\n") + "\n" + added.getvalue(), encoding="utf-8")
        read_corrections(beside)  # a line that cannot be understood must not get in
    finally:
        content = beside.read_bytes()
        beside.unlink()
    durable.replace(path, content)
    typer.echo(f"{len(new)} corrections added to {path}, {len(found) - len(new)} there already")
    typer.echo("khorgos run --dry-run shows what they change")
