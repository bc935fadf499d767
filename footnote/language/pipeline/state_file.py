"""Keeping arrays and plain types in the model archive, without pickle.

Arrays go into one `.npz`, everything else into JSON; nested mappings are kept. (skops would do the
same, but scans every imported module when it is imported itself, which costs seconds at start.)
"""

from __future__ import annotations

import json
from typing import Any, Dict, Mapping

import numpy as np
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

ARRAYS_FILE = "arrays.npz"
PLAIN_FILE = "plain.json"
#: In the JSON, in the place of an array: its name in the `.npz`.
_ARRAY_KEY = "__array__"


def save_state(
    model_storage: ModelStorage, resource: Resource, state: Mapping[str, object]
) -> None:
    """Write a component's state, a mapping of arrays, plain types and such mappings."""
    arrays: Dict[str, np.ndarray] = {}
    plain = _without_arrays(state, arrays)
    with model_storage.write_to(resource) as directory:
        np.savez(directory / ARRAYS_FILE, **arrays)
        (directory / PLAIN_FILE).write_text(json.dumps(plain), encoding="utf-8")


def load_state(model_storage: ModelStorage, resource: Resource) -> Dict[str, Any]:
    """Read back what `save_state` wrote."""
    with model_storage.read_from(resource) as directory:
        plain = json.loads((directory / PLAIN_FILE).read_text(encoding="utf-8"))
        with np.load(directory / ARRAYS_FILE, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    state: Dict[str, Any] = _with_arrays(plain, arrays)
    return state


def _without_arrays(value: object, arrays: Dict[str, np.ndarray]) -> object:
    if isinstance(value, np.ndarray):
        name = f"array_{len(arrays)}"
        arrays[name] = value
        return {_ARRAY_KEY: name}
    if isinstance(value, Mapping):
        return {key: _without_arrays(part, arrays) for key, part in value.items()}
    return value


def _with_arrays(value: Any, arrays: Mapping[str, np.ndarray]) -> Any:
    if not isinstance(value, dict):
        return value
    if set(value) == {_ARRAY_KEY}:
        return arrays[value[_ARRAY_KEY]]
    return {key: _with_arrays(part, arrays) for key, part in value.items()}
