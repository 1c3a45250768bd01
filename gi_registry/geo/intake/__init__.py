"""Files of plots and polygons as counties send them: read, judged, said in words."""
