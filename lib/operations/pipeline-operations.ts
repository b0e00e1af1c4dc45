import { listBills, removeBill } from "./costs/bills";
import { getCosts } from "./costs/get-costs";
import { getOwnCost } from "./costs/get-own-cost";
import { getPipelineCost } from "./costs/get-pipeline-cost";
import { importBill } from "./costs/import-bill";
import { listPrices } from "./costs/list-prices";
import { putCostSettings } from "./costs/put-cost-settings";
import { putPrices } from "./costs/put-prices";

import { getFleetSeries } from "./pipelines/get-fleet-series";
import { getPipeline } from "./pipelines/get-pipeline";
import { getPipelineHistory } from "./pipelines/get-pipeline-history";
import { getPipelineMap } from "./pipelines/get-pipeline-map";
import { getPipelineSeries } from "./pipelines/get-pipeline-series";
import { getPipelineSlo } from "./pipelines/get-pipeline-slo";
import { listPipelines } from "./pipelines/list-pipelines";
import { listUnassigned } from "./pipelines/list-unassigned";
import { mergePipelines } from "./pipelines/merge-pipelines";
import { addPipelineRule, removePipelineRule } from "./pipelines/pipeline-rules";
import { splitPipeline } from "./pipelines/split-pipeline";
import { updatePipeline } from "./pipelines/update-pipeline";

/** What may be asked about pipelines and what they cost. */
export const pipelineOperations = {
  getPipelineSlo,
  getPipelineMap,
  listPipelines,
  mergePipelines,
  splitPipeline,
  updatePipeline,
  listUnassigned,
  addPipelineRule,
  removePipelineRule,
  getPipelineSeries,
  getFleetSeries,
  getPipeline,
  getPipelineHistory,
  getCosts,
  getPipelineCost,
  importBill,
  listBills,
  listPrices,
  putPrices,
  removeBill,
  getOwnCost,
  putCostSettings,
};
