import { expect, test } from "vitest";
import { planAsCurl } from "./plan-curl";

const plan = { id: "pln_1", hash: "sha256:00" };

test("the copied lines make the plan and apply exactly this one", () => {
  const text = planAsCurl("https://dlo.example", plan, { action: "redrive", selection: { classId: "fc_1" } });

  expect(text).toContain("curl -sS -X POST 'https://dlo.example/api/v1/plans'");
  expect(text).toContain(`-d '{"action":"redrive","selection":{"classId":"fc_1"}}'`);
  expect(text).toContain("curl -sS -X POST 'https://dlo.example/api/v1/plans/pln_1/apply'");
  expect(text).toContain(`-d '{"hash":"sha256:00"}'`);
});

test("a quote in the text stays one argument of the shell", () => {
  const input = { action: "redrive", selection: { classId: "fc_1" }, reason: "Ada's fix" } as const;

  expect(planAsCurl("", plan, input)).toContain(`"reason":"Ada'\\''s fix"`);
});

test("a plan opened by its id is copied as its application alone", () => {
  expect(planAsCurl("", plan)).not.toContain("/api/v1/plans'");
});
