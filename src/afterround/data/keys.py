"""Makes the key of a new record."""

import os
import time
from uuid import UUID

from afterround.core.keys import uuid7


def new_key() -> UUID:
    """A fresh version 7 UUID."""
    return UUID(uuid7(time.time_ns() // 1_000_000, os.urandom(10)))
