// Looks of the drawings, in the colours of the theme.

export const CSS = `
h3 { font-size: 1.15rem; }
canvas { display: block; image-rendering: pixelated; }
.lit, .map canvas, .square canvas, .stack canvas { visibility: hidden; }
.heads, .diagram, .part-of-layer.small, .figures, .kernels, .parts { isolation: isolate; } /* painted anew one by one */
.sheet { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
.icon { font-size: 1.1em; vertical-align: -.15em; margin-right: .25rem; display: inline-block; width: 1em;
  overflow: hidden; }
.rest, .over, .totals, figcaption { font-size: .8125rem; opacity: .8; }

.scroll { overflow-x: auto; padding: 3px; margin: 0 -3px; }
.boxes { position: relative; margin: auto; min-height: 300px; }
.joins { position: absolute; inset: 0; overflow: visible; pointer-events: none; }
.joins path { fill: none; stroke: color-mix(in srgb, var(--st-text-color) 40%, var(--st-background-color));
  stroke-width: 1.5; }
.layer { position: absolute; display: flex; flex-direction: column; justify-content: center; gap: 1px;
  padding: 2.4px 7.2px; text-align: left; font-size: 12px; line-height: 1.3; background: var(--st-background-color);
  border: var(--border); border-left: 4px solid var(--head, var(--st-border-color));
  border-radius: var(--st-base-radius); }
.layer > * { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.layer b { font-size: 13px; font-weight: 600; }
.layer > span { opacity: .75; font-size: 11px; }
.layer .figures { display: flex; justify-content: space-between; gap: 4px; opacity: 1; }
.layer:hover { border-color: var(--st-primary-color); border-left-color: var(--head, var(--st-primary-color)); }
.layer[aria-pressed=true] { background: color-mix(in srgb, var(--st-primary-color) 14%, var(--st-background-color));
  border-color: var(--st-primary-color); box-shadow: 0 0 0 1px var(--st-primary-color); }

.lit { display: block; width: 100%; margin-top: 2px; background: var(--ground); }
.lit.few, .lit.whole { height: 24px; background: none; }
.lit.units { height: 10px; margin: 9px 0 5px; }
.layer em { font-style: normal; font-weight: 600; color: var(--st-orange-text-color); }
.heads { margin-bottom: .6rem; }
.heads .answers { display: grid; grid-template-columns: 1fr 1fr 1fr 2fr; gap: .5rem; }
.head-answer { min-width: 0; padding: .3rem .6rem .4rem; border: var(--border); border-top: 3px solid var(--head);
  border-radius: var(--st-base-radius); }
.head-answer h4 { margin: 0; font-size: .8125rem; font-weight: 400; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.head-answer h4 .icon { color: var(--head); }
.head-answer h4 b { float: right; font-size: .875rem; font-weight: 600; }
@container (max-width: 52rem) { .head-answer h4 b { float: none; display: block; } }
.head-answer.changed h4 b { color: var(--st-orange-text-color); }
.classes { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 2px; font-size: .6875rem;
  text-align: center; margin: .25rem 0; }
.classes .best { font-weight: 700; }
.classes .track { position: relative; display: block; height: 2.2rem; background: var(--ground); margin-bottom: 1px; }
.classes :is(.share, .was) { position: absolute; left: 0; right: 0; bottom: 0; }
.classes .share { background: var(--head); }
.classes .was { border: 1.5px dashed var(--st-text-color); border-bottom: 0; box-sizing: border-box; }
.head-answer .rest { display: flex; justify-content: space-between; gap: .3rem; min-height: 1.4em; font-size: .75rem;
  white-space: nowrap; overflow: hidden; }
.part-of-layer { display: contents; }
.part-of-layer.small { display: block; max-height: 15rem; overflow-y: auto; padding: 3px; margin: -3px; }
.part-of-layer.small:empty { display: none; }
.scales .restore { margin-left: auto; padding: .1rem .6rem; border: var(--border); background: none;
  border-radius: var(--st-button-radius); }
.map b { float: right; color: var(--st-orange-text-color); }
.map.off canvas:not(.own) { opacity: .35; }
.map:is(.off, .doubled, .noisy) { border: 1px dashed var(--st-orange-text-color); }

.opened { display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem; min-height: 30rem; align-content: start; }
.stale { opacity: .5; }
.scales { display: flex; flex-wrap: wrap; gap: .1rem .9rem; align-items: center; border: 0; margin: 0; padding: 0;
  font-size: .8125rem; }
.scales legend { float: left; opacity: .8; padding: 0; margin-right: .9rem; }
.scales label { display: inline-flex; gap: .3rem; align-items: center; cursor: pointer; }
.scales input { accent-color: var(--st-primary-color); margin: 0; }
.key { margin-left: auto; display: inline-flex; align-items: center; gap: .3rem; opacity: .85; }
.key i, p.legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-left: .5rem; }
i.more { background: var(--more); }
i.less { background: var(--less); }
.maps { position: relative; display: grid; grid-template-columns: repeat(auto-fill, minmax(3.1rem, 1fr)); gap: .3rem; }
.map { font-size: .625rem; line-height: 1.2; padding: 2px; border: var(--border); border-radius: 4px;
  background: var(--st-background-color); }
.map canvas { width: 100%; background: var(--ground); }
.map .own { margin-top: 2px; }
.map span { opacity: .75; }
.map[aria-pressed=true] { border-color: var(--st-primary-color); box-shadow: 0 0 0 1px var(--st-primary-color); }
.working { display: grid; grid-template-columns: minmax(0, 27rem) minmax(0, 1fr); gap: 1rem 1.5rem; align-items: start;
  border-top: var(--border); padding-top: .75rem; }
.working .figures { display: flex; flex-wrap: wrap; gap: 1rem; }
.seen { display: grid; gap: .6rem; }
.working .figures > figure { width: 13rem; }
.working .figures > figure.long { width: 100%; }
.framed { position: relative; background: var(--ground); outline: var(--border); }
.framed canvas { width: 100%; height: 100%; position: absolute; inset: 0; }
.framed canvas.output { cursor: crosshair; touch-action: pan-y; }
.names { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); font-size: .6875rem;
  text-align: center; }
.names .best { font-weight: 700; }
.framed .frame { position: absolute; box-sizing: border-box; border: 2px solid var(--st-primary-color);
  box-shadow: 0 0 0 1px var(--st-background-color); pointer-events: none; }
figcaption { margin-top: .3rem; }
.sum { display: grid; gap: .25rem; min-width: 0; }
.where { font-weight: 600; }
p.line { font-size: 1rem; }
.sum p.line, .sum p.verdict { min-height: 1.4em; }
.verdict { color: var(--st-text-color); opacity: .85; }
.verdict[data-equal=true] { color: var(--st-green-text-color); opacity: 1; }
.verdict[data-equal=false] { color: var(--st-orange-text-color); opacity: 1; font-weight: 600; }
.parts { overflow-x: auto; display: grid; gap: .5rem; margin-top: .4rem; padding-bottom: .3rem; }
.part { display: flex; align-items: center; gap: .45rem; width: max-content; }
.part b { font-weight: 500; font-size: .8125rem; width: 3.6rem; }
.sign { font-size: .9375rem; opacity: .85; }
.total { min-width: 5.5rem; }
.cells { display: grid; gap: 1px; width: max-content; }
.cells i { font: .6875rem/1 var(--st-font); display: grid; place-items: center; background: var(--ground);
  letter-spacing: -.02em; overflow: hidden; }
.cells i.outside { background: repeating-linear-gradient(45deg, transparent 0 3px, var(--st-border-color) 3px 4px); }
.cells i.marked { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
.terms { display: grid; gap: .15rem; font-size: .8125rem; }
.terms li { display: grid; grid-template-columns: 4.6rem 11rem 4.5rem minmax(4rem, 14rem); gap: .5rem;
  align-items: center; }
.terms b { font-weight: 500; }
.product { text-align: right; }
.bar { position: relative; height: .7rem; background: var(--ground); }
.bar i { position: absolute; top: 0; height: 100%; }
.kernels { max-height: 10.5rem; overflow-y: auto; }
.in-kernels { position: relative; display: flex; flex-wrap: wrap; gap: .4rem; }
.square { outline: var(--border); outline-offset: -1px; }
.square canvas { width: 100%; aspect-ratio: 1; background: var(--ground); }
.kernel .square { width: 3rem; }
.kernel figcaption { font-size: .625rem; margin: .1rem 0 0; text-align: center; }

.attribution .grid { position: relative; display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem;
  max-width: 66rem; }
.attribution h3 { font-size: 1rem; border-top: 3px solid var(--head); padding-top: .4rem; margin-bottom: .3rem; }
.attribution h3 .icon { color: var(--head); }
.attribution figure { margin-bottom: .7rem; }
.stack { position: relative; background: #000; outline: var(--border); }
.stack canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.stack .under { opacity: .65; }
.stack .over { opacity: .85; }
.attribution figcaption { opacity: 1; min-height: 3.9em; }
.which { font-size: .75rem; opacity: .8; margin-bottom: .2rem; }
.attribution figcaption b, .attribution figcaption span { display: block; }
.attribution figcaption b { font-weight: 600; }
.attribution figcaption span { opacity: .8; }
p.legend { display: flex; align-items: center; gap: .35rem; font-size: .8125rem; opacity: .85; }

.feature-visualisation .grid { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
.feature-visualisation li { width: 9rem; display: grid; gap: .3rem; font-size: .8125rem; }
.feature-visualisation canvas { width: 100%; aspect-ratio: 1; outline: var(--border); }
.feature-visualisation .best canvas { outline: 3px solid var(--st-primary-color); }
.feature-visualisation svg { width: 100%; height: 2rem; }
.feature-visualisation polyline { fill: none; stroke: var(--st-primary-color); stroke-width: 2;
  vector-effect: non-scaling-stroke; }

.ablation { display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem; }
.ablation .where { min-height: 2.8em; font-weight: 500; }
.strips { display: grid; gap: .5rem; overflow-x: auto; padding: 3px; }
.strip { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .6rem; align-items: end; min-width: 22rem; }
.who { display: grid; font-size: .8125rem; }
.who .icon { color: var(--head); }
.columns { display: flex; height: 4.2rem; background: var(--ground); border-bottom: 2px solid var(--head); }
.columns > i { flex: 1; display: flex; align-items: flex-end; padding: 0 .5px; min-width: 0; }
.columns > i > i { width: 100%; background: var(--head); min-height: 1px; }
.columns .at { background: color-mix(in srgb, var(--st-primary-color) 30%, transparent); }

.linear-probes .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; font-size: .8125rem; }
.chance { stroke-dasharray: 1 4; opacity: .9; }
table { border-collapse: collapse; font-size: .75rem; }
th, td { padding: 2px 10px; text-align: right; border-bottom: var(--border); font-weight: normal; }
.linear-probes .plot { display: block; min-height: 336px; }

.checkpoints { display: grid; grid-template-columns: minmax(0, 1fr); gap: .7rem; }
.run { display: flex; flex-wrap: wrap; gap: .4rem .8rem; align-items: center; }
.run .go { display: flex; align-items: center; justify-content: center; min-width: 5.5rem; padding: .3rem .6rem;
  border: var(--border); border-radius: var(--st-button-radius); background: var(--st-background-color); }
.run .scrub { flex: 1 1 12rem; min-width: 0; accent-color: var(--st-primary-color); }
.run output { flex: 0 0 17rem; font-weight: 600; }
.checkpoints .answers { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .3rem 1.2rem;
  min-height: 2.6rem; }
.checkpoints .answers li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .1rem .5rem; }
.checkpoints .answers .icon { color: var(--head); }
.checkpoints .answers .bar { grid-column: 1 / -1; height: .35rem; }
.checkpoints .answers .bar i { background: var(--head); }
.rows { position: relative; display: grid; gap: .5rem; }
.strip-of-maps { display: grid; grid-template-columns: repeat(16, minmax(0, 1fr)); gap: 3px; max-width: 66rem; }

@container (max-width: 50rem) { .working { grid-template-columns: minmax(0, 1fr); } }
@container (max-width: 34rem) {
  .working .figures > figure { width: calc(50% - .5rem); }
  .key { margin-left: 0; }
  .checkpoints .answers { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .strip-of-maps { grid-template-columns: repeat(8, minmax(0, 1fr)); }
  .heads .answers { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .head-answer { padding: .25rem .4rem; }
  .head-answer:last-child { grid-column: 1 / -1; }
  .head-answer h4 b { float: none; display: block; }
  .head-answer .rest { flex-direction: column; gap: 0; white-space: normal; min-height: 2.8em; }
  .head-answer:last-child h4 b { float: right; }
  .head-answer:last-child .rest { flex-direction: row; min-height: 1.4em; }
  .attribution .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .cells { zoom: .76; }
  .part { display: grid; grid-template-columns: repeat(5, auto); gap: .15rem .4rem; }
  .part b { grid-area: 1 / 1 / 2 / 3; width: auto; }
  .part .total { grid-area: 1 / 3 / 2 / 6; }
  .terms li { grid-template-columns: 3.8rem minmax(0, 1fr) 3.6rem; }
  .terms .bar { grid-column: 1 / -1; height: .3rem; }
  .feature-visualisation li { width: calc(50% - .5rem); }
  .strip { grid-template-columns: 5.2rem minmax(0, 1fr); min-width: 0; }
  .layer { padding: 2.4px 4.8px; }
  .layer > span:not(.figures) { font-size: 9px; line-height: 1.1; white-space: normal; overflow-wrap: anywhere; }
  .layer .figures { justify-content: flex-start; flex-direction: column; gap: 0; line-height: 1.2; }
}
`;
