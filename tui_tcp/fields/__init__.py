"""The one field table: what can be asked of a frame or a connection, how it is read and how it prints."""
