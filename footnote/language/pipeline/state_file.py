"""Keeping arrays and plain types in the model archive, without pickle."""

from __future__ import annotations

from typing import Any, Dict, Mapping

import skops.io
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

STATE_FILE = "state.skops"


def save_state(
    model_storage: ModelStorage, resource: Resource, state: Mapping[str, object]
) -> None:
    """Write a component's state into the model."""
    with model_storage.write_to(resource) as directory:
        skops.io.dump(dict(state), directory / STATE_FILE)


def load_state(model_storage: ModelStorage, resource: Resource) -> Dict[str, Any]:
    """Read a component's state from the model; types other than data are refused."""
    with model_storage.read_from(resource) as directory:
        state: Dict[str, Any] = skops.io.load(directory / STATE_FILE, trusted=[])
    return state
