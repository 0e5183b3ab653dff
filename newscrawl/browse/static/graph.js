// The graph page: asks for pieces of the graph, draws them, and keeps what is drawn, listed and counted in step.

import { settle } from "./graph-layout.js";
import { savePicture, saveGexf } from "./graph-saving.js";
import { show, list, count } from "./graph-words.js";

const LABEL = 34; // characters of a label; all of it stands on the node that is pointed at

const drawing = document.getElementById("drawing");
const stage = document.getElementById("stage");
const controls = document.getElementById("controls");
const graph = new graphology.Graph({ type: "directed", multi: true });
const expanded = new Set();
const hidden = new Set();
let renderer = null;
let chosen = null;
let hovered = null;
let near = new Set();

const palette = () => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    article: colour("--k-article"), person: colour("--k-person"), seen: colour("--k-seen"),
    edge: colour("--k-edge"), strong: colour("--accent"), faint: colour("--k-faint"), ink: colour("--ink"),
    paper: colour("--paper"),
  };
};
let colours = palette();

const radius = (node) => Math.min(20, (node.kind === "person" ? 4 : 3) + 1.6 * Math.sqrt(node.citations));

// New nodes begin beside the one that brought them; the layout moves them on.
function add(piece, origin) {
  const from = origin && graph.hasNode(origin) ? graph.getNodeAttributes(origin) : { x: 0, y: 0 };
  const reach = origin ? 8 : 10 * Math.sqrt(piece.nodes.length + 1);
  let fresh = 0;
  for (const node of piece.nodes) {
    if (graph.hasNode(node.id)) continue;
    const turn = 2.39996 * fresh;
    const away = reach * Math.sqrt((fresh + 1) / (piece.nodes.length + 1));
    graph.addNode(node.id, {
      ...node, size: radius(node), x: from.x + away * Math.cos(turn), y: from.y + away * Math.sin(turn),
    });
    fresh += 1;
  }
  for (const [source, target, kind] of piece.edges) {
    const key = `${source} ${target} ${kind}`;
    if (!graph.hasEdge(key)) graph.addEdgeWithKey(key, source, target, { kind });
  }
  return fresh;
}

function arrange(still) {
  stage.setAttribute("aria-busy", "true");
  settle(graph, { still, settled: () => stage.setAttribute("aria-busy", "false") });
}

async function ask(parameters) {
  const answer = await fetch(`/graph.json?${new URLSearchParams(parameters)}`);
  const piece = await answer.json();
  if (!answer.ok) throw new Error(piece.error);
  return piece;
}

async function expand(node) {
  choose(node);
  if (expanded.has(node)) return;
  expanded.add(node);
  try {
    const fresh = add(await ask({ node }), node);
    changed();
    if (fresh) arrange(graph.order - fresh > 30);
  } catch (error) {
    expanded.delete(node);
    count(`This could not be drawn: ${error.message}`);
  }
}

function choose(node) {
  chosen = node;
  near = new Set(graph.neighbors(node));
  show(node, graph.getNodeAttributes(node), () => expand(node), expanded.has(node));
  renderer?.refresh({ skipIndexation: true });
}

// What the controls leave: people and pages only seen stay while something that stays leads to them.
function sift() {
  const form = new FormData(controls);
  const kinds = new Set(form.getAll("node"));
  const edges = new Set(form.getAll("edge"));
  const since = form.get("since"), until = form.get("until");
  hidden.clear();
  graph.forEachNode((node, { kind, published }) => {
    const late = until && published && published >= until;
    const early = since && published && published < since;
    if (!kinds.has(kind) || late || early) hidden.add(node);
  });
  graph.forEachEdge((edge, { kind }, source, target) => {
    if (!edges.has(kind) || hidden.has(source) || hidden.has(target)) hidden.add(edge);
  });
  if (since || until || edges.size < 5) {
    graph.forEachNode((node, { kind, published }) => {
      const alone = !graph.someEdge(node, (edge) => !hidden.has(edge));
      if (alone && node !== chosen && (kind !== "article" || !published)) hidden.add(node);
    });
  }
}

function changed() {
  sift();
  renderer?.refresh();
  const seen = graph.filterNodes((node) => !hidden.has(node));
  const links = graph.filterEdges((edge) => !hidden.has(edge)).length;
  count(seen, links, graph);
  list(seen, graph, expand);
}

function nodeLook(node, data) {
  const look = { ...data, color: colours[data.kind], label: data.label };
  if (hidden.has(node)) return { ...look, hidden: true };
  if (node === chosen) return { ...look, highlighted: true, forceLabel: true, zIndex: 2, color: colours.strong };
  const focus = hovered ?? chosen;
  if (focus && node !== focus && !near.has(node)) return { ...look, color: colours.faint, label: null };
  return focus ? { ...look, zIndex: 1 } : look;
}

