// Looks of the canvas and its tools, in the colours of the theme.

/** Of the canvas alone. */
export const PAD = `.pad { position: relative; aspect-ratio: 1; touch-action: none; user-select: none;
  cursor: crosshair; background: #000;
  border-radius: var(--st-base-radius); overflow: hidden; outline: var(--border); }
.pad[data-grab=true] { cursor: grab; }
.pad.busy { cursor: grabbing; }
.pixels, .over { position: absolute; inset: 0; width: 100%; height: 100%; }
.pixels { image-rendering: pixelated; }
.over { pointer-events: none; fill: none; }
.over * { vector-effect: non-scaling-stroke; }
.grid { stroke: #fff; stroke-width: 1; opacity: .1; }
.halo { stroke: #000; stroke-width: 4; opacity: .55; stroke-linecap: round; stroke-linejoin: round; }
.line { stroke: #fff; stroke-width: 1.5; stroke-linecap: round; }
.arc { stroke: #fff; stroke-width: 1; stroke-dasharray: 3 3; opacity: .35; }
.hint { position: absolute; inset: 0; display: grid; place-items: center; color: #cfcfd6; pointer-events: none; }
.welcome { position: absolute; inset: auto 0 0; padding: .5rem .75rem; color: #fff; background: rgb(0 0 0 / .7);
  text-align: center; pointer-events: none; }
.welcome[hidden] { display: none; }
.handle { position: absolute; min-height: 0; width: 20px; height: 20px; margin: -10px; padding: 0; border-radius: 50%;
  pointer-events: none; background: rgb(0 0 0 / .45); border: 2px solid #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / .7); }
.handle.whole { width: 12px; height: 12px; margin: -6px; border-radius: 3px; }
.handle:focus { background: var(--st-primary-color); }
.handle:focus-visible { outline: 3px solid #fff; outline-offset: 2px; }
.handle[hidden] { display: none; }
.silence { margin: .4rem 0 0; font-size: .85rem; opacity: .8; }
.silence:empty { display: none; }
@media (pointer: coarse) {
  .handle { width: 28px; height: 28px; margin: -14px; }
  .handle.whole { width: 18px; height: 18px; margin: -9px; }
}
`;

export const CSS = `
:host, .root { display: block; }
.root { width: 100%; max-width: 25rem; margin-inline: auto; line-height: 1.3; }
${PAD}.said { display: none; margin: .4rem 0 0; font-size: 1.1rem; font-weight: 600; min-height: 1.3em;
  text-align: center; }
.small .values { display: none; }
.small .tools { justify-content: center; }
@media (max-width: 640px) { :not(.small) > .said { display: block; } }
.tools, .values { display: flex; gap: .4rem; margin-top: .4rem; }
.tools { display: var(--drawing-tools, flex); justify-content: space-between; flex-wrap: wrap; gap: .4rem .3rem; }
.values { display: var(--line-values, grid); align-items: center; gap: .2rem .75rem;
  grid-template-columns: max-content minmax(0, 1fr) 6rem; }
.joined button { flex: 1; }
:is(.tools, .values) :is(button, input, select) { min-height: 1.875rem; }
.tools button, .joined button { display: inline-flex; align-items: center; justify-content: center; gap: .25rem;
  padding: 0 .4rem; background: var(--st-background-color); border: var(--border); }
.tools > button { border-radius: var(--st-button-radius); }
.tools button:hover, .joined button:hover { border-color: var(--st-primary-color); z-index: 1; }
[aria-pressed=true] { color: var(--st-primary-color); border-color: var(--st-primary-color) !important;
  font-weight: 600; z-index: 1;
  background: color-mix(in srgb, var(--st-primary-color) 12%, var(--st-background-color)) !important; }
:disabled { opacity: .45; cursor: default !important; }
:focus-visible { z-index: 2; }
.icon { font-size: 1.15rem; }
.pair { display: flex; gap: .4rem; min-width: 0; }
.field { display: flex; align-items: center; gap: .3rem; min-width: 0; flex: 1; }
.field i { font-style: normal; opacity: .7; }
.field input, select { flex: 1; width: 100%; min-width: 0; padding: 0 .4rem; border: var(--border);
  border-radius: var(--st-base-radius); background: var(--st-secondary-background-color); }
input[type=color] { padding: 2px; cursor: pointer; }
input[type=range] { width: 100%; margin: 0; accent-color: var(--st-primary-color); }
@media (pointer: coarse) {
  .values { gap: .5rem .75rem; }
  :is(.tools, .values) :is(button, input, select) { min-height: 2.6rem; }
}
`;
