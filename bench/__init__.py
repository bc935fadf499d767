"""Measurements of Footnote beside its peers, each in one run. docs/tester.md describes them."""
