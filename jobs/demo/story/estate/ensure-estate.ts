import { ensureSaga } from "./checkout-saga";
import { ensureClickstream } from "./clickstream";
import type { Estate } from "./estate";
import { ensureBuses } from "./estate-buses";
import { behave, ESTATE_FUNCTIONS, ensureFunction } from "./estate-functions";
import { ESTATE_QUEUES, ensureQueue, isDeadLetterQueue } from "./estate-queues";
import { declareServiceRoles } from "./estate-roles";
import { ensureTopics } from "./estate-topics";
import { ensureRefunds } from "./refund-order";
import { ensureSchedule } from "./shelf-schedule";

/**
 * Makes everything of the estate that is missing and puts right what an incident of an earlier start left broken.
 * Idempotent; dead letters stay where they are.
 */
export async function ensureEstate(estate: Estate): Promise<void> {
  await declareServiceRoles(estate.simulatorUrl);
  await Promise.all(ESTATE_QUEUES.filter(isDeadLetterQueue).map((queue) => ensureQueue(estate, queue)));
  await Promise.all(
    ESTATE_QUEUES.filter((queue) => !isDeadLetterQueue(queue)).map((queue) => ensureQueue(estate, queue)),
  );
  await Promise.all(ESTATE_FUNCTIONS.map((fn) => ensureFunction(estate, fn)));
  const names = ESTATE_FUNCTIONS.map(({ name }) => name);
  await Promise.all([behave(estate, names), ensureSaga(estate), ensureRefunds(estate)]);
  await Promise.all([ensureClickstream(estate), ensureTopics(estate)]);
  await Promise.all([ensureBuses(estate), ensureSchedule(estate)]);
}
