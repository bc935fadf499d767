"""The variables of the environment: all known, and of sound values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from footnote.doctor.credentials import Credentials
from footnote.doctor.findings import Finding, broken, hint, ok
from footnote.settings import Settings

CHECK = "settings"
PREFIX = "FOOTNOTE_"


def check_environment(
    environment: Mapping[str, str], credentials: Credentials
) -> Iterator[Finding]:
    """Yield what is to say about the settings.

    Args:
        environment: of this process.
        credentials: whose variables are known too.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.__fields__} | credentials.variables
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    for name in unknown:
        yield hint(CHECK, f"nothing reads {name}", "Look for a slip in its name, or remove it.")
    try:
        settings = Settings()
    except ValidationError as error:
        for each in error.errors():
            name = f"{PREFIX}{str(each['loc'][0]).upper()}"
            yield broken(CHECK, f"{name}: {each['msg']}", f"Correct {name}.")
        return
    if settings.turn_timeout <= settings.action_timeout:
        yield broken(
            CHECK,
            "a turn ends before its action may",
            "Set FOOTNOTE_TURN_TIMEOUT above FOOTNOTE_ACTION_TIMEOUT.",
        )
    elif not unknown:
        yield ok(CHECK, "every setting is known and sound")
