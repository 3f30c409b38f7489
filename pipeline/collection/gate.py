"""Which addresses may be connected to, and for how long a connection may live.

The name of a host is resolved once, and the very address that was checked is connected
to: an answer that changes between check and connection (DNS rebinding) gains nothing.
"""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

SCHEMES = frozenset({"http", "https"})
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenAddressError(Exception):
    """An address that must not be fetched from; says why."""


def check_url(url: str) -> None:
    """Let ``url`` pass if it is an address of the web, without a name or password in it.

    Raises:
        ForbiddenAddressError: it is not.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ForbiddenAddressError(f"{url!r} is no address of the web") from error
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ForbiddenAddressError(f"{url!r} is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddressError(f"the address at {parts.hostname} holds a name or a password")


def is_public(address: Address) -> bool:
    """Whether ``address`` is one of the open internet, and holds no other one inside.

    >>> is_public(ipaddress.ip_address("93.184.215.14"))
    True
    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    inner: list[Address | None] = []
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    mapped = isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None
    return (
        (mapped or address.is_global)
        and not address.is_multicast
        and all(is_public(one) for one in inner if one is not None)
    )


class Deadline:
    """Cuts a connection that lives too long, however slowly it still sends."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._twin: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._twin is not None:
                self._twin.close()
            self._twin = None

    def watch(self, connection: socket.socket) -> None:
        """Take ``connection`` for the one to cut; a twin of it outlives its wrapping in TLS.

        Raises:
            OSError: the time is over already.
        """
        with self._lock:
            if self.has_passed:
                raise OSError("no time is left to connect")
            if self._twin is not None:
                self._twin.close()
            self._twin = connection.dup()

    def _cut(self) -> None:
        with self._lock:
            self.has_passed = True
            if self._twin is not None:
                with suppress(OSError):
                    self._twin.shutdown(socket.SHUT_RDWR)


class Gate:
    """Opens connections to public addresses, and to private ones only where that is allowed."""

    def __init__(self, allow_private: bool, deadline: Deadline) -> None:
        self.allow_private, self.deadline = allow_private, deadline

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Return a connection to the first address of ``host`` that answers.

        Raises:
            ForbiddenAddressError: the host has a private address.
            OSError: the host is unknown, or no address answers.
        """
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for *_, where in found:
            address = ipaddress.ip_address(str(where[0]).partition("%")[0])
            if not self.allow_private and not is_public(address):
                raise ForbiddenAddressError(
                    f"{host} is at {address}, which is no public address "
                    "(--allow-private lets it through)"
                )
        failure = OSError(f"{host} has no address")
        for family, kind, protocol, _, where in found:
            connection = socket.socket(family, kind, protocol)
            connection.settimeout(timeout)
            try:
                self.deadline.watch(connection)
                connection.connect(where)
            except OSError as error:
                connection.close()
                failure = error
            else:
                return connection
        raise failure

    @contextmanager
    def pool(self, url: str) -> Iterator[HTTPConnectionPool]:
        """Lend a pool for the host of ``url`` whose connections pass this gate."""
        parts = urlsplit(url)
        assert parts.hostname is not None  # check_url has seen to it
        pool: HTTPConnectionPool
        if parts.scheme == "https":
            pool = HTTPSConnectionPool(parts.hostname, parts.port, gate=self)
            pool.ConnectionCls = _SecureConnection
        else:
            pool = HTTPConnectionPool(parts.hostname, parts.port, gate=self)
            pool.ConnectionCls = _Connection
        try:
            yield pool
        finally:
            pool.close()


def _through(gate: Gate, connection: HTTPConnection) -> socket.socket:
    """Connect as urllib3 would, with its errors, but through ``gate``."""
    try:
        return gate.connect(connection._dns_host, connection.port, connection.timeout)
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, f"{connection.host} timed out") from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error


class _Connection(HTTPConnection):
    def __init__(self, *arguments: Any, gate: Gate, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._gate = gate

    def _new_conn(self) -> socket.socket:
        return _through(self._gate, self)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *arguments: Any, gate: Gate, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._gate = gate

    def _new_conn(self) -> socket.socket:
        return _through(self._gate, self)
