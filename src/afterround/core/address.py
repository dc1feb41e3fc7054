"""One's own address: the one origin under which the program answers, and why some addresses cannot be it."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NoReturn

from afterround.core.errors import Invalid

PLAIN_HTTP = (
    "On a plain http address a browser runs no service worker and gives no clipboard, so nothing works there "
    "without a network, and anybody in the same network could read along."
)
WAYS = (
    "Two ways to an https address cost nothing: a private mesh network, or a small proxy on a server of your own; "
    "docs/phone.md walks through both. For those who want neither, afterround inbox takes jots from a folder "
    "that a phone writes to."
)

ADDRESS = re.compile(r"(?:([a-z][a-z0-9+.-]*)://)?([^/?#\\]*)(.*)", re.IGNORECASE | re.DOTALL)
AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^:\[\]]*)(?::(?P<port>\d{1,5}))?", re.IGNORECASE)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NAME_LENGTH = 253
TOKEN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")
"""256 bits in the URL-safe Base64 alphabet (RFC 4648, section 5)."""


def local_address(port: int) -> str:
    """The origin of this computer at a port: "http://localhost:4717", without the port where that is 80."""
    return "http://localhost" if port == 80 else f"http://localhost:{port}"


def read_address(text: str) -> str:
    """The origin that a person's text means, as a browser spells it: "https://name" or "https://name:8443".

    "" for this computer itself ("localhost"). Raises Invalid with the reason and what to do for everything that
    is not an https address, or holds more than a name and a port.
    """
    said = text.strip()
    scheme, authority, tail = _parts(said)
    found = AUTHORITY.fullmatch(authority.rpartition("@")[2])
    host = found["host"].lower() if found else ""
    port = int(found["port"]) if found and found["port"] else None
    if _is_loopback(host):
        return _this_computer(said, scheme, port)
    if not scheme:
        _refuse(said, f"Write it in full: https://{said or 'NAME'}")
    if scheme == "http":
        _refuse(said, f"{PLAIN_HTTP} {WAYS}")
    if scheme != "https":
        _refuse(said, "It has to begin with https://")
    if "@" in authority:
        _refuse(said, "Leave out what stands before the @; a device is let in by pairing it.")
    if tail not in ("", "/"):
        _refuse(said, "Leave out what follows the name: Afterround needs a name, or a port, of its own.")
    name = _spelled(host)
    if not name or (port is not None and not 1 <= port <= 65535):
        _refuse(said, "It is no name that a browser could look up. One looks like https://notes.example.org")
    return f"https://{name}" if port in (None, 443) else f"https://{name}:{port}"


def refused_host(host: str, origin: str) -> str:
    """What is answered to a request for another Host than that of the origin; with the reason on a local network."""
    words = f"Afterround answers only at {origin}."
    return f"{words} {PLAIN_HTTP} {WAYS}" if _is_on_local_network(host) else words


def opening_address(origin: str, token: str) -> str:
    """The address that lets in the browser that opens it, in one step: for a browser beside the terminal."""
    return f"{origin}/open/{token}/"


def pairing_address(origin: str, token: str) -> str:
    """The address that lets in a browser once a button is pressed there: it may travel, and be looked at on its way."""
    return f"{origin}/open/?token={token}"


def find_token(text: str) -> str:
    """The one-time token in what a person pasted: the whole address or the token alone; "" where there is none."""
    found = TOKEN.findall(text)
    return str(found[-1]) if found else ""


def _parts(text: str) -> tuple[str, str, str]:
    """Scheme ("" for none), authority, and all that follows."""
    found = ADDRESS.fullmatch(text)
    assert found is not None  # every part may be empty
    return (found[1] or "").lower(), found[2], found[3]


def _refuse(said: str, why: str) -> NoReturn:
    problems = {"at": why}
    raise Invalid(f'"{said}" cannot be the address. {why}', problems=problems, code="bad_address")


def _this_computer(said: str, scheme: str, port: int | None) -> str:
    if scheme == "https":
        _refuse(said, "Only this computer can reach it, which needs no certificate: --at localhost")
    if port is not None:
        _refuse(said, "The port on this computer is another choice: --at localhost --port NUMBER")
    return ""


def _spelled(host: str) -> str:
    """A host as a browser sends it: in ASCII, an IP address in its shortest form; "" where it is none."""
    address = _ip(host)
    if address is not None:
        return "" if address.is_unspecified or address.is_multicast else _in_brackets(address)
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    labels = name.split(".")
    is_name = len(name) <= NAME_LENGTH and all(LABEL.fullmatch(label) for label in labels)
    return name if is_name and not labels[-1].isdigit() else ""


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _in_brackets(address: IPv4Address | IPv6Address) -> str:
    return f"[{address.compressed}]" if address.version == 6 else address.compressed


def _is_loopback(host: str) -> bool:
    address = _ip(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def _is_on_local_network(host: str) -> bool:
    """Whether a Host header names a machine nearby: by a private IP address, or by a name without a domain."""
    found = AUTHORITY.fullmatch(host)
    name = found["host"].lower() if found else ""
    address = _ip(name)
    if address is not None:
        return not address.is_global and not address.is_loopback
    return (
        bool(name)
        and name != "localhost"
        and ("." not in name or name.endswith((".local", ".lan", ".home.arpa")))
    )
