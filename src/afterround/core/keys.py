"""The keys of all records: UUIDs of version 7, which sort by the time they were made (RFC 9562, section 5.7)."""


def uuid7(milliseconds: int, chance: bytes) -> str:
    """A version 7 UUID as text from Unix time in milliseconds and at least ten random bytes.

    Plain string work, because the quick path cannot afford to import `uuid`.
    """
    return dashed(f"{uuid7_number(milliseconds, chance):032x}")


def uuid7_number(milliseconds: int, chance: bytes) -> int:
    """The same as a number of 128 bits."""
    number = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(chance[:10], "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    return number & ~(0x3 << 62) | 0x2 << 62


def dashed(digits: str) -> str:
    """A key's 32 hexadecimal digits in the usual five groups."""
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
