"""YAML with the line of every value kept, so that a mistake can be pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml


class _TextLoader(yaml.CSafeLoader):
    """Takes every plain value as text: `on`, `0988` and `2016-03-14` are what an editor sees."""


_TextLoader.yaml_implicit_resolvers = {}


@dataclass(frozen=True)
class Problem:
    """Something wrong in the knowledge base: where, what, and how to mend it."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


class KnowledgeError(Exception):
    """The knowledge base cannot be used.

    Args:
        problems: all that was found, in the order of the files.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


class YamlTree:
    """One YAML file: its plain value, and the line each part of it stands on."""

    def __init__(self, path: Path) -> None:
        """Read a file.

        Raises:
            KnowledgeError: the file is missing, empty, no mapping, repeats a key or is no YAML.
        """
        self.path = path
        try:
            text = path.read_text(encoding="utf-8")
            root = yaml.compose(text, Loader=_TextLoader)
            value = yaml.load(text, Loader=_TextLoader)
        except FileNotFoundError:
            raise KnowledgeError([Problem(path, 1, "the file is missing: restore it")]) from None
        except UnicodeDecodeError:
            raise KnowledgeError([Problem(path, 1, "not UTF-8: save it as UTF-8")]) from None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise KnowledgeError(
                [Problem(path, mark.line + 1 if mark else 1, f"no valid YAML: {error.problem}")]
            ) from None
        except yaml.reader.ReaderError as error:
            line = text.encode()[: error.position].count(b"\n") + 1
            what = f"no valid YAML: {error.reason}: delete the invisible character"
            raise KnowledgeError([Problem(path, line, what)]) from None
        if not isinstance(root, yaml.MappingNode):
            raise KnowledgeError([Problem(path, 1, "expected `key: value` lines at the top")])
        self._root: yaml.MappingNode = root
        self._refuse_repeated_keys(root)
        self.value: dict[str, object] = value

    def _refuse_repeated_keys(self, node: yaml.Node) -> None:
        children: list[yaml.Node] = []
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    what = f"{key.value!r} stands twice: rename or delete one"
                    raise KnowledgeError([Problem(self.path, key.start_mark.line + 1, what)])
                seen.add(key.value)
                children.append(value)
        elif isinstance(node, yaml.SequenceNode):
            children = node.value
        for child in children:
            self._refuse_repeated_keys(child)

    def line(self, location: Sequence[str | int]) -> int:
        """Return the line (from 1) of a part, or of the nearest part around it.

        Args:
            location: keys and positions from the top, such as `("popping_danger", "related", 0)`.
        """
        node: yaml.Node = self._root
        line = 1
        for step in location:
            if isinstance(node, yaml.MappingNode):
                found = [(k, v) for k, v in node.value if k.value == str(step)]
                if not found:
                    break
                key, node = found[0]
                line = key.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step]
                line = node.start_mark.line + 1
        return int(line)

    def problem(self, location: Sequence[str | int], what: str) -> Problem:
        """Return a problem that stands at a part of this file."""
        return Problem(self.path, self.line(location), what)
