/**
 * The clean-up that a component returns. Streamlit may mount a component again before an older mount, whose script
 * still loaded, is cleaned up: so clean up only when the host has left the page.
 */
export function whenGone(parent, cleanUp) {
  return () =>
    setTimeout(() => {
      if (!parent.isConnected) cleanUp();
    });
}
