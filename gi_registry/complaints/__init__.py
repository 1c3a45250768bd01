"""What people report after a scan, and the office that answers."""
