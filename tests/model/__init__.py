"""Tests of the columns, the fields and the session."""
