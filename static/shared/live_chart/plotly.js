// The chart library, loaded once for the page when the first chart needs it.

/** @type {Promise<any> | undefined} */
let plotly;

/** @returns {Promise<any>} */
export function loadPlotly() {
  plotly ??= load();
  return plotly;
}

const load = () =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../../vendor/plotly-basic.min.js", import.meta.url).href;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = () => {
      plotly = undefined;
      reject(new Error("The chart library did not arrive. Reload the page."));
    };
    document.head.append(script);
  });
