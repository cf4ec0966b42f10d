// Looks of the chart, in the colours of the theme. The component is not isolated: Plotly needs the page's styles.

export const CSS = `
.lineheads-chart { --faint: color-mix(in srgb, var(--st-text-color) 38%, var(--st-background-color));
  color: var(--st-text-color); font-family: var(--st-font); font-size: .875rem; line-height: 1.35;
  header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; justify-content: space-between;
    min-height: 3.25rem; }
  .words { margin: 0; flex: 1 1 16.25rem; }
  .state { font-size: 1.25rem; margin-right: .375rem; }
  dl { display: flex; flex-wrap: wrap; gap: 0 1.75rem; margin: 0; }
  dl, ul.legend, table { font-variant-numeric: tabular-nums; }
  dt { font-size: .75rem; opacity: 0.75; font-weight: normal; }
  dd { margin: 0; font-size: 1.375rem; min-width: 4ch; white-space: nowrap; }
  dd.epoch, dd.step { font-weight: 600; }
  ul.legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.375rem, 1fr)); gap: .25rem 1rem;
    list-style: none; margin: .25rem 0; padding: 0; white-space: nowrap; }
  ul.legend li { margin: 0; padding: 0; font-size: .875rem; }
  li svg { width: 1.625rem; height: .5rem; }
  li svg, .icon { vertical-align: middle; margin-right: .375rem; }
  .icon { display: inline-block; font: 1.125rem/1 "Material Symbols Rounded"; width: 1.125rem; overflow: hidden; }
  .weight { opacity: 0.75; font-size: .75rem; }
  .second { opacity: 0.75; }
  :is(.second, .versus, .trouble, .weight-change):empty, br:has(+ .second:empty) { display: none; }
  .versus, .trouble { margin: .125rem 0; }
  .weight-change { margin: .125rem 0 .25rem; min-height: 2.7em; font-size: .8125rem; padding: .125rem .625rem;
    border-left: 3px solid var(--st-primary-color); }
  .figure { height: var(--figure-height, clamp(350px, calc(100vh - 530px), 760px)); }
  .foot { position: relative; font-size: .8125rem; }
  .boxes { position: absolute; top: 0; right: 0; display: flex; gap: 1rem; }
  summary { cursor: pointer; font-size: .8125rem; opacity: 0.8; }
  details div { overflow-x: auto; }
  table { border-collapse: collapse; font-size: .75rem; }
  th, td { padding: .125rem .5rem; text-align: right; white-space: nowrap; font-weight: normal;
    border-bottom: 1px solid var(--st-border-color); }
  th { opacity: 0.75; vertical-align: bottom; white-space: normal; }
  @media (max-width: 700px) {
    .figure { height: 760px; }
    dl { gap: 0 .75rem; }
    dd { font-size: .9375rem; }
  }
}`;
