// The drawing of each panel by its name: model -> { words, nodes }. `words` says the numbers to those who do not see them.
import { weights, norm, share, rate } from "./curves.js";
import { cosine, conflict, similarity } from "./pairs.js";
import { update, woke, moved } from "./bars.js";
import { ownership } from "./filters.js";

export const DRAWINGS = { weights, norm, share, update, cosine, conflict, similarity, rate, woke, moved, ownership };
