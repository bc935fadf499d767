"""Taking out of clients' words what names a person."""
