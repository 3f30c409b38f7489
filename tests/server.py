"""Real servers for tests: PostgreSQL from Debian's packages, an S3 API on this machine."""

import os
import pwd
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

POSTGRES = "/usr/lib/postgresql"


def free_port(together: int = 1) -> int:
    """Return a port that nobody uses, and nobody the next ones if ``together`` are needed.

    It lies below those that the system lends to outgoing connections.
    """
    for port in random.SystemRandom().sample(range(20_000, 32_000), 500):
        with suppress(OSError), ExitStack() as held:
            for one in range(port, port + together):
                held.enter_context(socket.socket()).bind(("127.0.0.1", one))
            return port
    raise OSError("no port is free between 20000 and 32000")


def need(program: str, package: str) -> str:
    """Return the path of ``program``, installing Debian's ``package`` where it is not there.

    Without it the test is skipped, except in continuous integration, where it must be.
    """
    found = _find(program)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", package]):
            subprocess.run(
                ["apt-get", *command],
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
                stdout=subprocess.DEVNULL,
                check=False,
            )
        found = _find(program)
    if found is None:
        message = f"{program} is not there; install Debian's package {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


def _find(program: str) -> str | None:
    newest = sorted(Path(POSTGRES).glob(f"*/bin/{program}"), reverse=True)
    return shutil.which(program) or (str(newest[0]) if newest else None)


def wait_for(url: str, seconds: float = 60) -> None:
    """Wait until ``url`` answers anything at all."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(f"{url} did not answer in {seconds} s")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server with its data in ``folder``; yield its URL.

    The server refuses to be root, so root runs it as the user that the package makes.
    """
    need("postgres", "postgresql")
    data, port = folder / "data", free_port()
    user = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        folder.mkdir(parents=True)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    make = [need("initdb", "postgresql"), "-D", str(data), "-U", "khorgos", "-A", "trust", "-N"]
    subprocess.run(make, check=True, **quiet, **user)
    options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    server = subprocess.Popen(
        [need("postgres", "postgresql"), "-D", str(data), "-p", str(port), "-F", *options],
        **quiet,
        **user,
    )
    try:
        ready = [need("pg_isready", "postgresql"), "-h", "127.0.0.1", "-p", str(port), "-q"]
        while subprocess.run(ready, check=False).returncode != 0:
            assert server.poll() is None, "PostgreSQL did not start"
            time.sleep(0.2)
        yield f"postgresql+psycopg2://khorgos@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def object_store(bucket: str) -> Iterator[dict[str, str]]:
    """Run an S3 API with an empty ``bucket``; yield the environment that leads to it."""
    port = free_port()
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url)
        with suppress(urllib.error.HTTPError):
            urllib.request.urlopen(urllib.request.Request(f"{url}/{bucket}", method="PUT")).close()
        yield {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "tester",
            "AWS_SECRET_ACCESS_KEY": "tester",
            "AWS_DEFAULT_REGION": "us-east-1",
            "KHORGOS_STORE": f"s3://{bucket}/khorgos",
        }
    finally:
        server.terminate()
        server.wait()
