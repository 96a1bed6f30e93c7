"""专班台账: the offline desk of a campaign's organiser in a government bureau."""

__version__ = "0.1.0"
