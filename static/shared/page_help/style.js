// Looks of the help: its button stands in the head of the page, left of that for presenting.
import { HEAD } from "../head_style.js";

export const CSS = `${HEAD}
.open { right: 17.6rem; }
.menu { inset: 3.4rem 12rem auto auto; padding: .6rem; }
.menu button { padding: .45rem .7rem; border-color: transparent; }
.tip { inset: auto; max-width: min(20rem, 90vw); padding: .5rem .7rem; font-size: .875rem; }
.tip strong { display: block; }
dialog { width: min(38rem, calc(100vw - 1.5rem)); height: min(44rem, calc(100dvh - 3rem)); box-sizing: border-box;
  padding: 1.1rem 1.25rem; }
dialog[open] { display: flex; flex-direction: column; gap: .6rem; }
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
@media (max-width: 1300px) { .open { right: 12.9rem; } }
@media (max-width: 640px) { .open { right: 8.2rem; } .menu { right: 1rem; } }
`;
