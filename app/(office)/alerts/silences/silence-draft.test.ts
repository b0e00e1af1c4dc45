import { expect, test } from "vitest";
import type { AlertDetail } from "@/lib/contract/alerts";
import { type SilenceDraft, silenceOf, silencesOf } from "./silence-draft";

const draft: SilenceDraft = {
  kind: "silence",
  offer: "",
  name: "",
  accountId: "",
  condition: "",
  owner: "",
  reason: "known, fixed on Monday",
  from: "",
  until: "2026-11-23T08:00",
};
const missing = (parts: Partial<SilenceDraft>) => silenceOf({ ...draft, ...parts }, []).missing;

test("a silence needs something to be about, a reason and an end after its beginning", () => {
  expect(missing({})).toBe("Say what is to be silent.");
  expect(missing({ owner: "Billing", reason: " " })).toBe("It needs a reason: others will ask.");
  expect(missing({ owner: "Billing", until: "" })).toBe("It needs an end.");
  expect(missing({ owner: "Billing", from: "2026-11-23T09:00" })).toBe("It must end after it begins.");
  expect(missing({ owner: "Billing" })).toBeUndefined();
});

test("what is filled in is what it is about", () => {
  expect(silenceOf({ ...draft, name: " orders-* ", condition: "class-new" }, []).input?.about).toEqual({
    match: { name: "orders-*" },
    conditions: ["class-new"],
  });
});

test("an alert offers the narrowest silence first, and never one about everything", () => {
  const reason = {
    condition: "class-new",
    classId: "fc_1",
    subject: { kind: "class", id: "fc_1", name: "TypeError" },
    accountId: "acc_1",
    accountName: "shop",
  };
  const alert = { reasons: [reason, reason], pipelines: [{ id: "pl_1", name: "orders" }], owner: "Billing" };
  const offers = silencesOf(alert as unknown as AlertDetail);
  expect(offers.map(({ about }) => about)).toEqual([
    { classId: "fc_1" },
    { pipelineId: "pl_1" },
    { conditions: ["class-new"], accountId: "acc_1" },
    { owner: "Billing" },
  ]);
  expect(silenceOf({ ...draft, offer: "pl_1" }, offers).input?.about).toEqual({ pipelineId: "pl_1" });
});
