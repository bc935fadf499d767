"""A product on services that want to know its address before it starts, as chat services do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from footnote.server.stack import Stack, free_port
from tests.channels.staff import STAFF_TOKEN


@dataclass(frozen=True)
class Product:
    """A product that does not run yet.

    Attributes:
        model: a trained model.
        database_url: with the knowledge base loaded.
        log: where it writes.
        port: that it will listen on.
    """

    model: Path
    database_url: str
    log: Path
    port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        """Where it will answer."""
        return f"http://127.0.0.1:{self.port}"

    def on(self, *services: Mapping[str, str]) -> Stack:
        """Set it up, staff included; it runs while the stack is entered.

        Args:
            *services: the settings that lead to each.
        """
        environment = {
            "FOOTNOTE_DATABASE_URL": self.database_url,
            "FOOTNOTE_STAFF_TOKEN": STAFF_TOKEN,
            # All tests come from one address.
            "FOOTNOTE_WEB_ADDRESS_CONNECTS": "100000",
            "FOOTNOTE_WEB_ADDRESS_EVENTS": "100000",
        }
        for settings in services:
            environment |= settings
        return Stack(self.model, port=self.port, environment=environment, log=self.log)
