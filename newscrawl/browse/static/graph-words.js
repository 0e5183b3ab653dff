// What is drawn, in words: the node chosen, the nodes in view, how many there are. Text goes in as text, never as HTML.

const LISTED = 40;
const NAMES = { article: "article", person: "person", seen: "only seen" };

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const page = (node) => (node[0] === "p" ? `/person/${node.slice(1)}` : `/article/${node.slice(1)}`);

const about = ({ kind, citations, published, site }) => {
  const reach = kind === "person" ? `${citations} signed` : citations === 1 ? "linked once" : `linked ${citations} times`;
  return [NAMES[kind], published?.slice(0, 10), reach, site].filter(Boolean).join(" · ");
};

export function show(node, data, expand, isExpanded) {
  const title = make("h2", { id: "chosen-name", dir: "auto" }, data.label);
  const actions = make("p", { className: "actions" }, make("a", { className: "button", href: page(node) }, "Open"));
  if (!isExpanded) actions.append(" ", make("button", { type: "button", onclick: expand }, "Expand"));
  document.getElementById("chosen").replaceChildren(title, make("p", { className: "about" }, about(data)), actions);
}

export function list(nodes, graph, expand) {
  const first = nodes
    .map((node) => [node, graph.getNodeAttributes(node)])
    .sort(([, a], [, b]) => b.citations - a.citations)
    .slice(0, LISTED);
  document.getElementById("list").replaceChildren(...first.map(([node, data]) => {
    const button = make("button", { type: "button", className: "plain", dir: "auto", onclick: () => expand(node) }, data.label);
    button.dataset.node = node;
    return make("li", {}, button, make("span", { className: "about" }, about(data)));
  }));
}

export function count(nodes, links, graph) {
  const place = document.getElementById("counts");
  if (typeof nodes === "string") {
    place.textContent = nodes;
    return;
  }
  const persons = nodes.filter((node) => graph.getNodeAttribute(node, "kind") === "person").length;
  const number = (value, one, many) => `${value.toLocaleString("en")} ${value === 1 ? one : many}`;
  place.textContent = [
    number(nodes.length - persons, "article", "articles"), number(persons, "person", "people"), number(links, "link", "links"),
  ].join(", ");
}
