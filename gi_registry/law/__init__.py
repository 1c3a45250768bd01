"""The rules of law that the registry applies, what offices set, and working days."""
