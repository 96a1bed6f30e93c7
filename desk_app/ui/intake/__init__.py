"""收表: files dropped in, looked at one by one, mended, accepted, sent back."""
