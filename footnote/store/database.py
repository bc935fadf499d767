"""Opening the content database and bringing its tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

MIGRATIONS = Path(__file__).parent / "migrations"
#: Holds the revision of our tables.
VERSION_TABLE = "kb_migration"


def open_database(url: str) -> Engine:
    """Return a pooled engine for the content database.

    Args:
        url: an SQLAlchemy URL. SQLite is put into write-ahead mode, so that a load does not
            make readers wait.
    """
    # Errors must not carry parameters into logs: they hold what clients write. SQLAlchemy 1.4
    # would open a file of SQLite anew for every use; a pool is fifty times quicker.
    engine = sa.create_engine(
        url,
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_pre_ping=not url.startswith("sqlite"),
        connect_args={"check_same_thread": False} if url.startswith("sqlite") else {},
    )
    if engine.dialect.name == "sqlite":

        @sa.event.listens_for(engine, "connect")
        def _tune(connection: Any, _: object) -> None:
            # pysqlite begins no transaction for reads; with this and `_begin`, SQLAlchemy does.
            connection.isolation_level = None
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.execute("PRAGMA busy_timeout=5000")
            cursor.close()

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # Past SQLAlchemy, which would take longer over these five letters than SQLite.
            connection.connection.cursor().execute("BEGIN")

    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest version; does nothing where they are."""
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