function edgeLook(edge, data) {
  if (hidden.has(edge)) return { ...data, hidden: true };
  const focus = hovered ?? chosen;
  const touches = focus && graph.extremities(edge).includes(focus);
  if (touches) return { ...data, color: colours.strong, size: 1.4, zIndex: 1 };
  return { ...data, color: focus ? colours.faint : colours.edge, size: 0.7 };
}

// A label stands out from the lines below it by an edge of paper.
function labelLook(context, data, settings) {
  if (!data.label) return;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.strokeStyle = colours.paper;
  context.fillStyle = colours.ink;
  const text = data.label.length > LABEL ? `${data.label.slice(0, LABEL)}…` : data.label;
  const right = data.x + data.size + 3, width = context.measureText(text).width;
  const x = right + width > context.canvas.clientWidth ? Math.max(0, data.x - data.size - 3 - width) : right;
  const place = [x, data.y + settings.labelSize / 3];
  context.strokeText(text, ...place);
  context.fillText(text, ...place);
}

// A label on a hovered node stands on a card; Sigma's own is white on white in the dark.
function hoverLook(context, data, settings) {
  if (!data.label) return;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  const width = context.measureText(data.label).width;
  context.fillStyle = colours.paper;
  context.strokeStyle = colours.edge;
  context.beginPath();
  context.roundRect(data.x - data.size - 4, data.y - 11, width + 2 * data.size + 16, 22, 5);
  context.fill();
  context.stroke();
  context.fillStyle = data.color;
  context.beginPath();
  context.arc(data.x, data.y, data.size, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = colours.ink;
  context.fillText(data.label, data.x + data.size + 4, data.y + settings.labelSize / 3);
}

const LABELLED = 60; // Up to so many nodes, each has its name.

function draw() {
  renderer = new Sigma(graph, stage, {
    nodeReducer: nodeLook, edgeReducer: edgeLook, zIndex: true, hideEdgesOnMove: false,
    labelFont: "system-ui, sans-serif", labelSize: 12, labelWeight: "500",
    labelDensity: 0.35, labelGridCellSize: 150, labelRenderedSizeThreshold: graph.order <= LABELLED ? 0 : 7,
    defaultDrawNodeLabel: labelLook, defaultDrawNodeHover: hoverLook,
    defaultEdgeColor: colours.edge, minCameraRatio: 0.02, maxCameraRatio: 6, allowInvalidContainer: true,
  });
  renderer.on("clickNode", ({ node }) => expand(node));
  renderer.on("enterNode", ({ node }) => { hovered = node; look(node); stage.classList.add("pointing"); });
  renderer.on("leaveNode", () => { hovered = null; look(chosen); stage.classList.remove("pointing"); });
  renderer.on("clickStage", () => { chosen = null; look(null); });
  stage.explorer = { graph, renderer, hidden };
}

function look(node) {
  near = node ? new Set(graph.neighbors(node)) : new Set();
  renderer.setSetting("hideEdgesOnMove", graph.size > 4000);
  renderer.refresh({ skipIndexation: true });
}

const KEYS = {
  ArrowLeft: (camera, state, step) => camera.animate({ x: state.x - step }, { duration: 120 }),
  ArrowRight: (camera, state, step) => camera.animate({ x: state.x + step }, { duration: 120 }),
  ArrowUp: (camera, state, step) => camera.animate({ y: state.y + step }, { duration: 120 }),
  ArrowDown: (camera, state, step) => camera.animate({ y: state.y - step }, { duration: 120 }),
  "+": (camera) => camera.animatedZoom({ duration: 120 }),
  "-": (camera) => camera.animatedUnzoom({ duration: 120 }),
  0: (camera) => camera.animatedReset({ duration: 200 }),
};

stage.addEventListener("keydown", (event) => {
  const move = KEYS[event.key === "=" ? "+" : event.key];
  if (!move || !renderer || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const camera = renderer.getCamera(), state = camera.getState();
  move(camera, state, 0.1 * state.ratio);
});

controls.addEventListener("input", changed);
controls.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("png").addEventListener("click", () => renderer && savePicture(renderer, colours.paper));
document.getElementById("gexf").addEventListener("click", () => saveGexf(graph, hidden, colours));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colours = palette();
  renderer?.refresh();
});

async function begin() {
  const narrow = innerWidth < 600;
  const { node, site } = drawing.dataset, newest = drawing.dataset[narrow ? "few" : "newest"];
  if (narrow) document.getElementById("sift").open = false;
  add(await ask(node ? { node } : site ? { site, newest } : { newest }));
  if (node) expanded.add(node);
  try {
    draw();
  } catch {
    stage.textContent = "This browser cannot draw the graph (it has no WebGL). The list beside says the same in words.";
  }
  changed();
  if (node) choose(node);
  arrange(false);
}

begin().catch((error) => count(`The graph could not be drawn: ${error.message}`));
