"""The command `wence`: what a user types, and what a terminal shows."""

from rag.cli.main import main

__all__ = ["main"]
