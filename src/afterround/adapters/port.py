"""Loopback ports: who listens on one, which are free, sockets that are ours; and who answers at an address."""

import http.client
import json
import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
"""Both loopback families: "localhost" may mean either."""

PATIENCE = 2.0
"""Seconds to wait for an answer."""


ONLINE_PATIENCE = 10.0
"""The same for an address that may be at the other end of the world."""


MISDIRECTED = 421
"""The status by which Afterround refuses a Host that is not its own."""


class Listener(StrEnum):
    """Who listens on a port."""

    NOBODY = "nobody"
    OURSELVES = "ourselves"
    OTHER_STORE = "other_store"
    OTHER_PROGRAM = "other_program"


def who_listens(port: int, store_key: str) -> Listener:
    """Who listens on a loopback port. Afterround with the store of that key is "ourselves"."""
    if not any(_answers(family, address, port) for family, address in ADDRESSES):
        return Listener.NOBODY
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/alive", headers={"Host": f"localhost:{port}"})
        said = json.loads(connection.getresponse().read(1000))
        connection.close()
        key = said["store"]
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
        return Listener.OTHER_PROGRAM
    return Listener.OURSELVES if key == store_key else Listener.OTHER_STORE


@dataclass(frozen=True)
class Answer:
    """Who answers at an address. `words` says what went wrong where nobody does.

    `is_exact` is False where the request arrives, but with another Host than it was sent with.
    """

    listener: Listener
    words: str = ""
    is_exact: bool = True


def who_answers(origin: str, store_key: str) -> Answer:
    """Who answers at an https address, asked as a phone would ask: by its name, with its certificate checked."""
    parts = urlsplit(origin)
    connection = http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=ONLINE_PATIENCE)
    try:
        with closing(connection):
            connection.request("GET", "/alive")
            response = connection.getresponse()
            text, status = response.read(1000), response.status
    except ssl.SSLCertVerificationError as error:
        return Answer(Listener.NOBODY, f"its certificate is not trusted: {error.verify_message}")
    except (OSError, http.client.HTTPException) as error:
        return Answer(Listener.NOBODY, getattr(error, "strerror", None) or str(error) or type(error).__name__)
    try:
        said = json.loads(text)
        key, host = said["store"], said["host"]
    except (ValueError, KeyError, TypeError):
        return Answer(Listener.OTHER_PROGRAM, f"status {status}", is_exact=status != MISDIRECTED)
    return Answer(
        Listener.OURSELVES if key == store_key else Listener.OTHER_STORE, is_exact=host == parts.netloc
    )


def _answers(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.settimeout(PATIENCE)
            probe.connect((address, port))
    except OSError:
        return False
    return True


def bind(port: int) -> list[socket.socket]:
    """Sockets bound to a port on both loopback families, IPv4 alone where there is no IPv6.

    Raises OSError where the port cannot be had.
    """
    bound: list[socket.socket] = []
    try:
        for family, address in ADDRESSES:
            if family == socket.AF_INET or _has_ipv6():
                bound.append(_bound(family, address, port))
    except OSError:
        for made in bound:
            made.close()
        raise
    return bound


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    made = socket.socket(family)
    try:
        if hasattr(
            socket, "SO_EXCLUSIVEADDRUSE"
        ):  # Windows, where SO_REUSEADDR would let two programs share it
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((address, port))
    except OSError:
        made.close()
        raise
    return made


def _has_ipv6() -> bool:
    """Whether this computer has an IPv6 loopback address."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def free_port(wanted: int) -> int:
    """The wanted port if it is free on both families, else one that is."""
    for port in (wanted, 0):
        try:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
                found = int(probe.getsockname()[1])
            for made in bind(found):
                made.close()
        except OSError:
            continue
        return found
    raise OSError("no port is free")
