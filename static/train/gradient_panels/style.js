// Looks of the cards, in the colours of the theme.

export const CSS = `
.card { display: flex; flex-direction: column; gap: .4rem; }
.about { font-size: .8125rem; min-height: 2.8em; }
.drawing { flex: 1; }
.drawing > svg { display: block; width: 100%; height: auto; overflow: visible; }
.learns { font-size: .8125rem; border-top: var(--border); padding-top: .45rem; }
.learns b { display: block; font-weight: 600; font-size: .75rem; opacity: .7; }
details { font-size: .8125rem; }
.formula { padding: .35rem .5rem; margin: .3rem 0; background: var(--st-secondary-background-color);
  border-radius: var(--st-base-radius); font-family: var(--st-code-font, monospace); font-size: .75rem;
  overflow-wrap: anywhere; }
.source { opacity: .8; }
.name { font-size: 11.5px; font-weight: 600; }
.hair, .zero { stroke: var(--faint); }
.mark { stroke: currentColor; stroke-dasharray: 1 3; opacity: .6; }
.rail { stroke: var(--st-border-color); stroke-width: 3; }
.line { stroke-linecap: round; }
.line.slider { stroke-width: 1.2; stroke-dasharray: .1 3.2; opacity: .9; }
.line.floor { stroke-width: 1; opacity: .45; }
.area { stroke: none; opacity: .85; }
.between { stroke: currentColor; stroke-width: 2; }
.band { fill: var(--faint); opacity: .22; }
.steps { touch-action: pan-y; }
.legend { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 .6rem; margin-top: .2rem;
  font-size: .75rem; }
.legend li { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.legend b { font-weight: 600; }
.legend .silent { opacity: .45; }
.note { font-size: .75rem; opacity: .75; margin-top: .2rem; }
.cell rect { fill: var(--ground); }
.cell.faint { opacity: .4; }
.cell.floor rect { stroke: var(--faint); stroke-width: 1.2; stroke-dasharray: 3 2; }
.cell text { font-size: 12px; }
.layer { font-size: .75rem; opacity: .75; margin-top: .25rem; }
.drawing > .filters { height: 3.6rem; }
.nobody { fill: var(--st-border-color); }
@container (min-width: 37rem) {
  .card.ownership { grid-column: span 2; }
  .ownership .about { min-height: 0; }
  .ownership .legend { grid-template-columns: repeat(4, auto); }
}
`;
