import { expect, test } from "vitest";
import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { layOutMap, originOf } from "./lay-out-map";
import { type MapLayout, type MapPart, NODE } from "./map-shapes";

const part = (arn: string, over: Partial<MapPart> = {}): MapPart => ({
  arn,
  name: arn,
  kind: "queue",
  role: "hop",
  depth: 0,
  accountName: "fin-prod",
  region: "eu-west-1",
  href: null,
  health: "healthy",
  note: null,
  ratePerMinute: null,
  failedPerMinute: null,
  waiting: null,
  sharedWith: [],
  pipelineIds: ["pl_a"],
  ...over,
});
const edge = (from: string, to: string, kind: PipelineEdgeView["kind"] = "delivers"): PipelineEdgeView => ({
  from,
  to,
  kind,
  label: null,
  ratePerMinute: null,
  failedPerMinute: null,
  health: "healthy",
});
const A = { id: "pl_a", name: "a", state: "healthy" as const };
const B = { id: "pl_b", name: "b", state: "healthy" as const };

function placesOf(layout: MapLayout) {
  return layout.bands.flatMap((band) =>
    band.nodes.map((node) => ({ arn: node.part.arn, x: originOf(band).x + node.x, y: originOf(band).y + node.y })),
  );
}
function placeOf(layout: MapLayout, arn: string) {
  const found = placesOf(layout).find((node) => node.arn === arn);
  if (!found) throw new Error(`${arn} has no place`);
  return found;
}
function overlaps(layout: MapLayout): string[] {
  const nodes = placesOf(layout);
  return nodes.flatMap((a, index) =>
    nodes
      .slice(index + 1)
      .filter((b) => Math.abs(a.x - b.x) < NODE.width && Math.abs(a.y - b.y) < NODE.height)
      .map((b) => `${a.arn} and ${b.arn}`),
  );
}

/** A bus, rules, and to each a queue with its dead-letter queue and a function. */
function fanOut(ruleCount: number, pipelineIds = ["pl_a"]) {
  const nodes = [part("bus", { pipelineIds })];
  const edges: PipelineEdgeView[] = [];
  for (let n = 0; n < ruleCount; n++) {
    nodes.push(part(`rule${n}`, { pipelineIds }), part(`queue${n}`, { pipelineIds }), part(`fn${n}`, { pipelineIds }));
    nodes.push(part(`dlq${n}`, { pipelineIds, role: "dead-letter" }));
    edges.push(edge("bus", `rule${n}`), edge(`rule${n}`, `queue${n}`), edge(`queue${n}`, `fn${n}`, "consumes"));
    edges.push(edge(`queue${n}`, `dlq${n}`, "dead-letters"));
  }
  return { nodes, edges };
}

test("events travel from left to right, and what follows in a line stands in a line", () => {
  const layout = layOutMap(fanOut(1), [A]);
  const line = ["bus", "rule0", "queue0", "fn0"].map((arn) => placeOf(layout, arn));

  expect(line.map(({ x }) => x)).toEqual(line.map(({ x }) => x).sort((a, b) => a - b));
  expect(new Set(line.map(({ y }) => y)).size).toBe(1);
});

test("a dead-letter queue hangs below its source; one of several sources stands in the flow", () => {
  const own = layOutMap(fanOut(1), [A]);
  const nodes = [part("q1"), part("q2"), part("dlq", { role: "dead-letter" })];
  const shared = layOutMap({ nodes, edges: [edge("q1", "dlq", "dead-letters"), edge("q2", "dlq", "dead-letters")] }, [
    A,
  ]);

  expect(placeOf(own, "dlq0").y).toBeGreaterThan(placeOf(own, "queue0").y + NODE.height);
  expect(placeOf(own, "dlq0").x).toBeLessThan(placeOf(own, "queue0").x + NODE.width);
  expect(placeOf(shared, "dlq").x).toBeGreaterThan(placeOf(shared, "q2").x + NODE.width);
});

test("two dead-letter queues of one hop stand below one another", () => {
  const nodes = [part("queue"), part("dlq1", { role: "dead-letter" }), part("dlq2", { role: "dead-letter" })];
  const layout = layOutMap(
    { nodes, edges: [edge("queue", "dlq1", "dead-letters"), edge("queue", "dlq2", "dead-letters")] },
    [A],
  );

  expect(overlaps(layout)).toEqual([]);
});

test("a cycle, a thing that leads to itself, and dead-letter queues in a ring are drawn all the same", () => {
  const nodes = [part("a"), part("b"), part("c", { role: "dead-letter" }), part("d", { role: "dead-letter" })];
  const edges = [edge("a", "b"), edge("b", "a"), edge("a", "a")];
  const ring = [edge("c", "d", "dead-letters"), edge("d", "c", "dead-letters")];
  const layout = layOutMap({ nodes, edges: [...edges, ...ring] }, [A]);

  expect(placesOf(layout)).toHaveLength(4);
  expect(overlaps(layout)).toEqual([]);
});

test("the same pipelines give the same picture, in whatever order their parts were told", () => {
  const { nodes, edges } = fanOut(7);

  expect(layOutMap({ nodes: nodes.toReversed(), edges: edges.toReversed() }, [A])).toEqual(
    layOutMap({ nodes, edges }, [A]),
  );
});

test("what two pipelines share stands in both, and a pipeline that leads on to another is joined to it", () => {
  const nodes = [part("bus", { pipelineIds: ["pl_a", "pl_b"] }), part("qa"), part("qb", { pipelineIds: ["pl_b"] })];
  const layout = layOutMap({ nodes, edges: [edge("bus", "qa"), edge("bus", "qb"), edge("qa", "qb")] }, [A, B]);

  expect(
    placesOf(layout)
      .map(({ arn }) => arn)
      .sort(),
  ).toEqual(["bus", "bus", "qa", "qb"]);
  expect(layout.bands.map(({ edges }) => edges.length)).toEqual([1, 1]);
  expect(layout.crossings.map((one) => [one.edge.from, one.edge.to])).toEqual([["qa", "qb"]]);
});

test.each([
  ["in one pipeline", 1],
  ["in forty pipelines", 40],
])("of five hundred nodes %s none covers another, and the picture is there before anybody waits", (_, count) => {
  const one = fanOut(124 / count >= 3 ? Math.floor(124 / count) : 3);
  const titles = Array.from({ length: count }, (_, n) => ({ id: `pl_${n}`, name: String(n), state: null }));
  const asked = {
    nodes: titles.flatMap(({ id }) =>
      one.nodes.map((node) => ({ ...node, arn: `${id}${node.arn}`, pipelineIds: [id] })),
    ),
    edges: titles.flatMap(({ id }) => one.edges.map((e) => ({ ...e, from: id + e.from, to: id + e.to }))),
  };
  const began = performance.now();
  const layout = layOutMap(asked, titles);
  const took = performance.now() - began;

  expect(asked.nodes.length).toBeGreaterThan(490);
  expect(overlaps(layout)).toEqual([]);
  expect(took).toBeLessThan(1500);
});
