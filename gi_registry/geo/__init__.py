"""Coordinate systems, measures, geometry columns, divisions and reference layers.

Everything here is longitude first, latitude second, in degrees. What is stored
is CGCS2000 (EPSG:4490); whatever enters from outside says which system it is in
(ADR 0003). There are no tables here.
"""
