"""帮助: what each room is for and how, read from resources/help, and a first walk through the rooms."""
