"""What is written out: tables of field values."""
