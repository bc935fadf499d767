"""SQL: the compiled knowledge base and the conversation trackers."""
