"""Tests of the dissecting room."""
