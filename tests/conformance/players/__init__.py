"""A player takes a client's part on one channel, through the channel's own protocol."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.channels.slack.peer import Slack
from tests.channels.telegram.peer import Telegram
from tests.conformance.reading import Reading


@dataclass(frozen=True)
class Everywhere:
    """The product, running on all channels at once.

    Attributes:
        footnote: its address.
        telegram: with its bot.
        slack: with its bot.
    """

    footnote: str
    telegram: Telegram
    slack: Slack


class Player(AbstractContextManager["Player"]):
    """A client who has not written before. As a context manager it leaves in the end.

    Attributes:
        conversation: its id, by which staff reach the client.
    """

    conversation: str

    @abstractmethod
    def types(self, text: str, bubbles: int) -> Reading:
        """Send a text and read the reply.

        Args:
            text: as it is.
            bubbles: of so many the reply consists; for channels that do not tell its end.
        """

    @abstractmethod
    def taps(self, button: str, bubbles: int) -> Reading:
        """Tap a button of an earlier reply and read the reply.

        Args:
            button: what stands on it.
            bubbles: as for `types`.
        """

    @abstractmethod
    def hears(self) -> Reading:
        """Read one message that comes without having been asked for."""

    def __exit__(self, *_: object) -> None:
        """Leave; there is nothing to do on most channels."""
