import type { Inflate } from "@/lib/core/messages/payload";
import type { CauseKind } from "../cause-kind";
import { classify } from "../classify";
import { judgeClues } from "../evidence/judge-clues";
import type { OriginKind } from "../origins/origin";
import { cluesOf, type LabelledCase } from "./labelled-case";
import { graphAround } from "./labelled-graph";

/**
 * What the product says of a labelled message. `fingerprint` is its class; `withEvidence` tells apart, inside a class
 * whose messages carry no error, what the evidence beside them tells apart. For a message with an error both are one.
 */
export interface Answer {
  readonly labelled: LabelledCase;
  readonly origin: OriginKind;
  readonly cause: CauseKind;
  readonly hasError: boolean;
  readonly fingerprint: string;
  readonly withEvidence: string;
  readonly normalisedError: string;
}

export interface Tools {
  readonly sha256: (text: string) => string;
  readonly inflate: Inflate;
}

/** Runs the product's own reading, then its ladder of evidence where the message itself says no cause. */
export function answerTo(labelled: LabelledCase, { sha256, inflate }: Tools): Answer {
  const { id, body, attributes, system } = labelled.message;
  const message = {
    messageId: id,
    body,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [name, { dataType: "String", stringValue }]),
    ),
    system,
  };
  const known = classify(message, graphAround(labelled.graph, labelled.message.id), sha256, inflate);
  const hasError = known.normalisedError !== "";
  const clues = hasError ? undefined : cluesOf(labelled);
  const finding = clues && judgeClues(clues);
  const cause = finding && known.cause.kind === "unknown" ? finding.cause.kind : known.cause.kind;
  const beside = finding === undefined ? [] : [finding.cause.kind, finding.normalisedError ?? ""];
  return {
    labelled,
    origin: known.origin.kind,
    cause,
    hasError,
    fingerprint: known.fingerprint,
    withEvidence: JSON.stringify([known.fingerprint, ...beside]),
    normalisedError: hasError ? known.normalisedError : (finding?.normalisedError ?? ""),
  };
}
