"""One's own address: what can be it, how a browser spells it, and why the rest is refused."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.address import (
    find_token,
    local_address,
    opening_address,
    pairing_address,
    read_address,
    refused_host,
)
from afterround.core.errors import Invalid

ORIGIN = "https://notes.example.org"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (ORIGIN, ORIGIN),
        (f"  {ORIGIN}/ ", ORIGIN),
        ("HTTPS://Notes.Example.ORG", ORIGIN),
        (f"{ORIGIN}:443", ORIGIN),
        (f"{ORIGIN}:8443", f"{ORIGIN}:8443"),
        ("https://laptop", "https://laptop"),
        ("https://büro.example", "https://xn--bro-hoa.example"),
        ("https://192.168.1.5:8443", "https://192.168.1.5:8443"),
        ("https://[FD00:0:0::5]", "https://[fd00::5]"),
    ],
)
def test_an_https_address_is_spelled_as_a_browser_sends_it(text: str, origin: str) -> None:
    assert read_address(text) == origin
    assert read_address(origin) == origin


@pytest.mark.parametrize(
    "text", ["localhost", "LOCALHOST ", "http://localhost", "http://localhost/", "127.0.0.1", "http://[::1]"]
)
def test_this_computer_means_no_address_of_ones_own(text: str) -> None:
    assert read_address(text) == ""


def why_not(text: str) -> str:
    with pytest.raises(Invalid) as refused:
        read_address(text)
    assert refused.value.code == "bad_address"
    assert refused.value.problems["at"] in str(refused.value)
    return refused.value.problems["at"]


@pytest.mark.parametrize(
    "text", ["http://192.168.1.5:4717", "http://name", "HTTP://notes.example.org", "http://[fd00::5]"]
)
def test_plain_http_is_refused_with_what_would_not_work_and_what_to_do(text: str) -> None:
    why = why_not(text)
    for word in (
        "service worker",
        "clipboard",
        "read along",
        "mesh",
        "proxy",
        "docs/phone.md",
        "afterround inbox",
    ):
        assert word in why


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("notes.example.org", "https://notes.example.org"),
        ("192.168.1.5:4717", "https://192.168.1.5:4717"),
        ("", "https://NAME"),
        ("ftp://notes.example.org", "has to begin with https://"),
        (f"{ORIGIN}/afterround", "what follows the name"),
        (f"{ORIGIN}?a=1", "what follows the name"),
        (f"{ORIGIN}#top", "what follows the name"),
        (f"{ORIGIN}\\evil", "what follows the name"),
        ("https://ann@notes.example.org", "before the @"),
        ("https://ann:secret@notes.example.org", "before the @"),
        ("https://localhost", "--at localhost"),
        ("https://127.0.0.1:4717", "--at localhost"),
        ("http://localhost:4717", "--port"),
        ("localhost:4717", "--port"),
    ],
)
def test_a_refusal_says_what_to_do(text: str, words: str) -> None:
    assert words in why_not(text)


@pytest.mark.parametrize(
    "host",
    ["", ":8443", "name:", "name:0", "name:65536", "name:x", "a..b", "-a.example", "a b", "name.", "1234", "0.0.0.0",
     "[::]", "[fd00", "fd00::5", "a" * 64, ".".join(["a" * 60] * 5), "na\nme", "a,b", "*.example.org", "%31.example"],
)  # fmt: skip
def test_what_is_no_name_is_refused(host: str) -> None:
    why_not(f"https://{host}")


@given(st.text(alphabet="htps:/.@[]0123456789abc-?#ü\\ \n", max_size=40))
def test_whatever_is_typed_gives_an_origin_or_a_reason(text: str) -> None:
    try:
        origin = read_address(text)
    except Invalid as refused:
        assert refused.problems["at"]
        return
    parts = urlsplit(origin or "https://localhost")
    assert (parts.scheme, parts.path, parts.query, parts.username) == ("https", "", "", None)
    assert parts.hostname and parts.netloc.isascii()


@pytest.mark.parametrize("port", [80, 4717])
def test_a_browser_leaves_the_usual_port_out(port: int) -> None:
    assert local_address(port) == ("http://localhost" if port == 80 else "http://localhost:4717")


@pytest.mark.parametrize(
    ("host", "is_near"),
    [
        ("192.168.1.5:4717", True),
        ("10.0.0.2", True),
        ("[fd00::5]:4717", True),
        ("100.100.7.8:4717", True),
        ("laptop:4717", True),
        ("laptop.local:4717", True),
        ("evil.example", False),
        ("8.8.8.8", False),
        ("127.0.0.1:1", False),
        ("", False),
    ],
)
def test_the_reason_is_told_to_a_device_on_the_local_network(host: str, is_near: bool) -> None:
    said = refused_host(host, "http://localhost:4717")
    assert said.startswith("Afterround answers only at http://localhost:4717.")
    assert ("service worker" in said) is is_near


TOKEN = "Zk9-" * 10 + "_b7"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f" {TOKEN}\n",
        pairing_address(ORIGIN, TOKEN),
        opening_address(ORIGIN, TOKEN),
        f"<{TOKEN}>",
        f"a: {TOKEN}.",
    ],
)
def test_a_token_is_found_in_whatever_was_pasted(text: str) -> None:
    assert find_token(text) == TOKEN


@pytest.mark.parametrize("text", ["", ORIGIN, TOKEN[1:], f"{TOKEN}x", f"{TOKEN[:20]} {TOKEN[20:]}"])
def test_what_is_no_token_is_none(text: str) -> None:
    assert find_token(text) == ""
