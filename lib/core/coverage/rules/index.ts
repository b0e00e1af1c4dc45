import type { CoverageRule } from "../rule";
import { archiveWithoutRetention } from "./archive-without-retention";
import { asyncFunctionWithoutDestination } from "./async-function-without-destination";
import { batchWithoutItemFailures } from "./batch-without-item-failures";
import { busOpenToAll } from "./bus-open-to-all";
import { dlqAlarmOnSent } from "./dlq-alarm-on-sent";
import { dlqElsewhere } from "./dlq-elsewhere";
import { dlqRefusesSender } from "./dlq-refuses-sender";
import { dlqRetentionTooShort } from "./dlq-retention-too-short";
import { dlqShared } from "./dlq-shared";
import { dlqWithConsumer } from "./dlq-with-consumer";
import { dlqWithoutAlarm } from "./dlq-without-alarm";
import { dlqWrongType } from "./dlq-wrong-type";
import { failureDestinationGone } from "./failure-destination-gone";
import { filterDeletes } from "./filter-deletes";
import { mappingDisabled } from "./mapping-disabled";
import { maxReceiveCountOne } from "./max-receive-count-one";
import { noOwner } from "./no-owner";
import { oneMessageGroup } from "./one-message-group";
import { pipeWithoutDestination } from "./pipe-without-destination";
import { queueWithoutDlq } from "./queue-without-dlq";
import { retryPolicyZero } from "./retry-policy-zero";
import { ruleGoneSilent } from "./rule-gone-silent";
import { scheduleWithoutDlq } from "./schedule-without-dlq";
import { streamMappingWithoutDestination } from "./stream-mapping-without-destination";
import { subscriptionWithoutDlq } from "./subscription-without-dlq";
import { targetGone } from "./target-gone";
import { targetWithoutDlq } from "./target-without-dlq";
import { visibilityTooShort } from "./visibility-too-short";

/** All coverage rules in the order in which they are shown: first what loses events, then what costs time. */
export const COVERAGE_RULES: readonly CoverageRule[] = [
  failureDestinationGone,
  targetGone,
  dlqRefusesSender,
  dlqElsewhere,
  dlqWrongType,
  targetWithoutDlq,
  subscriptionWithoutDlq,
  asyncFunctionWithoutDestination,
  scheduleWithoutDlq,
  pipeWithoutDestination,
  streamMappingWithoutDestination,
  queueWithoutDlq,
  retryPolicyZero,
  visibilityTooShort,
  filterDeletes,
  dlqRetentionTooShort,
  mappingDisabled,
  ruleGoneSilent,
  dlqWithoutAlarm,
  dlqAlarmOnSent,
  dlqWithConsumer,
  maxReceiveCountOne,
  batchWithoutItemFailures,
  oneMessageGroup,
  busOpenToAll,
  dlqShared,
  archiveWithoutRetention,
  noOwner,
];
