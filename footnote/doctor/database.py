"""The database: answering, writable, with today's tables and today's content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from footnote.doctor.findings import Finding, broken, hint, ok
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.version import content_version
from footnote.store.database import MIGRATIONS, VERSION_TABLE, open_database
from footnote.store.knowledge_store import served_release

CHECK = "database"
SETTING = "FOOTNOTE_DATABASE_URL"


def check_database(url: str, knowledge: KnowledgeBase | None) -> Iterator[Finding]:
    """Yield what is to say about the database. Nothing in it is changed.

    Args:
        url: of the settings.
        knowledge: that it should hold, None where that cannot be read.
    """
    try:
        path = make_url(url).database
        if url.startswith("sqlite") and path and not Path(path).exists():
            yield _not_there(Path(path))
            return
        engine = open_database(url)
    except ArgumentError:
        yield broken(CHECK, f"{SETTING} is no SQLAlchemy URL", f"Correct {SETTING}.")
        return
    except ModuleNotFoundError as error:
        yield broken(CHECK, f"its driver {error.name} is missing", "Install it with uv.")
        return
    try:
        yield from _looked_into(engine, knowledge)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
        mend = f"Check that it runs, {SETTING}, and the rights of its user or file."
        yield broken(CHECK, f"does not work: {reason}", mend)
    finally:
        engine.dispose()


def _not_there(path: Path) -> Finding:
    if not path.parent.is_dir():
        mend = f"Make the folder, or correct {SETTING}."
        return broken(CHECK, f"the folder {path.parent} does not exist", mend)
    return hint(CHECK, f"{path} is not there yet", "`footnote up` or `footnote kb load` makes it.")


def _looked_into(engine: Engine, knowledge: KnowledgeBase | None) -> Iterator[Finding]:
    with engine.connect() as connection:
        _try_to_write(connection)
        there, newest = _revisions(connection)
    if there is None:
        yield hint(CHECK, "has no tables yet", "`footnote up` or `footnote kb load` makes them.")
        return
    if there not in newest:
        yield broken(
            CHECK,
            "its tables are not those of this version of Footnote",
            "Run `footnote kb load`, or start `footnote up` again. If that fails, a newer version "
            "made them: use that one.",
        )
        return
    yield ok(CHECK, "answers, can be written to, and has today's tables")
    served = served_release(engine)
    if knowledge is not None and (
        served is None or served.content_version != content_version(knowledge)
    ):
        yield hint(CHECK, "holds other content than the files", "Run `footnote kb load`.")


def _try_to_write(connection: Connection) -> None:
    """Write, and take it back.

    Raises:
        SQLAlchemyError: it cannot be written to.
    """
    probe = sa.Table("footnote_doctor", sa.MetaData(), sa.Column("id", sa.Integer))
    probe.create(connection)
    connection.rollback()


def _revisions(connection: Connection) -> tuple[str | None, tuple[str, ...]]:
    """Return the revision of the tables, and the newest that the code knows."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    newest = ScriptDirectory(str(MIGRATIONS)).get_heads()
    return context.get_current_revision(), tuple(newest)
