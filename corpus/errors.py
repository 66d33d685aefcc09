"""The errors that wence raises on purpose. A message is one sentence for the user, in Chinese."""


class WenceError(Exception):
    """Something failed that the user can do something about; the message says what."""

    exit_code = 1


class BadInput(WenceError):
    """What was given cannot be used: a question, a file, an option."""

    exit_code = 2


class NoticeError(BadInput):
    """A notice file that is missing, empty, binary or otherwise not a readable notice."""
