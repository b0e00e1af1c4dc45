import { expect, test } from "vitest";
import { placeOfId } from "./object-place";

test.each([
  ["q_01jd0000000000000000", "/queues/q_01jd0000000000000000"],
  ["fc_01jd0000000000000000", "/failures/fc_01jd0000000000000000"],
  ["vlt_01jd0000000000000000", "/vault/vlt_01jd0000000000000000"],
  ["tok_01jd0000000000000000", undefined],
  ["listQueues", undefined],
])("%s leads to its page", (id, place) => {
  expect(placeOfId(id)).toBe(place);
});
