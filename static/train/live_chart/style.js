// Looks of the chart, in the colours of the theme. The component is not isolated: Plotly needs the page's styles.

export const CSS = `
  .lineheads-chart { --faint: color-mix(in srgb, var(--st-text-color) 38%, var(--st-background-color));
    color: var(--st-text-color); font-family: var(--st-font); font-size: 14px; line-height: 1.35; }
  .lineheads-chart header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center;
    justify-content: space-between; min-height: 52px; }
  .lineheads-chart .words { margin: 0; flex: 1 1 260px; }
  .lineheads-chart .state { font-size: 20px; margin-right: 6px; }
  .lineheads-chart dl { display: flex; flex-wrap: wrap; gap: 0 28px; margin: 0; font-variant-numeric: tabular-nums; }
  .lineheads-chart dt { font-size: 12px; opacity: 0.75; font-weight: normal; }
  .lineheads-chart dd { margin: 0; font-size: 22px; min-width: 4ch; white-space: nowrap; }
  .lineheads-chart dd.epoch, .lineheads-chart dd.step { font-weight: 600; }
  .lineheads-chart .legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    gap: 4px 16px; list-style: none; margin: 4px 0; padding: 0; font-variant-numeric: tabular-nums;
    white-space: nowrap; }
  .lineheads-chart .legend li { margin: 0; padding: 0; font-size: 14px; }
  .lineheads-chart svg, .lineheads-chart .icon { vertical-align: middle; margin-right: 6px; }
  .lineheads-chart .icon { display: inline-block; font: 18px/1 "Material Symbols Rounded"; width: 18px;
    overflow: hidden; }
  .lineheads-chart .weight { opacity: 0.75; font-size: 12px; }
  .lineheads-chart .second { opacity: 0.75; }
  .lineheads-chart .second:empty, .lineheads-chart .versus:empty, .lineheads-chart .trouble:empty,
    .lineheads-chart br:has(+ .second:empty) { display: none; }
  .lineheads-chart .versus, .lineheads-chart .trouble { margin: 2px 0; }
  .lineheads-chart .weight-change { margin: 2px 0 4px; min-height: 2.7em; font-size: 13px; padding: 2px 10px;
    border-left: 3px solid var(--st-primary-color); }
  .lineheads-chart .figure { height: clamp(350px, calc(100vh - 530px), 760px); }
  .lineheads-chart .foot { position: relative; font-size: 13px; }
  .lineheads-chart .boxes { position: absolute; top: 0; right: 0; display: flex; gap: 16px; }
  .lineheads-chart summary { cursor: pointer; font-size: 13px; opacity: 0.8; }
  .lineheads-chart details div { overflow-x: auto; }
  .lineheads-chart table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
  .lineheads-chart th, .lineheads-chart td { padding: 2px 8px; text-align: right; white-space: nowrap;
    border-bottom: 1px solid var(--st-border-color); font-weight: normal; }
  .lineheads-chart th { opacity: 0.75; vertical-align: bottom; white-space: normal; }
  @media (max-width: 700px) {
    .lineheads-chart .figure { height: 760px; }
    .lineheads-chart dl { gap: 0 12px; }
    .lineheads-chart dd { font-size: 15px; }
  }`;
