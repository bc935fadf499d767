"""Slack over HTTP: clients write to a bot in direct messages, or mention it in a channel."""
