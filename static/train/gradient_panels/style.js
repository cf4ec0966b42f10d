// Looks of the cards, in the colours of the theme.

export const CSS = `
.gradient-panels { --faint: color-mix(in srgb, var(--st-text-color) 42%, var(--st-background-color));
  --ground: color-mix(in srgb, var(--st-text-color) 5%, var(--st-background-color)); container-type: inline-size;
  font: .875rem/1.4 var(--st-font); color: var(--st-text-color); }
.gradient-panels p, .gradient-panels h3 { margin: 0; }
.trouble:empty { display: none; }
.cards { --gap: .75rem; display: grid; gap: var(--gap);
  grid-template-columns: repeat(auto-fill, minmax(max(17.5rem, (100% - 2 * var(--gap)) / 3), 1fr)); }
.card { display: flex; flex-direction: column; gap: .4rem; min-width: 0; padding: .75rem .85rem .7rem;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  background: var(--st-background-color); }
h3 { font-size: 1rem; font-weight: 600; line-height: 1.3; }
.about { font-size: .8125rem; min-height: 2.8em; }
.drawing { flex: 1; }
.drawing > svg { display: block; width: 100%; height: auto; overflow: visible; }
.learns { font-size: .8125rem; border-top: 1px solid var(--st-border-color); padding-top: .45rem; }
.learns b { display: block; font-weight: 600; font-size: .75rem; opacity: .7; }
details { font-size: .8125rem; }
summary { cursor: pointer; width: fit-content; opacity: .8; border-radius: 3px; }
summary:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.formula { padding: .35rem .5rem; margin: .3rem 0 !important; background: var(--st-secondary-background-color);
  border-radius: var(--st-base-radius); font-family: var(--st-code-font, monospace); font-size: .75rem;
  overflow-wrap: anywhere; }
.source { opacity: .8; }
text { font-family: var(--st-font); font-size: 11px; fill: currentColor; font-variant-numeric: tabular-nums; }
.tick { font-size: 10px; opacity: .72; }
.name { font-size: 11.5px; font-weight: 600; }
.grid { stroke: var(--st-border-color); stroke-width: 1; }
.hair, .zero { stroke: var(--faint); stroke-width: 1; }
.mark { stroke: currentColor; stroke-width: 1; stroke-dasharray: 1 3; opacity: .6; }
.rail { stroke: var(--st-border-color); stroke-width: 3; }
.line { fill: none; stroke-linejoin: round; stroke-linecap: round; }
.line.slider { stroke-width: 1.2; stroke-dasharray: .1 3.2; opacity: .9; }
.line.floor { stroke-width: 1; opacity: .45; }
.area { stroke: none; opacity: .85; }
.between { stroke: currentColor; stroke-width: 2; }
.band { fill: var(--faint); opacity: .22; }
.steps { touch-action: pan-y; }
.legend { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 .6rem; list-style: none;
  margin: .2rem 0 0; padding: 0; font-size: .75rem; font-variant-numeric: tabular-nums; }
.legend li { margin: 0; padding: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.legend svg { vertical-align: middle; margin-right: .3rem; }
.legend b { font-weight: 600; }
.legend .silent { opacity: .45; }
.note { font-size: .75rem; opacity: .75; margin-top: .2rem !important; }
.cell rect { fill: var(--ground); }
.cell.faint { opacity: .4; }
.cell.floor rect { stroke: var(--faint); stroke-width: 1.2; stroke-dasharray: 3 2; }
.cell text { font-size: 12px; }
.layer { font-size: .75rem; opacity: .75; margin-top: .25rem !important; }
.filters { height: 3.6rem !important; }
.nobody { fill: var(--st-border-color); }
@container (min-width: 37rem) { .card.ownership { grid-column: span 2; } .ownership .about { min-height: 0;
  } .ownership .legend { grid-template-columns: repeat(4, auto); } }
`;
