"""Joins the rooms below: the columns, the connections, and the session that fills them."""
