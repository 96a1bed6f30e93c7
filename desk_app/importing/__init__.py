"""Office files in: sniffed, read as addressed cells, recognised as returns of a form."""
