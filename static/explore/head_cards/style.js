// Looks of the cards, in the colours of the theme.

export const CSS = `
.root { display: grid; gap: .75rem; }
.seen { display: flex; gap: 1rem; align-items: center; }
canvas { width: var(--seen-picture, 11rem); aspect-ratio: 1; flex: none; }
h3 { font: inherit; opacity: .75; }
.answer { font-size: 1.75rem; font-weight: 600; line-height: 1.25; min-height: 2.2rem; }
.mark { min-height: 1.4em; }
.save { display: var(--drawing-tools, inline-flex); align-items: center; gap: .3rem; margin-top: .75rem;
  color: var(--st-link-color); cursor: pointer; text-decoration: none; }
.save:hover { text-decoration: underline; }
.cards { grid-template: repeat(3, auto) / minmax(0, 1fr) minmax(0, 1.25fr); }
.card { border-top: 3px solid var(--head); padding: .55rem .8rem .7rem; transition: opacity .15s; }
.card[data-head=angle] { grid-area: 1 / 2 / span 3; display: flex; flex-direction: column; }
header { display: flex; align-items: center; gap: .4rem; }
header > .icon { color: var(--head); }
.name { font-weight: 600; }
.name::first-letter { text-transform: uppercase; }
.verdict { display: flex; align-items: center; gap: .25rem; margin-left: auto; min-height: 1.4em; font-size: .8125rem;
  text-align: right; opacity: .8; }
[data-state=right] .verdict, .mark[data-state=right] { color: var(--st-green-text-color); opacity: 1; }
[data-state=wrong] .verdict, .mark[data-state=wrong] { color: var(--st-orange-text-color); opacity: 1;
  font-weight: 600; }
.guess { display: flex; align-items: center; }
.guess b { font-size: 1.35rem; font-weight: 600; margin-right: .5rem; }
.guess span { opacity: .8; }
.guess .nearest { flex: 1; margin-left: .5rem; text-align: right; font-size: .8125rem; line-height: 1.15; }
.track { position: relative; height: .55rem; margin: .45rem .45rem .3rem; border-radius: 1rem;
  background: color-mix(in srgb, var(--st-text-color) 14%, transparent); }
.fill, .half, .unit { position: absolute; top: 0; height: 100%; }
.fill { background: var(--head); }
.half { left: 50%; width: 2px; margin-left: -1px; top: -.2rem; height: .95rem; background: var(--st-text-color);
  opacity: .55; }
.unit { width: .9rem; height: .9rem; top: -.175rem; margin-left: -.45rem; border-radius: 50%; background: var(--head);
  box-shadow: 0 0 0 2px var(--st-background-color); }
.sides { display: flex; justify-content: space-between; font-size: .8125rem; }
.sides > span { opacity: .75; }
.sides b { font-weight: inherit; }
.sides > .won { opacity: 1; font-weight: 600; }
.dial { width: 100%; max-width: 27rem; margin: auto; overflow: visible; }
.empty { fill: color-mix(in srgb, var(--st-text-color) 9%, transparent); }
.full { fill: var(--head); }
.again .full { opacity: .55; }
.dial text { font-size: 8px; text-anchor: middle; opacity: .7; }
.dial .won { font-weight: 700; opacity: 1; }
.needle { stroke: var(--st-primary-color); stroke-width: 2; stroke-linecap: round; }
.second { display: flex; justify-content: space-between; gap: .5rem; min-height: 1.4em; }
.drawn { color: var(--st-primary-color); }
.silent .card { opacity: .5; }
.silent .unit { background: var(--st-border-color); }
.bug { color: var(--st-red-color, #b00); margin: .5rem 0 0; }
.bug:empty { display: none; }
@container (max-width: 34rem) {
  canvas { width: 7rem; }
  .answer { font-size: 1.25rem; min-height: 0; }
  .cards { grid-template: auto / minmax(0, 1fr); }
  .card[data-head=angle] { grid-area: auto; }
}
`;
