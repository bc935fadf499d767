"""From what a client reports to a verdict. Knows no Rasa and no database."""
