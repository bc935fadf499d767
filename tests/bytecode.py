"""Compiled Python, kept between the many processes that tests start."""

from __future__ import annotations

import os
import sys

from tests.caching import cache_folder


def keep_bytecode() -> None:
    """Keep it in the user's cache if Python was told to leave none beside its files.

    Containers often tell it so. Every process would compile all of TensorFlow anew, which takes
    longer than all else that a product does before it answers.
    """
    if not sys.dont_write_bytecode:
        return
    folder = str(cache_folder("footnote-test-bytecode"))
    sys.dont_write_bytecode, sys.pycache_prefix = False, folder
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder
