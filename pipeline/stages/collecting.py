"""Fetching sources that have an address, and accepting what was fetched."""

import logging
from collections.abc import Iterator, Sequence

from pipeline.collection import collecting
from pipeline.collection.client import Client
from pipeline.collection.collecting import Collected
from pipeline.sources import entries, register
from pipeline.stages import standing
from pipeline.workspace import Workspace

log = logging.getLogger("khorgos")


def collect(
    workspace: Workspace, client: Client, source_ids: Sequence[str] = ()
) -> Iterator[Collected]:
    """Fetch the sources that are to be collected, all or those named; yield what came of each.

    Raises:
        ValueError: a source that was named is not to be collected; says how to change that.
    """
    sources = register.load(workspace.register).sources
    known = {source.id for source in sources if source.collect}
    for source_id in source_ids:
        if source_id not in known:
            raise ValueError(
                f"{source_id}: the register has no such source with `collect: true` and a url"
            )
    chosen = [source for source in sources if not source_ids or source.id in source_ids]
    for collected in collecting.collect(chosen, workspace.raw, client):
        log.info(collected.message)
        yield collected


def accept(workspace: Workspace, source_id: str) -> Collected:
    """Make the newest version in the archive the one that the register names.

    Raises:
        KeyError: the register has no such source.
        RegisterError: the register's text does not let its hash be changed.
    """
    source = standing.source(workspace, source_id)
    version = collecting.accept(source, workspace.raw)
    if version is None:
        return Collected(source_id, "unchanged", f"{source_id}: there is no newer version")
    before = workspace.register.read_text(encoding="utf-8")
    after = entries.with_hash(before, source_id, source.sha256, version.sha256)
    entries.write(workspace.register, before, after)
    message = f"{source_id}: raw/{source.file} is the version of {version.fetched[:10]} now"
    log.info(message)
    return Collected(source_id, "accepted", message, version.sha256)
