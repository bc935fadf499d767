"""The Rasa graph components of config.yml, thin around the pieces in `footnote.language`."""
