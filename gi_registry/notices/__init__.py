"""Notices to people: on the site, and by mail."""
