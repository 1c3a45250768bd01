"""Production areas: divisions, dated versions with clauses, plots."""
