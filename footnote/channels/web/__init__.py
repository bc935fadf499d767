"""The web channel: the widget's server side, and the pages that show it."""
