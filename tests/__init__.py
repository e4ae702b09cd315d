"""Tests, in the same tree as the code; what several folders build with stands in builders.py."""
