"""What the organiser does, one use case a function, each returning what changed."""
