// The map through the days: all days are here, and a step only changes what differs. Names are text, never markup.
const NS = "http://www.w3.org/2000/svg";
const WHOLE_PLAY = 14000, SHORTEST_STEP = 90, LONGEST_STEP = 700;
// Names stand this far apart, in units of the picture.
const LINE = 17;

function made(name, attributes = {}, text = null, parent = null, space = null) {
  const element = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== null) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

// Which change is in force at a step; -1 is none.
function at(changes, step) {
  let found = -1;
  while (found + 1 < changes.length && changes[found + 1][0] <= step) found += 1;
  return found;
}

function picture(data, frame) {
  const [wide, high] = data.size, { colours, classes } = data;
  const svg = made("svg", { viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": data.alt }, null, frame, NS);
  const tip = made("div", { class: "tip", hidden: "" }, null, frame);
  const marks = data.areas.map((area, index) => {
    const shape = area.radius
      ? { cx: area.at[0], cy: area.at[1], r: area.radius }
      : { d: area.path, "fill-rule": "evenodd" };
    return made(area.radius ? "circle" : "path", {
      ...shape,
      "data-at": index,
      "vector-effect": "non-scaling-stroke",
      stroke: area.chosen ? colours.chosen : area.first ? colours.line : colours.faint,
      "stroke-width": area.chosen ? 3.5 : area.first ? 1.1 : 0.6,
    }, null, svg, NS);
  });
  const texts = data.areas.map((area) => {
    const lines = [...(area.lines ?? [])];
    if (!lines.length && !(data.has_numbers && area.order)) return null;
    const text = made("text", { "text-anchor": "middle", class: area.lines ? "name" : "number" }, null, svg, NS);
    const first = area.at[1] + (lines.length ? 6 : 10) - ((lines.length - (area.order ? 0 : 1)) * LINE) / 2;
    lines.forEach((line, row) => made("tspan", { x: area.at[0], y: first + row * LINE }, line, text, NS));
    const number = area.order
      ? made("tspan", { x: area.at[0], y: first + lines.length * LINE, class: "order" }, "", text, NS) : null;
    if (!area.lines) { text.setAttribute("stroke", colours.halo); text.setAttribute("fill", colours.text); }
    return { text, number, order: area.order };
  });
  const shown = new Int32Array(data.areas.length).fill(-2);
  let now = 0;
  const show = (step) => {
    now = step;
    data.areas.forEach((area, index) => {
      const change = at(area.changes, step);
      if (change === shown[index]) return;
      shown[index] = change;
      const shade = classes[area.changes[change][1]];
      marks[index].setAttribute("fill", shade.colour);
      const text = texts[index];
      if (!text) return;
      if (area.lines) text.text.setAttribute("fill", shade.ink);
      if (text.number) text.number.textContent = step >= area.begins ? text.order : "";
    });
  };
  const point = (event) => {
    const area = data.areas[event.target.dataset?.at];
    tip.hidden = !area;
    if (!area) return;
    const [, shade, written, more] = area.changes[at(area.changes, now)];
    const lines = [written === "—" ? classes[shade].label : written, more];
    if (area.first) {
      lines.push(data.words.first.replace("{number}", area.order).replace("{day}", area.first));
    } else {
      lines.push(data.words.none);
    }
    tip.replaceChildren(made("strong", {}, area.name));
    lines.filter(Boolean).forEach((line) => made("div", {}, line, tip));
    const box = frame.getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 4);
    tip.style.left = `${Math.max(left, 0)}px`;
    tip.style.top = `${event.clientY - box.top + 16}px`;
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointerleave", () => { tip.hidden = true; });
  return show;
}

function legend(data, side) {
  made("h4", {}, data.measure, side);
  const list = made("ul", {}, null, side);
  const counts = data.classes.map((line) => {
    const row = made("li", {}, null, list);
    made("span", { class: "swatch" }, null, row).style.background = line.colour;
    made("span", { class: "label" }, line.label, row);
    return made("span", { class: "figure" }, "", row);
  });
  return (step) => {
    const found = data.classes.map(() => 0);
    data.areas.forEach((area) => { found[area.changes[at(area.changes, step)][1]] += 1; });
    counts.forEach((cell, index) => { cell.textContent = found[index].toLocaleString(data.language); });
  };
}

function bars(data, areas, title, side) {
  if (!areas.length) return () => {};
  made("h4", {}, title, side);
  const list = made("ul", {}, null, side);
  const rows = areas.map((area) => {
    const row = made("li", {}, null, list);
    const swatch = made("span", { class: "swatch" }, null, row);
    made("span", { class: "label" }, area.name, row);
    const figure = made("span", { class: "figure" }, "", row);
    const bar = made("span", { class: "bar" }, null, made("span", { class: "track" }, null, row));
    return { area, swatch, figure, bar };
  });
  return (step) => rows.forEach(({ area, swatch, figure, bar }) => {
    const [, shade, , said, share] = area.changes[at(area.changes, step)];
    swatch.style.background = bar.style.background = data.classes[shade].colour;
    figure.textContent = said;
    bar.style.width = `${100 * share}%`;
  });
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".days");
  const before = root.standing?.key === data.key ? root.standing : null;
  root.replaceChildren();
  root.style.setProperty("--line", data.colours.line);
  const last = data.steps.length - 1;
  const moment = made("p", { class: "moment" });
  const controls = made("div", { class: "controls" });
  const button = made("button", { type: "button" }, data.words.play, controls);
  const slider = made(
    "input", { type: "range", min: 0, max: last, step: 1, "aria-label": data.words.slider }, null, controls);
  if (last > 0) root.append(controls);
  root.append(moment);
  const both = made("div", { class: "both" }, null, root);
  const parts = [];
  const frame = made("div", { class: "frame" }, null, both);
  parts.push(data.listed.length ? bars(data, data.listed, data.words.places, frame) : picture(data, frame));
  const side = made("div", { class: "side" }, null, both);
  parts.push(legend(data, side), bars(data, data.beside, data.words.beside, side));

  let timer = null;
  const go = (step) => {
    slider.value = step;
    slider.setAttribute("aria-valuetext", data.steps[step]);
    moment.replaceChildren(made("strong", {}, data.steps[step]), ` · ${data.reached[step]}`);
    parts.forEach((show) => show(step));
    root.dataset.step = step;
    root.standing = { key: data.key, step };
  };
  const rest = () => {
    clearInterval(timer);
    timer = null;
    button.textContent = data.words.play;
    moment.setAttribute("aria-live", "polite");
  };
  const play = () => {
    if (Number(slider.value) >= last) go(0);
    button.textContent = data.words.pause;
    moment.setAttribute("aria-live", "off");
    const pace = Math.min(Math.max(WHOLE_PLAY / (last + 1), SHORTEST_STEP), LONGEST_STEP);
    timer = setInterval(() => {
      go(Number(slider.value) + 1);
      if (Number(slider.value) >= last) rest();
    }, pace);
  };
  button.addEventListener("click", () => (timer ? rest() : play()));
  slider.addEventListener("input", () => { rest(); go(Number(slider.value)); });
  rest();
  go(before ? Math.min(before.step, last) : last);
  return () => clearInterval(timer);
}
