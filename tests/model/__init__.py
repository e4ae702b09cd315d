"""Tests of the columns and the session."""
