"""Geographical indications, their rights, announcements and lineage."""
