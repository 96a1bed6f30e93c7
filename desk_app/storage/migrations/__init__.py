"""The steps that bring stored tables from one version to the next; Alembic is used here and nowhere else."""
