"""方案: a plan read beside its own text, its doubts, and the campaign that starts from it."""
