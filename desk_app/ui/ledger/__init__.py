"""台账: a screen for each annex form, generated from its definition."""
