// What the looks of all components share, in the colours of the theme; it stands before the looks of each.

export const BASE = `
.component { --faint: color-mix(in srgb, var(--st-text-color) 42%, var(--st-background-color));
  --ground: color-mix(in srgb, var(--st-text-color) 5%, var(--st-background-color));
  --border: 1px solid var(--st-border-color); --more: #0B8A83; --less: #C4661F; container-type: inline-size;
  position: relative; font: .875rem/1.4 var(--st-font); font-variant-numeric: tabular-nums;
  color: var(--st-text-color); }
p, h3, h4, ol, ul, li, figure { margin: 0; padding: 0; list-style: none; }
h3 { font-size: 1rem; font-weight: 600; line-height: 1.3; }
button, input, select { box-sizing: border-box; font: inherit; color: inherit; }
button, summary { cursor: pointer; }
summary { width: fit-content; font-size: .8125rem; opacity: .8; }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.trouble:empty { display: none; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.icon { font: 1.25rem/1 "Material Symbols Rounded"; }
.picture { image-rendering: pixelated; background: #000; border-radius: var(--st-base-radius); outline: var(--border); }
.cards { display: grid; gap: .75rem;
  grid-template-columns: repeat(auto-fill, minmax(max(17.5rem, (100% - 1.5rem) / 3), 1fr)); }
.card { min-width: 0; padding: .75rem .85rem; border: var(--border); border-radius: var(--st-base-radius); }
.bar { background: linear-gradient(to right, var(--head, var(--st-primary-color)) var(--share),
  color-mix(in srgb, var(--st-text-color) 16%, transparent) var(--share)); }
.joined { display: flex; }
.joined button { margin-left: -1px; border-radius: 0; }
.joined button:first-child { margin: 0; border-radius: var(--st-button-radius) 0 0 var(--st-button-radius); }
.joined button:last-child { border-radius: 0 var(--st-button-radius) var(--st-button-radius) 0; }
text { font: 11px var(--st-font); fill: currentColor; }
.tick { font-size: 10.5px; opacity: .75; }
.grid { stroke: var(--st-border-color); }
.stroke { width: 1.625rem; height: .5rem; display: inline-block; vertical-align: middle; margin-right: .3rem; }
.line { fill: none; stroke-linejoin: round; }
`;
