"""Settings of the running product, from `FOOTNOTE_*` variables. See docs/operator.md."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from pydantic import BaseSettings, Field, validator

Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Where things are and how long to wait. Field descriptions are the settings' documentation."""

    knowledge_dir: Path = Field(Path("knowledge"), description="folder of the knowledge base")
    models_dir: Path = Field(Path("models"), description="folder of the trained models")
    database_url: str = Field(
        "sqlite:///footnote.db", description="SQLAlchemy URL of the content database"
    )
    action_url: str = Field(
        "http://127.0.0.1:5055/webhook", description="where the action server answers"
    )
    log_file: Path = Field(
        Path("footnote.log"), description="what the servers print; never what clients write"
    )
    action_timeout: float = Field(
        3.0, gt=0, description="seconds an action may take before the client gets an error reply"
    )
    conversation_days: int = Field(
        30, gt=0, description="days after which what clients wrote is deleted"
    )
    verdict_days: int = Field(
        365, gt=0, description="days after which verdicts on what clients reported are deleted"
    )
    feedback_days: int = Field(
        365, gt=0, description="days after which clients' votes on answers are deleted"
    )
    ticket_days: int = Field(
        30, gt=0, description="days after which tickets of clients who want a person are deleted"
    )
    unanswered_days: int = Field(
        90, gt=0, description="days after which messages that got no answer are deleted"
    )
    turn_timeout: float = Field(
        6.0, gt=0, description="seconds a whole turn may take before the client gets an error reply"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/",
        regex="^https?://.+",
        description="where the Slack Web API answers",
    )
    slack_messages_per_minute: int = Field(
        20, gt=0, description="messages and taps per minute of one Slack user"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        regex="^https?://.+",
        description="where the Telegram Bot API answers",
    )
    telegram_messages_per_minute: int = Field(
        20, gt=0, description="messages and taps per minute in one Telegram chat"
    )
    trusted_proxies: str = Field(
        "", description="addresses or networks of proxies whose X-Forwarded-For is believed"
    )
    web_connections: int = Field(500, gt=0, description="open connections of the web channel")
    web_address_connections: int = Field(
        50, gt=0, description="open connections of the web channel from one address"
    )
    web_address_connects: int = Field(
        120, gt=0, description="new connections per minute from one address"
    )
    web_session_events: int = Field(
        30, gt=0, description="messages and votes per minute in one session"
    )
    web_address_events: int = Field(
        300, gt=0, description="messages and votes per minute from one address"
    )

    @validator("trusted_proxies")
    def _are_networks(cls, value: str) -> str:
        networks(value)
        return value

    class Config:
        env_prefix = "FOOTNOTE_"
        allow_mutation = False


def networks(text: str) -> tuple[Network, ...]:
    """Return networks from addresses or networks with commas between them.

    Raises:
        ValueError: one of them is none.
    """
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


@lru_cache(maxsize=1)
def current_settings() -> Settings:
    """Return the settings of this process, read once.

    Raises:
        pydantic.ValidationError: a variable does not hold what it should.
    """
    return Settings()
