"""Measuring how well Footnote understands, on messages that no training phrasing was copied from."""
