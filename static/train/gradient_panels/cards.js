// A card: label, one sentence, the drawing, what one learns, and 'Why?'. All texts are set as text.

const HTML = `
  <h3></h3>
  <p class="about"></p>
  <div class="drawing" role="img"></div>
  <p class="learns"><b>What you learn</b> <span></span></p>
  <details><summary>Why?</summary><p class="formula"></p><p class="source"></p></details>`;

export function makeCard({ name, label, about, learns, formula, source }) {
  const element = document.createElement("article");
  element.className = `card ${name}`;
  element.innerHTML = HTML;
  const texts = { h3: label, ".about": about, ".learns span": learns, ".formula": formula, ".source": source };
  for (const [where, text] of Object.entries(texts)) element.querySelector(where).textContent = text;
  element.querySelector("summary").setAttribute("aria-label", `Why? ${label}`);
  return { element, drawing: element.querySelector(".drawing") };
}
