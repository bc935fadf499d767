"""Migrations bring any database to the tables that the code expects."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Engine

from footnote.store import tables
from footnote.store.database import alembic_config, migrate, open_database


def _differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": "kb_migration", "compare_type": True}
        )
        return list(compare_metadata(context, tables.metadata))


def test_an_empty_database_gets_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/new.db")
    assert _differences(engine), "an empty database lacks every table"

    migrate(engine)

    assert _differences(engine) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)

    assert _differences(engine) == []


def test_migrations_can_be_taken_back(engine: Engine) -> None:
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")

    assert sa.inspect(engine).get_table_names() == ["kb_migration"]


def test_migrations_leave_the_tables_of_conversations_alone(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/shared.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (id INTEGER PRIMARY KEY, data TEXT)")
        connection.exec_driver_sql("INSERT INTO events (data) VALUES ('kept')")

    migrate(engine)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT data FROM events").scalar() == "kept"
    engine.dispose()
