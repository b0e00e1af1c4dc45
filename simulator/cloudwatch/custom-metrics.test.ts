import { expect, test } from "vitest";
import { CustomMetrics } from "./custom-metrics";
import { gauge } from "./datum";

const DAY_MS = 86_400_000;

test("metrics under ever new names do not add up: what was silent for 15 days is forgotten", () => {
  const metrics = new CustomMetrics();
  const metricOf = (name: string) => ({ namespace: "Shop", name, dimensions: [] });
  for (let day = 0; day < 100; day++) {
    metrics.put("111122223333", "us-east-1", metricOf("steady"), gauge(day * DAY_MS, 1));
    for (let n = 0; n < 100; n++) {
      metrics.put("111122223333", "us-east-1", metricOf(`${day}-${n}`), gauge(day * DAY_MS, 1));
    }
  }

  const names = metrics.list("111122223333", "us-east-1").map(({ name }) => name);

  expect(names.length).toBeLessThan(5000);
  expect(names).toEqual(expect.arrayContaining(["steady", "85-0", "99-99"]));
});
