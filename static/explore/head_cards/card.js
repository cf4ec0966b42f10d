// The frame of one head's card: icon, name, class in words, and whether it is right.

const MARKS = { right: "check_circle", wrong: "cancel", unknown: "" };
const HTML = `<header><span class="icon" aria-hidden="true"></span><b class="name"></b>
  <span class="verdict"><span class="icon" aria-hidden="true"></span><span class="words"></span></span></header>
  <p class="guess"><b></b> <span></span></p>`;

/** '98 %'; never 0 or 100 unless it is exact. */
export function percent(probability) {
  if (probability > 0 && probability < 0.005) return "< 1 %";
  if (probability < 1 && probability > 0.995) return "> 99 %";
  return `${Math.round(probability * 100)} %`;
}

/** Whether the guess is right, in words. */
export function verdict({ truth, classes, unit }, guess) {
  if (!truth) return { state: "unknown", words: "" };
  if (!truth.class) return { state: "unknown", words: `drawn ${truth.drawn}: off the grid` };
  if (truth.class === classes[guess]) return { state: "right", words: "right" };
  return { state: "wrong", words: `wrong, it is ${truth.class}${unit === "degrees" ? "°" : ""}` };
}

export function createCard({ name, icon, colour }) {
  const element = Object.assign(document.createElement("article"), { className: "card", innerHTML: HTML });
  const find = (selector) => element.querySelector(selector);
  element.setAttribute("role", "img");
  element.dataset.head = name;
  element.style.setProperty("--head", colour);
  find("header .icon").textContent = icon;
  find(".name").textContent = name;
  return {
    element,
    /** Show the class number `guess`; null keeps silent. */
    update(head, guess) {
      const { state, words } = guess === null ? { state: "unknown", words: "" } : verdict(head, guess);
      const degrees = head.unit === "degrees" ? "°" : "";
      element.dataset.state = state;
      find(".verdict .icon").textContent = MARKS[state];
      find(".words").textContent = words;
      find(".guess b").textContent = guess === null ? "–" : head.classes[guess] + degrees;
      find(".guess span").textContent = guess === null ? "" : percent(head.probabilities[guess]);
    },
  };
}
