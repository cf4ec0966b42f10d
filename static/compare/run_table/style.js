// Looks of the table of runs, in the colours of the theme. On a phone every row becomes a card.

export const CSS = `
.runs { container-type: inline-size; font: .875rem/1.35 var(--st-font); color: var(--st-text-color); }
.scroll { max-height: 560px; overflow: auto; border: 1px solid var(--st-border-color); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
thead { position: sticky; top: 0; z-index: 1; background: var(--st-secondary-background-color); }
th, td { text-align: left; padding: .32rem .5rem; vertical-align: top; font-weight: 400; }
tbody tr { border-top: 1px solid var(--st-border-color); cursor: pointer; }
tbody tr:hover { background: var(--st-secondary-background-color); }
tbody tr.on { background: color-mix(in srgb, var(--st-primary-color) 14%, transparent); }
th.number, td.number { text-align: right; }
td.number { white-space: nowrap; }
th { vertical-align: bottom; }
td.short { white-space: nowrap; }
td.words { min-width: 9rem; overflow-wrap: anywhere; }
td.wide { min-width: 9rem; max-width: 18rem; overflow-wrap: anywhere; }
b { font-weight: 600; }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
th button { font-weight: 600; }
th span { font-weight: 600; }
th button:hover { text-decoration: underline; }
button:focus-visible, input:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px;
  border-radius: 3px; }
.pick { width: 1.2rem; padding-right: .1rem; }
.pick input { width: 1.05rem; height: 1.05rem; margin: .05rem 0 0; accent-color: var(--st-primary-color);
  cursor: pointer; }
.star { width: 1.2rem; padding: .2rem .2rem; }
.star button { font-size: 1.05rem; line-height: 1.2; padding: 0 .15rem; opacity: .55; }
.star button[aria-pressed=true] { opacity: 1; color: var(--st-primary-color); }
.sub { margin-left: .4rem; opacity: .7; font-size: .8125rem; }
.tag { display: inline-block; margin-left: .35rem; padding: 0 .4rem; border-radius: .6rem; font-size: .75rem;
  border: 1px solid var(--st-border-color); background: var(--st-secondary-background-color); }
.note { display: block; max-width: 17rem; font-size: .8125rem; opacity: .75; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.more { display: block; width: 100%; padding: .5rem; border-top: 1px solid var(--st-border-color);
  color: var(--st-primary-color); }
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
  tbody td.number { text-align: left; white-space: normal; }
  tbody td.pick { position: absolute; left: .5rem; top: .4rem; margin: 0; }
  tbody td.star { position: absolute; right: .3rem; top: .2rem; width: auto; margin: 0; }
  .pick input { width: 1.4rem; height: 1.4rem; }
  .star button { font-size: 1.4rem; padding: 0 .3rem; }
  tbody td.number::before { content: attr(data-label) " "; opacity: .65; font-size: .75rem; }
  td:empty { display: none; }
  .note { max-width: 60vw; }
}
`;
