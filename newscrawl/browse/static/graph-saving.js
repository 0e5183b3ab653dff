// What is seen, as a picture and as a file for Gephi.

const LAYERS = ["edges", "nodes", "edgeLabels", "labels", "hovers", "hoverNodes"];

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function savePicture(renderer, paper) {
  const layers = renderer.getCanvases();
  const { width, height } = layers.nodes;
  const picture = Object.assign(document.createElement("canvas"), { width, height });
  const context = picture.getContext("2d");
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  renderer.refresh({ schedule: false }); // what WebGL has drawn can be read only until the browser shows it
  for (const name of LAYERS) if (layers[name]) context.drawImage(layers[name], 0, 0, width, height);
  picture.toBlob((blob) => save(blob, "graph.png"), "image/png");
}

export function saveGexf(graph, hidden, colours) {
  const seen = new graphology.Graph({ type: "directed", multi: true });
  graph.forEachNode((node, { label, kind, site, published, citations, x, y, size }) => {
    if (hidden.has(node)) return;
    seen.addNode(node, { label, kind, site, published: published ?? "", citations, x, y, size, color: colours[kind] });
  });
  graph.forEachEdge((edge, { kind }, source, target) => {
    if (!hidden.has(edge)) seen.addEdgeWithKey(edge, source, target, { kind });
  });
  save(new Blob([graphologyLibrary.gexf.write(seen)], { type: "application/xml" }), "graph.gexf");
}
