"""What a campaign is: periods, roster, deadlines; pure values without files, database or screen."""
