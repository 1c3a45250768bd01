"""Entities by credit code, applications, authorizations and their states."""
