// Looks of the grid of classes, in the colours of the theme.

export const CSS = `
.classes { font-size: .8125rem; line-height: 1.3; }
.grid { display: grid; grid-template-columns: 8.2rem repeat(var(--across), minmax(0, 1fr)); gap: 3px; }
.row { display: contents; }
.head span { text-align: center; font-size: .75rem; opacity: .8; }
.name { align-self: center; white-space: nowrap; }
.dot { display: inline-block; width: .55rem; height: .55rem; margin-right: .35rem; }
.dot.red { background: #FF0000; border-radius: 50%; }
.dot.blue { background: #0000FF; }
.picture { position: relative; display: flex; align-items: center; justify-content: center; padding: 0; border: 0;
  aspect-ratio: 1; min-width: 0; background: #000 var(--strip) no-repeat; background-size: 100% 9600%;
  border-radius: 3px; }
.shared { row-gap: 9px; }
.bar { position: absolute; left: 0; right: 0; bottom: -6px; height: 4px; }
.picture.none { background: none; opacity: .7; }
.picture:hover { outline: 2px solid var(--st-border-color); }
.picture[aria-selected=true] { outline: 3px solid var(--st-primary-color); outline-offset: 0; }
.picture:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; z-index: 1; }
@container (max-width: 34rem) {
  .grid { grid-template-columns: repeat(var(--across), minmax(0, 1fr)); gap: 2px; }
  .shared { row-gap: 9px; }
  .corner { display: none; }
  .name { grid-column: 1 / -1; font-size: .75rem; padding-top: .2rem; }
  .head span { font-size: .5625rem; }
}
`;
