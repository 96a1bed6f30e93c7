"""The editor of forms (表样): what a table asks, how it is checked and printed, with the paper beside it."""
