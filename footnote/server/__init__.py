"""Running the product: the Rasa server with mended plumbing, and both processes together."""
