"""Which text the bytes of a file are, whatever program wrote it."""


def decode_text(content: bytes) -> str | None:
    """The text in UTF-8, in UTF-16 with its mark, or in the old Windows encoding; None where it is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
