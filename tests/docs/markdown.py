"""Reading the parts of a page that tests compare with the code."""

from __future__ import annotations

import re


def section(page: str, title: str) -> str:
    """Return what stands under a second-level heading.

    Raises:
        ValueError: there is no such heading.
    """
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"no heading {title!r}")
    return found.group(1)


def rows(text: str) -> list[tuple[str, ...]]:
    """Return the cells of every table row that begins with code, without the code marks."""
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [tuple(cell.strip().strip("`") for cell in line[1:-1].split(" | ")) for line in lines]


def code(text: str) -> set[str]:
    """Return everything that stands between single code marks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def blocks(text: str, language: str) -> list[str]:
    """Return what stands in the code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def prose(text: str) -> str:
    """Return a page without its code blocks."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(page: str) -> set[str]:
    """Return what links within a page can point to: its headings as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
