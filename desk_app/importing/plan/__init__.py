"""The plan reader: a 实施方案 in Word or text, read into what it asks of whom by when."""
