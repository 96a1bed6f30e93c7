"""Qt windows and models over the services."""
