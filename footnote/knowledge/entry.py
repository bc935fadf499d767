"""What every entry of the knowledge base has in common."""

from __future__ import annotations

from pydantic import BaseModel, Extra


class Entry(BaseModel):
    """Base of everything read from YAML: unknown keys are refused, values never change."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False
        anystr_strip_whitespace = True
