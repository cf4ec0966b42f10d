// The columns of a row by name, as ui/train/gradient_rows.py calls them.

export const column = (group, { name }) => `${group}.${name}`;
export const pairColumn = (heads, [i, j]) => `cosine.${heads[i].name}.${heads[j].name}`;

/** The numbers of all heads of one group in a row. */
export const ofHeads = (heads, row, group) => heads.map((head) => row[column(group, head)]);

/** The places of all pairs of heads. */
export const pairsOf = (heads) => heads.flatMap((_, i) => heads.slice(i + 1).map((_, j) => [i, i + 1 + j]));

/** Every second row; the first and the last stay. */
export const halve = (rows) => rows.filter((_, i) => i % 2 === 0 || i === rows.length - 1);
