"""What a client reads: the reply, its machine-readable envelope, and plain-text rendering.

Imports nothing from Rasa.
"""
