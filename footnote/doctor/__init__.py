"""Whether an installation is sound: one module per concern, none changes anything."""
