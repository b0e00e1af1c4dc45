import type { ConditionJudge } from "../facts";
import { badPipeline } from "./bad-pipeline";

/** A pipeline through which nothing comes though something waits, or used to come. */
export const pipelineStalled: ConditionJudge = ({ pipelines }, at) =>
  pipelines.flatMap((fact) => badPipeline("pipeline-stalled", "stalled", fact, at));
