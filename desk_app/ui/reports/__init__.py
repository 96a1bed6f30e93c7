"""Handing figures on: the superior's own forms, 月报 and 通报, charts, compilations."""
