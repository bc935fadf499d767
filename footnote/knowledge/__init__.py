"""The knowledge base: its schema, how it is read from YAML, checked and versioned.

Imports nothing from Rasa and nothing from the database.
"""
