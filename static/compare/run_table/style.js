// Looks of the table of runs, in the colours of the theme. On a phone every row becomes a card.

export const CSS = `
.runs { line-height: 1.35; }
.scroll { max-height: 560px; overflow: auto; border: var(--border); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; }
thead { position: sticky; top: 0; z-index: 1; background: var(--st-secondary-background-color); }
th, td { text-align: left; padding: .32rem .5rem; vertical-align: top; }
tbody tr { border-top: var(--border); cursor: pointer; }
tbody tr:hover { background: var(--st-secondary-background-color); }
tbody tr.on { background: color-mix(in srgb, var(--st-primary-color) 14%, transparent); }
th { vertical-align: bottom; font-weight: 600; }
.number { text-align: right; padding-inline: .35rem; }
td.number, td.short { white-space: nowrap; }
td.words, td.wide { min-width: 9rem; overflow-wrap: anywhere; }
td.wide { max-width: 18rem; }
b { font-weight: 600; }
button { background: none; border: 0; padding: 0; }
th button { font-weight: inherit; }
th button:hover { text-decoration: underline; }
.pick { width: 1.2rem; padding-right: .1rem; }
.pick input { width: 1.05rem; height: 1.05rem; margin: .05rem 0 0; accent-color: var(--st-primary-color);
  cursor: pointer; }
.star { width: 1.2rem; padding: .2rem; }
.star button { font-size: 1.05rem; line-height: 1.2; padding: 0 .15rem; opacity: .55; }
.star button[aria-pressed=true] { opacity: 1; color: var(--st-primary-color); }
.sub { margin-left: .4rem; opacity: .7; font-size: .8125rem; }
.tag { display: inline-block; margin-left: .35rem; padding: 0 .4rem; border-radius: .6rem; font-size: .75rem;
  border: var(--border); background: var(--st-secondary-background-color); }
.note { display: block; max-width: 17rem; font-size: .8125rem; opacity: .75; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.more { display: block; width: 100%; padding: .5rem; border-top: var(--border); color: var(--st-primary-color); }
@container (max-width: 44rem) {
  .unsorted thead { display: none; }
  thead tr { display: flex; flex-wrap: wrap; gap: .1rem .2rem; padding: .2rem .3rem; }
  thead td { display: none; }
  th { padding: .3rem .4rem; }
  table, tbody { display: block; }
  tbody tr { display: block; position: relative; padding: .4rem 2.6rem .45rem; }
  tbody td { display: inline-block; padding: 0; margin-right: .8rem; font-size: .8125rem; white-space: normal; }
  tbody td.wide { display: block; max-width: none; margin: 0; font-size: .875rem; }
  tbody td.words { display: block; }
  tbody td.number { text-align: left; }
  tbody :is(td.pick, td.star) { position: absolute; left: .5rem; top: .4rem; margin: 0; }
  tbody td.star { left: auto; right: .3rem; top: .2rem; width: auto; }
  .pick input { width: 1.4rem; height: 1.4rem; }
  .star button { font-size: 1.4rem; padding: 0 .3rem; }
  tbody td.number::before { content: attr(data-label) " "; opacity: .65; font-size: .75rem; }
  td:empty { display: none; }
  .note { max-width: 60vw; }
}
`;
