// Looks of the tools: they stand in the head of the page and take no space of it.

export const CSS = `
button, a, .menu, dialog { color: var(--st-text-color); background: var(--st-background-color); font: inherit; }
.head { position: fixed; z-index: 1000000; top: .9rem; }
.open { right: 10.9rem; }
.open, .leave > *, .menu button, .close { display: inline-flex; align-items: center; gap: .35rem; line-height: 1.3;
  padding: .3rem .6rem; border: var(--border); border-radius: var(--st-base-radius); text-decoration: none; }
:is(button, a):is(:hover, :focus-visible) { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.icon { font-size: 1.15em; }
.leave { display: none; top: .5rem; right: .75rem; font-size: .75rem; }
.presented .open { display: none; }
.presented .leave { display: block; }
.menu { position: fixed; inset: 3.4rem 3.4rem auto auto; margin: 0; padding: .9rem 1rem; max-width: 20rem;
  border: var(--border); border-radius: var(--st-base-radius); box-shadow: 0 .3rem 1.2rem rgb(0 0 0 / .25); }
.menu:popover-open { display: grid; gap: .5rem; }
.menu label { display: flex; align-items: center; gap: .5rem; cursor: pointer; }
.menu input { margin: 0; width: 1rem; height: 1rem; accent-color: var(--st-primary-color); }
hr { width: 100%; margin: .2rem 0; border: 0; border-top: var(--border); }
.menu button { justify-content: center; }
.hint { font-size: .8125rem; opacity: .8; }
dialog { max-width: 28rem; padding: 1.25rem 1.5rem; border: var(--border); border-radius: var(--st-base-radius); }
dialog::backdrop { background: rgb(0 0 0 / .45); }
h2 { margin: 0 0 .75rem; font-size: 1.25rem; }
dl { display: grid; gap: .6rem; margin: 0 0 1rem; }
dl div { display: grid; grid-template-columns: 4.5rem 1fr; align-items: baseline; }
dd { margin: 0; }
kbd { padding: .1rem .5rem; border: var(--border); border-radius: .3rem; background: var(--ground); font: inherit; }
form { margin-top: 1rem; }
@media (max-width: 1300px) { .open { right: 10.4rem; padding: .3rem .4rem; } .open span:not(.icon) { display: none; } }
@media (max-width: 640px) { .open { right: 5.6rem; } .menu { right: 1rem; } }
`;
