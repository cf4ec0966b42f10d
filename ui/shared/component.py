"""The loader of components: a script under `static/`, which the browser caches between pages."""


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
