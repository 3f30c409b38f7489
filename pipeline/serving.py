"""The Dagster UI on this machine, and beside it the releases, so that its links lead somewhere."""

import os
import signal
import socket
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.home import WORKSPACE
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
        OSError: a port is taken; names it.
    """
    _require_free(port)
    if not os.environ.get("KHORGOS_RELEASES_URL"):
        _require_free(port + 1)
        serve_files(workspace.outputs, port + 1)
        os.environ["KHORGOS_RELEASES_URL"] = f"http://{HOST}:{port + 1}"
    locations = Path(os.environ["DAGSTER_HOME"]) / WORKSPACE
    command = [sys.executable, "-m", "dagster", "dev", "--workspace", str(locations)]
    dagster = subprocess.Popen([*command, "--host", HOST, "--port", str(port)])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: dagster.terminate())
    return dagster.wait()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise OSError(
                f"port {port} is taken ({error.strerror}); give another: --port"
            ) from error
