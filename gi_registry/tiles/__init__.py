"""Vector tiles of the public layers, their TileJSON and a style."""
