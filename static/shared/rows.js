// Rows of numbers travel with the names of their columns.

/**
 * Each row as an object: its numbers by name.
 * @param {{ columns: string[], rows: any[][] }} message
 * @returns {Record<string, any>[]}
 */
export const named = ({ columns, rows }) =>
  rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
