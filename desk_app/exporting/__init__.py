"""Documents out: one paper model written as PDF, Excel and Word."""
