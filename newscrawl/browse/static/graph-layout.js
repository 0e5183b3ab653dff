// Positions, worked out in a worker (ForceAtlas2), so that the page stays smooth however large the graph is.

let worker = null;

// Lays `graph` out step by step; `still`: fewer steps, for a few nodes that came to many; `settled` is called at the end.
export function settle(graph, { still, settled }) {
  worker?.terminate();
  worker = new Worker(new URL("./graph-layout.worker.js", import.meta.url));
  const nodes = graph.nodes();
  const place = new Map(nodes.map((node, index) => [node, index]));
  const positions = new Float32Array(2 * nodes.length);
  const sizes = new Float32Array(nodes.length);
  nodes.forEach((node, index) => {
    const { x, y, size } = graph.getNodeAttributes(node);
    positions.set([x, y], 2 * index);
    sizes[index] = size;
  });
  const edges = new Uint32Array(graph.mapEdges((_, __, source, target) => [place.get(source), place.get(target)]).flat());
  worker.onmessage = ({ data }) => {
    if (!data) {
      requestAnimationFrame(() => requestAnimationFrame(settled)); // by then the last positions are drawn
      return;
    }
    graph.updateEachNodeAttributes((node, attributes) => {
      const index = place.get(node);
      return index === undefined ? attributes : { ...attributes, x: data[2 * index], y: data[2 * index + 1] };
    }, { attributes: ["x", "y"] });
  };
  worker.postMessage({ positions, sizes, edges, steps: still ? 120 : 400 });
}
