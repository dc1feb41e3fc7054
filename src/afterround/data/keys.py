"""Makes the key of a new record."""

import os
import time
from uuid import UUID

from afterround.core.keys import uuid7_number


def new_key() -> UUID:
    """A fresh version 7 UUID."""
    return UUID(int=uuid7_number(time.time_ns() // 1_000_000, os.urandom(10)))
