"""Joins the rooms below: the columns, the connections, the one field table, and the session that fills them."""
