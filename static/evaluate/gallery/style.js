// Looks of the pictures, in the colours of the theme.

export const CSS = `
.icon { font-size: 1rem; color: var(--head); vertical-align: -.15em; margin-right: .25rem; }
header { display: flex; align-items: baseline; flex-wrap: wrap; gap: .1rem .6rem; min-height: 1.9rem;
  margin-bottom: .4rem; }
.count { opacity: .75; }
.clear, .more { font-size: .8125rem; background: none; border: var(--border); border-radius: var(--st-base-radius);
  padding: .15rem .6rem; }
.clear { margin-left: auto; }
.more { width: 100%; margin-top: .4rem; padding: .4rem; }
.picture { display: block; width: 100%; aspect-ratio: 1; background: #000 var(--strip) no-repeat;
  background-size: 100% calc(var(--count) * 100%); border-radius: 3px; outline: 0; }
.card { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 1rem; align-items: center; min-height: 11rem;
  padding: .6rem; margin-bottom: .6rem; }
.large { border-radius: var(--st-base-radius); outline: var(--border); }
.heads { border-collapse: collapse; width: 100%; }
.heads th, .heads td { text-align: left; font-weight: 400; padding: .22rem .4rem .22rem 0; white-space: nowrap; }
.heads thead th { font-size: .75rem; opacity: .75; padding-bottom: .1rem; }
.heads tbody th { text-transform: capitalize; font-weight: 600; }
.said .mark { margin: 0 0 0 .3rem; color: var(--st-green-text-color); }
.wrong .said, td.wrong { color: var(--st-orange-text-color); font-weight: 600; }
.wrong .said .mark { color: inherit; }
td.wrong::after { content: " ✕"; }
.bar { display: inline-block; width: 3rem; height: .45rem; margin-right: .4rem; border-radius: 1rem; }
.thumbs { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.6rem, 1fr)); gap: .4rem; max-height: 23.5rem;
  overflow-y: auto; padding: 3px; scrollbar-width: thin; position: relative; }
[role=option] { font-size: .6875rem; line-height: 1.25; display: flex; flex-direction: column; align-items: stretch;
  gap: .1rem; min-width: 0; padding: .25rem; text-align: left; background: var(--ground); border: 1px solid transparent;
  border-radius: var(--st-base-radius); }
[role=option]:hover { border-color: var(--st-border-color); }
[role=option][aria-selected=true] { border-color: var(--st-primary-color);
  box-shadow: 0 0 0 1px var(--st-primary-color); }
.slip, .fine { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.slip .icon, .fine .icon { font-size: .8125rem; margin-right: .15rem; }
.slip { font-weight: 600; }
.fine { opacity: .8; }
.fine .icon { color: var(--st-green-text-color); }
.nothing { min-height: 12rem; opacity: .8; }
@container (max-width: 30rem) {
  .card { grid-template-columns: 6.5rem minmax(0, 1fr); gap: .6rem; min-height: 8rem; }
  .heads { font-size: .75rem; }
  .bar { display: none; }
  .thumbs { max-height: 20rem; }
}
@container (max-width: 20rem) {
  .card { grid-template-columns: minmax(0, 1fr); }
  .large { width: 6.5rem; }
}
`;
