"""JSON shapes of the API of labels and of evidence."""
