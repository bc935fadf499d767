"""Ending a command with one clear line instead of a stack trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from footnote.knowledge.yaml_tree import KnowledgeError
from footnote.server.models import TrainingFailed
from footnote.server.stack import StackError

errors = Console(stderr=True, soft_wrap=True, highlight=False)


def fail(message: str) -> typer.Exit:
    """Print a message and return the exception that ends the command with status 1."""
    errors.print(f"[bold red]footnote:[/] {message}", markup=True)
    return typer.Exit(1)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn the errors a user can mend into one line each and a non-zero status."""
    try:
        yield
    except KnowledgeError as error:
        for problem in error.problems:
            errors.print(str(problem), markup=False)
        raise fail(f"{len(error.problems)} problem(s) in the knowledge base") from None
    except ValidationError as error:
        first = error.errors()[0]
        name = f"FOOTNOTE_{str(first['loc'][0]).upper()}"
        raise fail(f"the setting {name}: {first['msg']}") from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise fail(f"the database does not work ({reason}): check FOOTNOTE_DATABASE_URL") from None
    except ModuleNotFoundError as error:
        raise fail(f"the database's driver {error.name} is missing: install it") from None
    except httpx.HTTPStatusError as error:
        raise fail(f"refused: {error.response.text}") from None
    except httpx.HTTPError as error:
        raise fail(f"Footnote does not answer ({type(error).__name__})") from None
    except (StackError, TrainingFailed) as error:
        raise fail(str(error)) from None
