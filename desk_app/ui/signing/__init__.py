"""签字盖章 in the window: scans looked at and noted one by one, and how a signed paper differs from the data."""
