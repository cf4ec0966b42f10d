"""The line of a section in the browser: it answers while a hand drags it, and sends it at the end."""

from typing import Any

from ui.probe.context import ProbeContext
from ui.shared import canvas_state, line_rules, networks


def live_line(context: ProbeContext, **fixed: Any) -> dict[str, Any]:
    """The type `LiveLine` in the browser.

    Args:
        fixed: What the browser's answers need besides network and line.
    """
    state = canvas_state.state()
    return {
        "network": networks.browser_address(context.network),
        "rules": line_rules.rules_address(),
        "drawing": canvas_state.current().to_json(),
        "painter": context.drawing.edge,
        "seq": state["seq"],
        "version": state["version"],
        "fixed": fixed,
    }
