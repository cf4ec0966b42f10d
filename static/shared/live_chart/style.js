// Looks of the chart, in the colours of the theme. The component is not isolated: Plotly needs the page's styles.

export const CSS = `
.lineheads-chart { --faint: color-mix(in srgb, var(--st-text-color) 38%, var(--st-background-color));
  color: var(--st-text-color); font-family: var(--st-font); font-size: 14px; line-height: 1.35;
  header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; justify-content: space-between;
    min-height: 52px; }
  .words { margin: 0; flex: 1 1 260px; }
  .state { font-size: 20px; margin-right: 6px; }
  dl { display: flex; flex-wrap: wrap; gap: 0 28px; margin: 0; }
  dl, ul.legend, table { font-variant-numeric: tabular-nums; }
  dt { font-size: 12px; opacity: 0.75; font-weight: normal; }
  dd { margin: 0; font-size: 22px; min-width: 4ch; white-space: nowrap; }
  dd.epoch, dd.step { font-weight: 600; }
  ul.legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 4px 16px;
    list-style: none; margin: 4px 0; padding: 0; white-space: nowrap; }
  ul.legend li { margin: 0; padding: 0; font-size: 14px; }
  li svg, .icon { vertical-align: middle; margin-right: 6px; }
  .icon { display: inline-block; font: 18px/1 "Material Symbols Rounded"; width: 18px; overflow: hidden; }
  .weight { opacity: 0.75; font-size: 12px; }
  .second { opacity: 0.75; }
  :is(.second, .versus, .trouble):empty, br:has(+ .second:empty) { display: none; }
  .versus, .trouble { margin: 2px 0; }
  .weight-change { margin: 2px 0 4px; min-height: 2.7em; font-size: 13px; padding: 2px 10px;
    border-left: 3px solid var(--st-primary-color); }
  .figure { height: clamp(350px, calc(100vh - 530px), 760px); }
  .foot { position: relative; font-size: 13px; }
  .boxes { position: absolute; top: 0; right: 0; display: flex; gap: 16px; }
  summary { cursor: pointer; font-size: 13px; opacity: 0.8; }
  details div { overflow-x: auto; }
  table { border-collapse: collapse; font-size: 12px; }
  th, td { padding: 2px 8px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--st-border-color);
    font-weight: normal; }
  th { opacity: 0.75; vertical-align: bottom; white-space: normal; }
  @media (max-width: 700px) {
    .figure { height: 760px; }
    dl { gap: 0 12px; }
    dd { font-size: 15px; }
  }
}`;
