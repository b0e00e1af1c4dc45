import { expect, test } from "vitest";
import { type DeadMember, diagnoseGroups } from "./diagnose";
import { type GroupMember, orderDebt } from "./order-debt";
import { compareSequence } from "./sequence";

const dead = (messageId: string, over: Partial<DeadMember> = {}): DeadMember => ({
  messageRowId: `msg_${messageId}`,
  messageId,
  groupId: "order-1",
  sequenceNumber: messageId,
  classId: "fc_poison",
  classTitle: "cannot parse amount",
  causeKind: "schema",
  firstSeenAt: "2026-11-21T03:00:00.000Z",
  sentAt: null,
  ...over,
});
const member = (sequenceNumber: string | null, over: Partial<GroupMember> = {}): GroupMember => ({
  messageId: `m${sequenceNumber}`,
  groupId: "order-1",
  sequenceNumber,
  isChosen: false,
  isPresent: true,
  wasGivenBack: false,
  ...over,
});

test("a longer sequence number is a later one, whatever its digits", () => {
  expect(compareSequence("9", "10")).toBeLessThan(0);
  expect(compareSequence("18870993849228410624", "18870993849228410625")).toBeLessThan(0);
  expect(compareSequence("7", "7")).toBe(0);
});

test("the first of a group to die is the head, and what died behind it of something else is told apart", () => {
  const [found] = diagnoseGroups([
    dead("12", { classId: "fc_other" }),
    dead("9"),
    dead("10", { classId: "fc_other" }),
    dead("11"),
  ]);

  expect(found).toMatchObject({
    deadCount: 4,
    head: { messageId: "9" },
    behindCount: 3,
    sameFailureCount: 1,
    otherFailureCount: 2,
    isOrderKnown: true,
  });
  expect(found?.verdict).toMatch(/^The head is poison: 1 behind it died of the same, 2 died of something else/);
});

test("groups are told apart, the one that holds the most first", () => {
  const found = diagnoseGroups([dead("1", { groupId: "a" }), dead("2", { groupId: "b" }), dead("3", { groupId: "b" })]);

  expect(found.map(({ groupId, deadCount }) => [groupId, deadCount])).toEqual([
    ["b", 2],
    ["a", 1],
  ]);
  expect(found[1]?.verdict).toMatch(/died alone/);
});

test("without sequence numbers the one that was seen first is called that, not the head", () => {
  const [found] = diagnoseGroups([
    dead("b", { sequenceNumber: null, firstSeenAt: "2026-11-21T03:05:00.000Z" }),
    dead("a", { sequenceNumber: null }),
  ]);

  expect(found).toMatchObject({ head: { messageId: "a" }, isOrderKnown: false });
  expect(found?.verdict).toMatch(/^The one that was seen first/);
});

test.each<[string, GroupMember[], Partial<ReturnType<typeof orderDebt>>]>([
  [
    "a whole group chosen breaks nothing",
    [member("1", { isChosen: true }), member("2", { isChosen: true })],
    {
      groupCount: 1,
      overtakenBy: 0,
      leftBehind: 0,
    },
  ],
  ["an earlier one that is left out is left behind", [member("1"), member("2", { isChosen: true })], { leftBehind: 1 }],
  ["a later one that is left out is not", [member("1", { isChosen: true }), member("2")], { leftBehind: 0 }],
  [
    "a later one that was given back before is ahead for good",
    [member("1", { isChosen: true }), member("2", { isPresent: false, wasGivenBack: true })],
    { overtakenBy: 1, leftBehind: 0 },
  ],
  ["one without a number has no known place", [member(null, { isChosen: true }), member("2")], { unknownCount: 1 }],
  ["groups of which nothing is chosen do not count", [member("1", { groupId: "b" })], { groupCount: 0 }],
])("%s", (_, members, debt) => {
  expect(orderDebt(members)).toMatchObject(debt);
});
