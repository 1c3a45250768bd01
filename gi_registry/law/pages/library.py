"""The rules of law, for everyone to read."""

from flask import render_template, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read
from gi_registry.law import rules, service
from gi_registry.law.pages.blueprint import pages


@pages.get("/law")
@requires(Permission.PUBLIC)
def library() -> str:
    """Show every rule that the registry applies, or those of one instrument."""
    wanted = request.args.get("of", "")
    chosen = [each for each in rules.INSTRUMENTS if each.key == wanted]
    today = clock.today()
    with read() as session:
        values = service.settings(session)
    return render_template(
        "law/library.html",
        instruments=rules.INSTRUMENTS,
        shown=chosen or rules.INSTRUMENTS,
        rules_of=rules.rules_of,
        timers=[
            (each, rules.rule(each.rule, on=today))
            for each in rules.TIMERS
            if not chosen or each.rule.startswith(f"{wanted}.")
        ],
        last_year=rules.LAST_YEAR,
        kinds=rules.KINDS,
        provinces=values.provinces,
        value=lambda key, province: values.span(key, province, on=today),
        wanted=wanted if chosen else "",
    )
