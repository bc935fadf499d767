"""From the intent to the action."""
