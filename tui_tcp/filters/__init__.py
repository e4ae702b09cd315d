"""The display-filter language: its grammar, its types, and its answers as masks over the columns."""
