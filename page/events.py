"""What the handlers of every tab have in common."""

from typing import Any

from corpus.errors import WenceError
from page.words import text

# Handlers of the page are no API: programs use /v1.
OWN: dict[str, Any] = {"api_visibility": "private", "show_progress": "minimal"}
QUIET: dict[str, Any] = {**OWN, "show_progress": "hidden"}


def fault(error: WenceError) -> str:
    """What was wrong, in words, in the place of a result."""
    return f'<p class="fault" role="alert">{text(error)}</p>'
