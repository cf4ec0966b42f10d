// Looks of the matrices, in the colours of the theme.

export const CSS = `
.icon { color: var(--head); }
.units { display: flex; width: fit-content; margin-bottom: .6rem; border: var(--border);
  border-radius: var(--st-base-radius); overflow: clip; }
.units button { font-size: .8125rem; padding: .25rem .7rem; border: 0; background: none; }
.units button[aria-pressed=true] { background: color-mix(in srgb, var(--st-primary-color) 22%, transparent);
  font-weight: 600; }
.tables { display: grid; gap: 1rem; grid-template-columns: repeat(3, minmax(0, 1fr)); }
.matrix { min-width: 0; --label: 3.2rem; --cell: min(3rem, calc((33cqi - var(--label) - 1rem) / var(--n))); }
.tables.ofHeads .matrix:nth-child(4) { grid-column: 1 / -1; --label: 3rem;
  --cell: min(2.7rem, calc((100cqi - var(--label) - 1.6rem) / var(--n))); }
figcaption { display: flex; align-items: center; gap: .35rem; }
.share { margin-left: .3rem; opacity: .8; }
.axes { font-size: .75rem; opacity: .75; margin-bottom: .25rem; }
table { border-collapse: separate; border-spacing: 2px; table-layout: fixed;
  width: calc(var(--label) + var(--n) * (var(--cell) + 2px)); }
th, td { padding: 0; font-weight: 400; font-size: .75rem; border-radius: 3px; }
th { cursor: pointer; opacity: .85; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
thead th { width: var(--cell); height: 1.3rem; text-align: center; }
tbody th { width: var(--label); text-align: right; padding-right: .3rem; }
.corner { width: var(--label); }
td[data-row] { width: var(--cell); height: var(--cell); text-align: center; cursor: pointer;
  background: var(--ground); }
td.none { cursor: default; }
th:hover, th[aria-selected=true] { background: color-mix(in srgb, var(--st-primary-color) 20%, transparent);
  opacity: 1; }
th[aria-selected=true] { font-weight: 700; }
td[data-row]:hover { box-shadow: inset 0 0 0 1.5px color-mix(in srgb, var(--st-text-color) 55%, transparent); }
td.within { box-shadow: inset 0 0 0 2px color-mix(in srgb, var(--st-primary-color) 65%, transparent); }
td[aria-selected=true] { box-shadow: inset 0 0 0 3px var(--st-primary-color); font-weight: 700; }
.big canvas { display: block; width: 100%; max-width: 43rem; touch-action: manipulation; cursor: crosshair;
  border-radius: 3px; }
.readout { min-height: 2.8em; font-size: .8125rem; margin-top: .3rem; }
.most { margin-top: .2rem; display: grid; gap: .15rem; }
.most button { font-size: .8125rem; width: 100%; display: flex; gap: .6rem; text-align: left; padding: .2rem .45rem;
  border: 1px solid transparent; border-radius: var(--st-base-radius); background: var(--ground); }
.most button[aria-pressed=true] { border-color: var(--st-primary-color); font-weight: 600; }
.most b { min-width: 1.6rem; text-align: right; }
.most s { text-decoration: none; color: var(--st-orange-text-color); font-weight: 600; }
@container (max-width: 32rem) {
  .tables.ofHeads .matrix:nth-child(4) { --label: 2rem; --cell: calc((100cqi - var(--label) - 1.6rem) / var(--n)); }
  .tables.ofHeads .matrix:nth-child(4) :is(th, td) { font-size: .625rem; }
  .tables { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .8rem; }
  .matrix { --label: 2.6rem; --cell: min(3rem, calc((50cqi - var(--label) - 1.2rem) / var(--n))); }
}
`;
