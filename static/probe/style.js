// Looks of the drawings, in the colours of the theme.

export const CSS = `
h4 { font-size: .875rem; font-weight: 600; }
button { display: inline-flex; align-items: center; gap: .25rem; min-height: 2rem; padding: 0 .6rem;
  background: var(--st-background-color); border: var(--border); border-radius: var(--st-button-radius); }
button:hover { border-color: var(--st-primary-color); }
[aria-pressed=true] { color: var(--st-primary-color); border-color: var(--st-primary-color); font-weight: 600; }
svg { display: block; overflow: visible; }

.curves { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 1.5rem; align-items: start; }
.stage { display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem; position: sticky; top: 4rem; z-index: 2;
  background: var(--st-background-color); }
:is(.stage, .pair) .said { display: none; }
.hand:not([data-live=true]) .pad { pointer-events: none; }
.hand:not([data-live=true]) :is(.handle, .over) { display: none; }
.alone { font-size: .75rem; opacity: .8; margin-top: .3rem; }
:is(.alone, .bug):empty { display: none; }
.bug { color: var(--st-red-color, #b00); margin-top: .3rem; }
.pair { display: grid; grid-template-columns: 13rem max-content minmax(0, 1fr); gap: .4rem 1rem; align-items: center;
  margin-bottom: 1rem; }
.pair .changed { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 1.25rem; align-items: center; }
.pair .none { grid-column: span 2; }
.pair .picture { width: 13rem; aspect-ratio: 1; }
.pair .words ul { margin: .4rem 0; }
.pair .words li { list-style: disc; margin-left: 1.1rem; }
.pair :is(.from, .changed > div:first-child p) { font-size: .8125rem; text-align: center; margin-top: .25rem; }
.singles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .75rem 1rem;
  margin-top: .5rem; }
.singles .picture { width: 7rem; aspect-ratio: 1; display: block; margin: .25rem 0; }
.about { font-size: .8125rem; opacity: .8; min-height: 1.4em; }
.curves .about { padding-left: 46px; }
.panel { display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem; min-width: 0; }
.value { font-size: 1.05rem; }
.value.cut::after { content: "cut off by the frame"; font-size: .75rem; opacity: .75; margin-left: .5rem;
  white-space: nowrap; }
.play { display: flex; align-items: center; gap: .5rem; }
.go { min-width: 5.6rem; }
.back { padding: 0 .35rem; }
.scrub { flex: 1; min-width: 0; accent-color: var(--st-primary-color); margin: 0; }
.answers { display: grid; gap: .15rem; }
.answers li { display: grid; grid-template-columns: 1.5rem 4rem minmax(0, 1fr) auto; align-items: center; }
.answers i { font-style: normal; opacity: .8; }
.charts { touch-action: pan-y; cursor: crosshair; display: grid; gap: .15rem; user-select: none; min-width: 0;
  overflow: hidden; }
.chart { min-width: 0; }
.chart figcaption { font-weight: 600; font-size: .8125rem; line-height: 1.2; padding-left: 2.875rem; }
.curve { fill: none; stroke-linejoin: round; }
.curve.thin { stroke-width: 1; opacity: .4; }
.half { stroke: var(--faint); }
.trained { stroke: currentColor; stroke-dasharray: 1 3; opacity: .7; }
rect.cut { fill: var(--faint); opacity: .16; }
.said { opacity: .2; }
.said.odd { opacity: .42; }
.label { font-size: 10.5px; font-weight: 600; }
.flip { stroke: currentColor; stroke-width: 1.5; }
.now { stroke: var(--st-primary-color); stroke-width: 1.5; }
.dot { stroke: var(--st-background-color); stroke-width: 1.5; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .4rem 0 .6rem 2.875rem; font-size: .75rem;
  opacity: .85; }
.legend [hidden] { display: none; }
.swatch { display: inline-block; width: 1.1rem; height: .7rem; margin-right: .35rem; vertical-align: -.05rem; }
.swatch.trained { width: 0; border-left: 2px dotted currentColor; opacity: 1; }
.swatch.half { border-bottom: 1px solid var(--faint); height: .35rem; vertical-align: .2rem; }
.swatch.cut { background: var(--faint); opacity: .4; }
.flips ol { display: flex; flex-wrap: wrap; gap: .35rem; margin-top: .35rem; }
.flips { padding-left: 46px; }
.flips button { min-height: 1.75rem; font-size: .8125rem; border-left: 4px solid var(--head); }

.top { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin-bottom: .75rem; }
.wide { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 4px; width: 100%; max-width: 60rem; }
th { font-weight: 600; text-align: left; padding: .1rem .3rem; }
thead th { text-align: center; white-space: nowrap; }
thead th:first-child { text-align: left; }
thead .icon { vertical-align: -.3rem; margin-right: .25rem; }
tbody th { white-space: nowrap; }
tbody th button { border-color: transparent; padding: 0 .3rem; font-weight: 600; text-align: left; }
tbody th small { font-weight: 400; opacity: .75; }
td { position: relative; text-align: center; padding: .25rem; min-width: 4.2rem; height: 2.4rem; border-radius: .3rem;
  isolation: isolate; background: var(--ground); }
td::before { content: ""; position: absolute; inset: 0; z-index: -1; border-radius: inherit; background: var(--head);
  opacity: calc(.48 * var(--share)); }
td.own { outline: 2px dashed var(--faint); outline-offset: -2px; }
td.own small { display: block; font-size: .6875rem; line-height: 1; opacity: .85; }

.card { display: flex; flex-direction: column; gap: .3rem; }
.card h4 { font-size: 1rem; }
.card .about { font-size: .8125rem; min-height: 2.8em; }
.card .words { font-weight: 600; }
.card .strips { display: flex; justify-content: space-between; margin: 0 3.75% 0 13.1%; }
.card .strips canvas { width: 28px; height: 28px; margin: 0 -14px; }
.card .break { stroke-width: 2; fill: var(--st-background-color); }
.summary { margin-bottom: 1rem; }
.summary td { background: none; height: 1.9rem; padding: .1rem .4rem; }
.summary td.first { font-weight: 700; }
.summary td:not(.first)::before { content: none; }
.summary td:last-child { text-align: left; white-space: nowrap; }
.key { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 .6rem; font-size: .75rem; }
.key .first { font-weight: 700; }
.card table { border-spacing: 0; font-size: .75rem; }
.card td, .card th { background: none; padding: .1rem .25rem; height: auto; min-width: 0; text-align: right; }
.card td::before { content: none; }

.maps { display: grid; grid-template-columns: minmax(0, 1fr) 13rem; gap: 1.5rem; align-items: start; }
.four { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem; }
.map h4 .icon { vertical-align: -.3rem; margin-right: .2rem; color: var(--head); }
.map p { font-size: .8125rem; min-height: 1.4em; }
.square { position: relative; aspect-ratio: 1; margin-top: .35rem; touch-action: none; cursor: crosshair;
  border-radius: 2px; outline: var(--border); background: var(--ground); color: var(--head); }
.square canvas, .square svg { position: absolute; inset: 0; width: 100%; height: 100%; image-rendering: pixelated; }
.square svg * { vector-effect: non-scaling-stroke; }
.fits { fill: none; stroke: var(--st-text-color); stroke-dasharray: 4 3; stroke-width: 1.2; }
.halo { fill: none; stroke: var(--st-background-color); stroke-width: 3; opacity: .7; }
.over { color: var(--st-text-color); }
.dots { fill: var(--st-text-color); stroke: var(--st-background-color); stroke-width: .8; }
.halo.at { stroke-width: 5; opacity: .9; }
.cursor { fill: none; stroke: var(--st-primary-color); stroke-width: 2.5; }
.maps .side { display: grid; gap: .6rem; }
.maps .side .picture { width: 13rem; aspect-ratio: 1; }
@container (max-width: 52rem) {
  .curves, .maps { grid-template-columns: minmax(0, 1fr); gap: .75rem; }
  .stage, .maps .side { grid-template-columns: 8.5rem minmax(0, 1fr); padding-bottom: .5rem; align-items: start; }
  .maps .side .picture { width: 100%; grid-row: span 2; }
  .play { flex-wrap: wrap; }
  .scrub { order: 1; flex-basis: 100%; }
  .answers li { grid-template-columns: 1.4rem 3.4rem minmax(0, 1fr) auto; font-size: .8125rem; }
  .pair, .pair .changed { grid-template-columns: minmax(0, 1fr); justify-items: center; }
  .pair .hand { width: 13rem; }
  .pair > .icon { transform: rotate(90deg); }
  .singles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .curves .about, .flips, .legend { padding-left: 0; margin-left: 0; }
  .maps .side { order: -1; }
  .cross_talk th small { display: block; padding-left: .3rem; }
  .cross_talk tbody th button { min-height: 1.4rem; }
  :is(.cross_talk table, .summary) { border-spacing: 3px; font-size: .8125rem; }
  :is(.cross_talk, .summary) th { padding: 0; }
  :is(.cross_talk, .summary) thead .icon { display: block; margin: 0; }
  .cross_talk td, .summary td { min-width: 3rem; padding: .1rem; }
  .four { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
`;
