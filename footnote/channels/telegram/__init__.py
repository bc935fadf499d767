"""Telegram, in webhook mode: clients write to a bot in a private chat."""
