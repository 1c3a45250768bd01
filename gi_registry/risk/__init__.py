"""Seasons, festivals, signals and the officer's list of the week."""
