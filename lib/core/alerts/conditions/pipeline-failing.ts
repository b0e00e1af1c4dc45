import type { ConditionJudge } from "../facts";
import { badPipeline } from "./bad-pipeline";

/** A pipeline that fails now. */
export const pipelineFailing: ConditionJudge = ({ pipelines }, at) =>
  pipelines.flatMap((fact) => badPipeline("pipeline-failing", "failing", fact, at));
