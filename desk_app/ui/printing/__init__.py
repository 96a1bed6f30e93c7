"""打印: what is seen is the very PDF, and the same PDF goes to the printer."""
