import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint } from "./endpoint";
import { failureClassSchema } from "./failures";

const classId = z.string().regex(idPattern("failureClass"));

export const grouping = {
  mergeFailureClasses: endpoint({
    method: "POST",
    path: "/failure-classes/{id}/merge",
    status: 200,
    capability: "classes.triage",
    tag: "failures",
    summary: "Put a class into another of the same account and Region; its id leads there from now on",
    input: z.strictObject({ id: classId, intoId: classId }),
    output: failureClassSchema,
  }),
  unmergeFailureClass: endpoint({
    method: "POST",
    path: "/failure-classes/{id}/unmerge",
    status: 200,
    capability: "classes.triage",
    tag: "failures",
    summary: "Take a class out of the one it was merged into, with the messages that arrived of it since",
    input: z.strictObject({ id: classId }),
    output: failureClassSchema,
  }),
};
