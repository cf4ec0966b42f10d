// Looks of the help: its button stands in the head of the page, left of that for presenting.

export const CSS = `
button, .menu, .tip, dialog, input { color: var(--st-text-color); background: var(--st-background-color);
  font: inherit; }
.open, .menu button, .close { display: inline-flex; align-items: center; gap: .35rem; line-height: 1.3;
  padding: .3rem .6rem; border: var(--border); border-radius: var(--st-base-radius); }
.open { position: fixed; z-index: 1000000; top: .9rem; right: 17.6rem; }
button:is(:hover, :focus-visible) { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.icon { font-size: 1.15em; }
.menu { position: fixed; inset: 3.4rem 12rem auto auto; margin: 0; padding: .6rem; border: var(--border);
  border-radius: var(--st-base-radius); box-shadow: 0 .3rem 1.2rem rgb(0 0 0 / .25); }
.menu:popover-open { display: grid; gap: .4rem; }
.menu button { padding: .45rem .7rem; border-color: transparent; }
.tip { position: fixed; inset: auto; margin: 0; max-width: min(20rem, 90vw); padding: .5rem .7rem;
  border: var(--border); border-radius: var(--st-base-radius); box-shadow: 0 .2rem .8rem rgb(0 0 0 / .25);
  font-size: .875rem; }
.tip strong { display: block; }
dialog { width: min(38rem, calc(100vw - 1.5rem)); height: min(44rem, calc(100dvh - 3rem)); box-sizing: border-box;
  padding: 1.1rem 1.25rem; border: var(--border); border-radius: var(--st-base-radius); }
dialog[open] { display: flex; flex-direction: column; gap: .6rem; }
dialog::backdrop { background: rgb(0 0 0 / .45); }
h2 { margin: 0; font-size: 1.25rem; }
h3 { margin: .9rem 0 .3rem; font-size: .875rem; opacity: .8; }
input { width: 100%; padding: .5rem .7rem; font-size: 1rem; background: var(--ground); border: var(--border);
  border-radius: var(--st-base-radius); }
.count { font-size: .8125rem; opacity: .8; }
.terms { flex: 1; min-height: 0; overflow-y: auto; }
.terms > :first-child { margin-top: 0; }
dl { margin: 0; }
dt { font-weight: 600; }
dt span { margin-left: .5rem; font-weight: 400; font-size: .8125rem; opacity: .75; }
dd { margin: 0 0 .6rem; }
@media (max-width: 1300px) { .open { right: 12.9rem; padding: .3rem .4rem; } .open span:not(.icon) { display: none; } }
@media (max-width: 640px) { .open { right: 8.2rem; } .menu { right: 1rem; } }
`;
