"""Measuring how well Footnote understands, on messages that nothing was trained on."""
