"""What can go wrong: a refused deed is an exception with a code, a mistake in a user's text is a value."""

from dataclasses import dataclass


class AfterroundError(Exception):
    """A refused deed. `code` is stable and made for programs; the message says what to do."""

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class NotFound(AfterroundError):
    """There is no such thing for this owner; another owner's thing looks exactly the same."""

    code = "not_found"


class Invalid(AfterroundError):
    """What was entered cannot be taken. `problems` maps a field's name to what to do about it."""

    code = "invalid"

    def __init__(
        self, message: str, *, problems: dict[str, str] | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.problems = problems or {}


class Conflict(AfterroundError):
    """The thing has changed since it was read, or its state does not allow the deed."""

    code = "conflict"


class StoreUnavailable(AfterroundError):
    """The store cannot be used as it is; the message names what is wrong and what to do."""

    code = "store_unavailable"


@dataclass(frozen=True)
class Problem:
    """A mistake in a user's text: the line it stands on (from 1; 0 for the text as a whole) and what to do."""

    line: int
    message: str
