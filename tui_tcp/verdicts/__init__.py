"""What an expert would say about a connection, each sentence with the frames that prove it."""
