// The library's readers of XML, which nothing here uses, look for a browser's parser as they are loaded.
self.DOMParser = self.Document = class {};
importScripts("./vendor/graphology.umd.min.js", "./vendor/graphology-library.min.js");

const AT_ONCE = 10;

onmessage = ({ data: { positions, sizes, edges, steps } }) => {
  const graph = new graphology.Graph({ type: "directed", multi: false });
  sizes.forEach((size, index) => graph.addNode(index, { x: positions[2 * index], y: positions[2 * index + 1], size }));
  for (let index = 0; index < edges.length; index += 2) graph.mergeEdge(edges[index], edges[index + 1]);
  const { layoutForceAtlas2: atlas } = graphologyLibrary;
  const settings = {
    ...atlas.inferSettings(graph), gravity: 0.4, strongGravityMode: true, scalingRatio: 12, linLogMode: false,
    barnesHutOptimize: graph.order > 400, barnesHutTheta: 0.9, adjustSizes: false, slowDown: 1 + Math.log(graph.order + 1),
  };
  const place = (done) => {
    atlas.assign(graph, { iterations: AT_ONCE, settings });
    const found = new Float32Array(2 * graph.order);
    graph.forEachNode((node, { x, y }) => found.set([x, y], 2 * Number(node)));
    postMessage(found, [found.buffer]);
    if (done + AT_ONCE < steps) setTimeout(place, 16, done + AT_ONCE);
    else {
      postMessage(null);
      close();
    }
  };
  place(0);
};
