import { expect, test } from "vitest";
import { factsAddress } from "../../review-address";
import { factsQuery } from "./facts-query";

const asked = (address: string) => factsQuery("rev_1", new URL(address, "http://office").searchParams);

test("the address of a number asks for its list", () => {
  expect(asked(factsAddress("rev_1", { kinds: ["expired", "lost"], pipelineId: "pl_1" }))).toEqual({
    id: "rev_1",
    limit: 100,
    kinds: "expired,lost",
    pipelineId: "pl_1",
  });
});

test("nobody's is a team too", () => {
  expect(asked(factsAddress("rev_1", { team: "" })).team).toBe("");
  expect(asked(factsAddress("rev_1", { team: "R&D" })).team).toBe("R&D");
  expect(asked(factsAddress("rev_1", {})).team).toBeUndefined();
});

test("what is no kind is left out", () => {
  expect(asked("/reviews/rev_1/facts?kinds=late,nonsense").kinds).toBe("late");
});
