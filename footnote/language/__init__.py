"""Understanding a message: Rasa graph components and the pieces they are made of."""
