"""Rasa custom actions, one a module: tracker in, one call into `footnote`, reply out."""
