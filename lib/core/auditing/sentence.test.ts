import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "../audit";
import { ACTION_WORDS } from "./action-words";
import { ecsEvent } from "./ecs";
import { auditSentence, sentenceText, type TellableEntry } from "./sentence";

const anEntry = (more: Partial<TellableEntry> = {}): TellableEntry => ({
  actorKind: "user",
  actorName: "Otto Operator",
  action: "plan.applied",
  objectKind: "plan",
  objectId: "pln_1",
  accountId: "acc_1",
  accountName: "acme-prod",
  detail: { itemCount: 12 },
  ...more,
});

test.each<[string, Partial<TellableEntry>]>([
  ["Otto Operator applied plan pln_1 (12 messages) in acme-prod", {}],
  ["Otto Operator applied plan pln_1 (1 message) in acc_1", { detail: { itemCount: 1 }, accountName: null }],
  [
    "Otto Operator signed in",
    { action: "user.signed-in", objectKind: "user", objectId: "usr_1", accountId: null, detail: {} },
  ],
  [
    "Otto Operator changed account acc_1",
    { action: "account.updated", objectKind: "account", objectId: "acc_1", detail: {} },
  ],
  [
    "The worker finished run run_1 in acme-prod",
    {
      actorKind: "worker",
      actorName: "worker",
      action: "run.finished",
      objectKind: "run",
      objectId: "run_1",
      detail: {},
    },
  ],
  [
    "Token ci stopped all writes",
    {
      actorKind: "token",
      actorName: "ci",
      action: "writes.stopped",
      objectKind: "writes",
      objectId: null,
      accountId: null,
      detail: {},
    },
  ],
  [
    "The worker sent a batch of run run_1 (3 messages) in acme-prod",
    {
      ...{ actorKind: "worker", actorName: "worker", action: "run.batch" },
      ...{ objectKind: "run", objectId: "run_1", detail: { count: 3 } },
    },
  ],
  [
    "Otto Operator exported the audit log (1 entry)",
    { action: "audit.exported", objectKind: "audit", objectId: null, accountId: null, detail: { count: 1 } },
  ],
  [
    "Otto Operator was refused applyPlan on plan pln_1 in acme-prod because it lies outside what they may see",
    { action: "access.denied", detail: { operation: "applyPlan", why: "out-of-scope" } },
  ],
  [
    "Otto Operator was refused applyPlan because their role does not allow it, 7 more times within a minute",
    {
      action: "access.denied",
      objectKind: "operation",
      objectId: "applyPlan",
      accountId: null,
      detail: { operation: "applyPlan", why: "capability", repeated: 7 },
    },
  ],
  [
    "Otto Operator gave user usr_2 a grant",
    { action: "grant.given", objectKind: "user", objectId: "usr_2", accountId: null, detail: {} },
  ],
  ["Otto Operator thing.unheard-of plan pln_1", { action: "thing.unheard-of", accountId: null, detail: {} }],
])("an entry reads as a sentence: %s", (text, more) => {
  expect(sentenceText(auditSentence(anEntry(more)))).toBe(text);
});

test("every action has its words", () => {
  expect(AUDIT_ACTIONS.filter((action) => action !== "access.denied" && !ACTION_WORDS[action])).toEqual([]);
});

test("an entry that is not sealed yet has no place in the chain, and nothing stands for what is absent", () => {
  const event = ecsEvent({
    ...anEntry({ action: "access.denied" }),
    ...{ id: 7, at: "2026-11-21T10:00:00.000Z", actorId: "usr_1", onBehalfOf: null, region: null, runId: null },
    ...{ requestId: null, ip: null, position: null, hash: null },
  });

  expect(event).toMatchObject({ event: { id: "7", outcome: "failure" }, dlo: { is_sealed: false } });
  for (const absent of ["source", "transaction", "cloud"]) expect(event).not.toHaveProperty(absent);
  expect(event.event).not.toHaveProperty("sequence");
});
