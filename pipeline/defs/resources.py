"""What assets are handed: the workspace they read from and write to."""

from pathlib import Path

import dagster as dg

from pipeline.workspace import Workspace


class WorkspaceResource(dg.ConfigurableResource[Workspace]):
    """The project's folder, and its object store if there is one."""

    root: str
    store: str | None = None

    def workspace(self) -> Workspace:
        """Return the folders below ``root``."""
        return Workspace(Path(self.root), self.store)


@dg.definitions
def resources() -> dg.Definitions:
    """Bind the workspace and run every step in one process.

    The default executor starts a process for each step, which costs seconds each;
    work that is worth it is parallel inside its asset.
    """
    here = Workspace.here()
    return dg.Definitions(
        resources={"project": WorkspaceResource(root=str(here.root), store=here.store)},
        executor=dg.in_process_executor,
    )
