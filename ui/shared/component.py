"""The loader of components: a script under `static/`, which the browser caches between pages."""

from typing import Any

from streamlit.components.v2 import component


def script_component(name: str, path: str, **options: Any) -> Any:
    """The component of Streamlit that `static/<path>.js` draws."""
    return component(f"lineheads_{name}", js=script(path), **options)


def script(name: str) -> str:
    """The source that loads `static/<name>.js` and mounts what it exports by default.

    It has more than one line: Streamlit takes a single line for the path of a file.
    """
    return f"""
export default async (component) => {{
  const {{ default: mount }} = await import(new URL("app/static/{name}.js", document.baseURI));
  return mount(component);
}};
"""
