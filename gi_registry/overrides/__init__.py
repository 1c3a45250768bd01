"""Exceptions that two people must want: one asks with a reason, another decides."""
