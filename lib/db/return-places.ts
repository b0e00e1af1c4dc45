import type { Prisma } from "./connect";
import { sql } from "./query";

const FUNCTION_ARN = sql`array_to_string((string_to_array(d.arn, ':'))[1:7], ':')`;
const QUALIFIER = sql`coalesce(nullif(split_part(d.arn, ':', 8), ''), '$LATEST')`;

/** Where messages of a plan `p` go, and where each of these places gives up what fails there; null where we know of nothing. */
const LEADS = sql`SELECT d.arn, coalesce(q.dead_letter_target_arn, e.to_arn) AS gives_up_arn, q.id IS NOT NULL OR f.id IS NOT NULL AS is_known
  FROM jsonb_array_elements_text(p.detail->'destinationArns') AS d(arn)
  LEFT JOIN queue q ON q.arn = d.arn AND q.deleted_at IS NULL
  LEFT JOIN resource f ON f.kind = 'function' AND f.deleted_at IS NULL AND d.arn LIKE 'arn:%:lambda:%' AND f.arn = ${FUNCTION_ARN}
  LEFT JOIN resource_edge e ON e.resource_id = f.id AND e.kind = 'dead-letters' AND e.part IN ('async', ${QUALIFIER})`;

/**
 * The queues in which what a run `r` of a plan `p` sent would be seen again, as rows (id): its own, and those into which its
 * destinations give up, as far as the inventory knows.
 */
export const RETURN_QUEUES: Prisma.Sql = sql`(SELECT r.queue_id AS id UNION
  SELECT n.id FROM (${LEADS}) l JOIN queue n ON n.arn = l.gives_up_arn AND n.deleted_at IS NULL)`;

/**
 * Whether what fails again may come to lie where we do not look, or nowhere: beyond a topic or a bus, at a place that gives up
 * into nothing, or into what is no queue that we know. Of a destination that we do not know itself nothing is held against it.
 */
export const MAY_RETURN_ELSEWHERE: Prisma.Sql = sql`EXISTS (SELECT 1 FROM (${LEADS}) l
  WHERE l.arn LIKE 'arn:%:sns:%' OR l.arn LIKE 'arn:%:events:%'
    OR (l.is_known AND NOT EXISTS (SELECT 1 FROM queue n WHERE n.arn = l.gives_up_arn AND n.deleted_at IS NULL)))`;
