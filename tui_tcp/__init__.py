"""tcptui: the life of TCP connections in a terminal. Importing the package loads nothing else."""

__version__ = "0.1.0"
