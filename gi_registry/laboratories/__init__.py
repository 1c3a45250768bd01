"""Testing laboratories: their qualification, and the products they are named for."""
