"""The Dagster UI on this machine, and beside it the releases, so that its links lead somewhere."""

import os
import signal
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.workspace import Workspace

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps silent about it."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".csv": "text/csv; charset=utf-8",
        ".md": "text/plain; charset=utf-8",
        "": "text/plain; charset=utf-8",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Say nothing."""


def serve_files(folder: Path, port: int) -> ThreadingHTTPServer:
    """Serve ``folder`` to this machine alone, read-only, until the server is shut down.

    Raises:
        OSError: the port is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def serve_ui(workspace: Workspace, port: int) -> int:
    """Run the Dagster UI on ``port`` and the releases on the one after; return its exit code.

    Raises:
        OSError: a port is taken.
    """
    if "KHORGOS_RELEASES_URL" not in os.environ:
        serve_files(workspace.outputs, port + 1)
        os.environ["KHORGOS_RELEASES_URL"] = f"http://{HOST}:{port + 1}"
    command = [sys.executable, "-m", "dagster", "dev", "--module-name", "pipeline.definitions"]
    dagster = subprocess.Popen([*command, "--host", HOST, "--port", str(port)])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: dagster.send_signal(signal.SIGINT))
    return dagster.wait()
