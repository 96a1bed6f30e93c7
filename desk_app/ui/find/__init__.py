"""查找 (Ctrl+K): places to go, and the rows of all ledgers, by a few signs."""
