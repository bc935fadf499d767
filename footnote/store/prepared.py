"""Statements of every turn, compiled once and run on the driver's own connection.

SQLAlchemy takes several times as long to run a small statement as SQLite takes to answer it.
Connections still come from its pool, and errors are its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine


class Prepared:
    """One statement for one database.

    All its parameters must be of types that the driver knows: nothing is converted.
    """

    def __init__(
        self, engine: Engine, statement: Any, columns: Sequence[str] | None = None
    ) -> None:
        """Compile a statement.

        Args:
            engine: the database.
            statement: of SQLAlchemy's expression language; its parameters have defaults.
            columns: those that an insert fills, None for other statements.
        """
        compiled = statement.compile(
            dialect=engine.dialect,
            column_keys=columns,
            compile_kwargs={"render_postcompile": True},
        )
        self._engine = engine
        self._text = str(compiled)
        self._defaults: Mapping[str, Any] = {} if columns else compiled.params
        self._positions: Sequence[str] | None = (
            compiled.positiontup if compiled.positional else None
        )

    def rows(self, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer, or refuses.
        """
        with self._cursor() as cursor:
            cursor.execute(self._text, self._bound(parameters))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def run_with_each(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run the statement once for each row of parameters, in one transaction.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database does not answer, or refuses.
        """
        with self._cursor() as cursor:
            if self._engine.dialect.name == "sqlite":
                cursor.execute("BEGIN")  # other drivers begin by themselves
            cursor.executemany(self._text, [self._bound(row) for row in rows])
            cursor.connection.commit()

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        connection = self._engine.raw_connection()
        try:
            yield connection.cursor()
        except self._engine.dialect.dbapi.Error as error:
            # Without the parameters: they hold what clients write.
            raise sa.exc.DBAPIError(self._text, None, error, hide_parameters=True) from error
        finally:
            connection.close()  # back to the pool, which undoes what was not committed

    def _bound(self, parameters: Mapping[str, Any]) -> Any:
        values = {**self._defaults, **parameters}
        if self._positions is None:
            return values
        return [values[name] for name in self._positions]
