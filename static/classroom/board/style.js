// Looks of the board, to be read from the back of a room.

export const CSS = `
.none { opacity: .75; font-size: 1.125rem; padding: .5rem 0; }
.about { opacity: .75; font-size: .875rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1.5rem; margin-bottom: .4rem; }
.counts { font-size: 1.125rem; }
.key { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-size: 1rem; }
.key svg { vertical-align: middle; margin-right: .35rem; }
.students { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(var(--least), 1fr)); }
.students.large { --least: 24rem; font-size: 1.25rem; }
.students.medium { --least: 18.5rem; font-size: 1.0625rem; }
.students.small { --least: 13rem; font-size: .875rem; }
.student { min-width: 0; border: var(--border); border-left: .3rem solid var(--mark, var(--st-border-color));
  border-radius: var(--st-base-radius); }
.student.trains { --mark: var(--st-primary-color); }
.student:is(.waits, .paused) { --mark: #C4661F; }
.student.away .name { opacity: .75; }
.student > .top, .student > .none { padding: .3em .5em; font-size: 1em; }
.student > .none { padding-top: 0; }
.student button { display: grid; gap: .15em; width: 100%; height: 100%; padding: .3em .5em; border: 0; background: none;
  text-align: left; align-content: start; }
.student button:hover { background: var(--ground); }
.top, .foot { display: flex; justify-content: space-between; gap: .5em; align-items: baseline; min-width: 0; }
.top > *, .foot > * { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.name { font-size: 1.125em; min-width: 0; }
.state { flex: none; font-size: .875em; opacity: .85; }
.foot { font-size: .8125em; opacity: .75; }
.foot > :last-child { flex: none; }
.middle { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: .6em; align-items: stretch; }
.curves { width: 100%; height: 100%; min-height: 4.2em; }
.large .curves { min-height: 7em; }
.curves .line { vector-effect: non-scaling-stroke; }
.curves .grid, .curves .chance { vector-effect: non-scaling-stroke; }
.chance { stroke: var(--faint); stroke-dasharray: 1 3; }
.heads { display: grid; line-height: 1.3; }
.head { display: grid; grid-template-columns: 1.9rem minmax(2.2em, max-content) 3.1em; align-items: center; }
.head .share { text-align: right; font-weight: 600; white-space: nowrap; }
.head .weight { opacity: .85; white-space: nowrap; }
.rankings { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(max(19rem, 40%), 1fr)); }
.ranking h3 { font-size: 1.25rem; }
.ranking ol { margin-top: .5rem; }
.rank { display: grid; grid-template-columns: 2rem minmax(0, 1fr) max-content; gap: .5rem; padding: .3rem 0;
  font-size: 1.125rem; border-top: var(--border); }
.rank .number { opacity: .7; }
.rank-1 { font-size: 1.375rem; }
.rank .who { overflow-wrap: anywhere; }
.rank .value { font-weight: 600; }
.tie, .detail { display: block; font-size: .875rem; opacity: .75; }
.scatter { display: block; width: 100%; height: auto; max-height: 62vh; }
.scatter .tick { font-size: 14px; }
.scatter .even { stroke: var(--faint); }
.dot { stroke: var(--st-background-color); stroke-width: 1; opacity: .85; cursor: pointer; }
.dot:hover { stroke: currentColor; stroke-width: 2; opacity: 1; }
.dot:focus-visible { stroke: currentColor; stroke-width: 3; opacity: 1; outline: none; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; justify-content: center; font-size: 1rem; }
.legend svg { vertical-align: -.25rem; margin-right: .35rem; }
.results > .about { margin-top: .35rem; text-align: center; }
@container (max-width: 40rem) {
  .students { --least: 100% !important; }
  .scatter .tick { font-size: 26px; }
}
`;
