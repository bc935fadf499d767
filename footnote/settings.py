"""Settings of the running product, from `FOOTNOTE_*` variables. See docs/operator.md."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseSettings, Field


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

    class Config:
        env_prefix = "FOOTNOTE_"
        allow_mutation = False


@lru_cache(maxsize=1)
def current_settings() -> Settings:
    """Return the settings of this process, read once.

    Raises:
        pydantic.ValidationError: a variable does not hold what it should.
    """
    return Settings()
