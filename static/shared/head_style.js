// Looks of what stands in the head of every page: buttons, their menus and dialogs.

export const HEAD = `
button, a, input, .menu, .tip, dialog { color: var(--st-text-color); background: var(--st-background-color);
  font: inherit; }
.open, .leave > *, .menu button, .close { display: inline-flex; align-items: center; gap: .35rem; line-height: 1.3;
  padding: .3rem .6rem; border: var(--border); border-radius: var(--st-base-radius); text-decoration: none; }
:is(button, a):is(:hover, :focus-visible) { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.open, .leave { position: fixed; z-index: 1000000; top: .9rem; }
.icon { font-size: 1.15em; }
.menu, .tip, dialog { border: var(--border); border-radius: var(--st-base-radius); }
.menu, .tip { position: fixed; margin: 0; box-shadow: 0 .3rem 1.2rem rgb(0 0 0 / .25); }
.menu:popover-open { display: grid; gap: .5rem; }
dialog::backdrop { background: rgb(0 0 0 / .45); }
h2 { margin: 0; font-size: 1.25rem; }
@media (max-width: 1300px) { .open { padding: .3rem .4rem; } .open span:not(.icon) { display: none; } }
`;
