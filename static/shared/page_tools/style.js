// Looks of the tools: they stand in the head of the page and take no space of it.
import { HEAD } from "../head_style.js";

export const CSS = `${HEAD}
.open { right: 10.9rem; }
.leave { display: none; top: .5rem; right: .75rem; font-size: .75rem; }
.presented .open { display: none; }
.presented .leave { display: block; }
.menu { inset: 3.4rem 3.4rem auto auto; padding: .9rem 1rem; max-width: 20rem; }
.menu label { display: flex; align-items: center; gap: .5rem; cursor: pointer; }
.menu input { margin: 0; width: 1rem; height: 1rem; accent-color: var(--st-primary-color); }
hr { width: 100%; margin: .2rem 0; border: 0; border-top: var(--border); }
.menu button { justify-content: center; }
.hint { font-size: .8125rem; opacity: .8; }
dialog { max-width: 28rem; padding: 1.25rem 1.5rem; }
dl { display: grid; gap: .6rem; margin: .75rem 0 1rem; }
dl div { display: grid; grid-template-columns: 4.5rem 1fr; align-items: baseline; }
dd { margin: 0; }
kbd { padding: .1rem .5rem; border: var(--border); border-radius: .3rem; background: var(--ground); font: inherit; }
form { margin-top: 1rem; }
@media (max-width: 1300px) { .open { right: 10.4rem; } }
@media (max-width: 640px) { .open { right: 5.6rem; } .menu { right: 1rem; } }
`;
