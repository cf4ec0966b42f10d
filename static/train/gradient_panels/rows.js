// The columns of a row, as ui/train/gradient_rows.py writes them: the step, four numbers for each group, the rest, six cosines,
// the conflict rate between heads, and that of a head with itself.

export const STEP = 0;
const GROUPS = ["chosen", "weights", "norm", "noise", "share", "update", "loss_ratio", "within"];
const HEADS = 4;
export const REST = 1 + HEADS * GROUPS.length;
export const PAIRS = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]];

export const CONFLICT = REST + 1 + 6, SELF_CONFLICT = CONFLICT + 1;

export const column = (group, head) => 1 + HEADS * GROUPS.indexOf(group) + head;
export const pairColumn = (pair) => REST + 1 + pair;

/** The numbers of all heads of one group in a row. */
export const ofHeads = (row, group) => row.slice(column(group, 0), column(group, 0) + HEADS);

/** Every second row; the first and the last stay. */
export const halve = (rows) => rows.filter((_, i) => i % 2 === 0 || i === rows.length - 1);
