"""Organisations, people, sign-in, roles and jurisdiction, API tokens."""
