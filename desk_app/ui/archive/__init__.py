"""档案: what the campaign has, the archive of it, and what is checked and handed on."""
