// The matrix of many classes on a canvas: cells, groups of classes, and outlines of what is pointed at and chosen.
/** @import { Matrix } from "./table.js" */

export const WIDTH = 690; // px of the drawing, before it is scaled
export const MARGIN = { left: 92, top: 20 }; // px

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Matrix} matrix
 * @param {number[]} ofRow pictures of each row
 * @param {[number, number] | null} marked cell under the pointer or the cursor
 * @param {string} chosen
 */
export function paintMatrix(canvas, matrix, ofRow, marked, chosen) {
  const side = (WIDTH - MARGIN.left - 2) / matrix.rows.length;
  const height = MARGIN.top + side * matrix.rows.length + 2;
  const pen = canvas.getContext("2d");
  if (!canvas.clientWidth || !pen) return;
  const scale = (canvas.clientWidth * devicePixelRatio) / WIDTH;
  Object.assign(canvas, { width: Math.round(WIDTH * scale), height: Math.round(height * scale) });
  pen.scale(scale, scale);
  const looks = getComputedStyle(canvas);
  paintGroups(pen, matrix.rows, looks, side);
  paintCells(pen, matrix, ofRow, looks, side);
  /** @type {(cell: number[], colour: string, width: number) => void} */
  const outline = ([row, column], colour, width) => {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    const [left, top] = [column < 0 ? 1 : x(column, side) - 2, row < 0 ? 1 : y(row, side) - 2];
    pen.strokeRect(left, top, column < 0 ? WIDTH - 3 : side + 4, row < 0 ? height - 3 : side + 4);
  };
  if (marked) outline(marked, looks.color, 1.2);
  const [name, ...labels] = chosen.split(".");
  const cell = labels.map((text) => (text === "" ? -1 : Number(text)));
  if (name === matrix.name) outline(cell, looks.getPropertyValue("--st-primary-color"), 2.4);
}

/** @param {number} column @param {number} side */
const x = (column, side) => MARGIN.left + column * side;
/** @param {number} row @param {number} side */
const y = (row, side) => MARGIN.top + row * side;

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Matrix} matrix
 * @param {number[]} ofRow
 * @param {CSSStyleDeclaration} looks
 * @param {number} side
 */
function paintCells(pen, { cells }, ofRow, looks, side) {
  for (const [row, column, count] of cells) {
    const wrong = row !== column;
    const share = count / ofRow[row];
    const more = wrong ? 1 : 0; // px: mistakes are few, and small
    pen.globalAlpha = wrong ? 0.45 + 0.55 * Math.sqrt(share) : 0.2 + 0.8 * share;
    pen.fillStyle = looks.getPropertyValue(wrong ? "--less" : "--more");
    pen.fillRect(x(column, side) - more / 2, y(row, side) - more / 2, side + more, side + more);
  }
  pen.globalAlpha = 1;
}

/**
 * Ground, and a line and a label for each group of classes that differ in the last word alone.
 * @param {CanvasRenderingContext2D} pen @param {string[]} rows @param {CSSStyleDeclaration} looks @param {number} side
 */
function paintGroups(pen, rows, looks, side) {
  const length = side * rows.length;
  const groups = rows.map((text) => text.split(" ").slice(0, -1));
  const names = groups.map((words) => words.join(" "));
  pen.fillStyle = looks.getPropertyValue("--st-text-color");
  pen.globalAlpha = 0.04;
  pen.fillRect(x(0, side), y(0, side), length, length);
  pen.font = `10.5px ${looks.fontFamily}`;
  names.forEach((name, i) => {
    if (i && name === names[i - 1]) return;
    const count = names.lastIndexOf(name) - i + 1;
    const middle = i + count / 2;
    const short = groups[i].map((word) => word.slice(0, 5)).join(" ");
    pen.globalAlpha = 0.16;
    pen.fillRect(x(0, side), y(i, side), length, 0.8);
    pen.fillRect(x(i, side), y(0, side), 0.8, length);
    pen.globalAlpha = 0.85;
    pen.textAlign = "right";
    pen.fillText(name, x(0, side) - 6, y(middle, side) + 4);
    pen.textAlign = "center";
    pen.fillText(short, x(middle, side), MARGIN.top - 7, side * count - 4);
  });
  pen.globalAlpha = 1;
}
