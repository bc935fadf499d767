"""The `footnote` command. Each module holds the commands of one concern."""

from footnote.cli.main import main

__all__ = ["main"]
