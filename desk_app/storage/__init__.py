"""The only SQL: tables, operations, migrations, backup."""
