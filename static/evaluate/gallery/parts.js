// One picture small, and one large with what the four heads said of it.

const RIGHT = "check_circle";
const WRONG = "cancel";
const word = (head, number) => head.classes[number];
const isWrong = (item, i) => item.said[i] !== item.true[i];

/** 'True long, thick, red, 45°. Said ...: wrong on angle, 98 % sure.' */
export function spoken({ heads }, item) {
  const list = (numbers) => heads.map((head, i) => word(head, numbers[i])).join(", ");
  const wrong = heads.flatMap((head, i) => (isWrong(item, i) ? [`${head.name} (${item.sure[i]} % sure)`] : []));
  const verdict = wrong.length ? `wrong on ${wrong.join(", ")}` : "all right";
  return `True ${list(item.true)}. Said ${list(item.said)}: ${verdict}.`;
}

const sprite = (i, count) => `background-position:0 ${count > 1 ? (100 * i) / (count - 1) : 0}%`;

export function thumbnail(data, item, i, chosen) {
  const wrong = data.heads.flatMap((head, h) =>
    isWrong(item, h)
      ? [
          [
            "span",
            { class: "slip", style: `--head:${head.colour}` },
            ["i", { class: "icon", "aria-hidden": "true" }, head.icon],
            `${word(head, item.true[h])} → ${word(head, item.said[h])}`,
          ],
        ]
      : [],
  );
  const fine = [
    "span",
    { class: "fine" },
    ["i", { class: "icon", "aria-hidden": "true" }, RIGHT],
    `${Math.min(...item.sure)} %`,
  ];
  return [
    "button",
    {
      type: "button",
      role: "option",
      "data-picture": item.row,
      tabindex: chosen ? 0 : -1,
      "aria-selected": chosen,
      "aria-label": spoken(data, item),
      title: spoken(data, item),
    },
    ["span", { class: "picture", style: sprite(i, data.items.length) }],
    ...(wrong.length ? wrong : [fine]),
  ];
}

/** The chosen picture with a row for each head: what it said, how sure, and what is true. */
export function card(data, item, i) {
  const rows = data.heads.map((head, h) => {
    const wrong = isWrong(item, h);
    const other = item.other
      ? [["td", { class: item.other[h] === item.true[h] ? "" : "wrong" }, word(head, item.other[h])]]
      : [];
    return [
      "tr",
      { class: wrong ? "wrong" : "right", style: `--head:${head.colour}` },
      ["th", { scope: "row" }, ["i", { class: "icon", "aria-hidden": "true" }, head.icon], head.name],
      ["td", {}, word(head, item.true[h])],
      [
        "td",
        { class: "said" },
        word(head, item.said[h]),
        ["i", { class: "icon mark", role: "img", "aria-label": wrong ? "wrong" : "right" }, wrong ? WRONG : RIGHT],
      ],
      ["td", { class: "sure" }, ["span", { class: "bar", style: `--share:${item.sure[h]}%` }], `${item.sure[h]} %`],
      ...other,
    ];
  });
  const names = ["", "true", "said", "sure", ...(item.other ? [data.other] : [])].map((text) => [
    "th",
    { scope: "col" },
    text,
  ]);
  return [
    "div",
    { class: "card" },
    [
      "div",
      { class: "picture large", role: "img", "aria-label": spoken(data, item), style: sprite(i, data.items.length) },
    ],
    ["table", { class: "heads" }, ["thead", {}, ["tr", {}, ...names]], ["tbody", {}, ...rows]],
  ];
}

/** As large as a card, with nothing in it. */
export const bare = () => ["div", { class: "card bare" }];
