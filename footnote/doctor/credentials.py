"""Reading credentials.yml as the server does, without starting it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

_VARIABLE = re.compile(r"\$\{?(\w+)\}?")


@dataclass(frozen=True)
class Credential:
    """One value.

    Attributes:
        variable: that it comes from, empty where the file itself holds the value.
        value: as the server sees it.
    """

    variable: str
    value: str


@dataclass(frozen=True)
class Credentials:
    """The values of credentials.yml: by the channel's class and key."""

    entries: Mapping[str, Mapping[str, Credential]]

    @property
    def variables(self) -> set[str]:
        """Names of all variables that the file reads."""
        return {each.variable for keys in self.entries.values() for each in keys.values()} - {""}

    def of(self, channel: str) -> dict[str, str] | None:
        """Return a channel's values, None where the file does not name it.

        Args:
            channel: its class, such as `SlackChannel`.
        """
        keys = self.entries.get(channel)
        return None if keys is None else {key: each.value for key, each in keys.items()}


def read_credentials(path: Path, environment: Mapping[str, str]) -> Credentials:
    """Read a file.

    Args:
        path: of credentials.yml.
        environment: that its variables stand in.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no YAML mapping of mappings.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path} is not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(raw, dict) or not all(
        isinstance(v, (dict, type(None))) for v in raw.values()
    ):
        raise ValueError(f"{path} must name channels, each with its keys")
    return Credentials(
        {
            str(channel).rpartition(".")[2]: {
                str(key): _credential(str(value or ""), environment)
                for key, value in (keys or {}).items()
            }
            for channel, keys in raw.items()
        }
    )


def _credential(written: str, environment: Mapping[str, str]) -> Credential:
    variable = _VARIABLE.fullmatch(written)
    if variable is None:
        return Credential("", written)
    return Credential(variable[1], environment.get(variable[1], "").strip())
