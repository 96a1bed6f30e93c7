"""What an annex form is: its definition, its field types, and the checking of one record."""
