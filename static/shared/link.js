// Links to the page as it is now.

/**
 * A link that says its version.
 * @param {string} here @param {number} version @param {Record<string, string | null>} [changes] null takes a name out
 */
export function address(here, version, changes = {}) {
  const url = new URL(here);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  url.searchParams.set("v", String(version));
  return url.href.replaceAll("%2C", ",");
}

/** Pages that are served without https have no clipboard but the old way. @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
}
