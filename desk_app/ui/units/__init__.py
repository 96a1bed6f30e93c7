"""单位: the roster in the bureau's order, and each unit's own page."""
