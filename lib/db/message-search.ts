import type { NameField } from "@/lib/core/search/fields";
import { jsonPath } from "@/lib/core/search/json-path";
import type { Query, Sign, Term } from "@/lib/core/search/query";
import type { Prisma } from "./connect";
import { ONE_NOW } from "./one-now";
import { joinSql, sql } from "./query";

/**
 * `AND`-able condition on `failed_message f`. What a term says of a message whose value is not known is not true, so the
 * term does not find it and its opposite does.
 */
export function matchesQuerySql(query: Query): Prisma.Sql {
  if (query.length === 0) return sql`true`;
  return joinSql(query.map(termSql), " AND ");
}

function termSql(term: Term): Prisma.Sql {
  return term.isNot ? sql`(${conditionSql(term)}) IS NOT TRUE` : sql`(${conditionSql(term)})`;
}

function conditionSql(term: Term): Prisma.Sql {
  switch (term.kind) {
    case "text": {
      const patterns = [term.text, ...(term.spellings ?? [])].map((text) => `%${literal(text)}%`);
      const [pattern = ""] = patterns;
      if (patterns.length === 1) return sql`f.error_text ILIKE ${pattern} OR f.preview ILIKE ${pattern}`;
      return sql`f.error_text ILIKE ANY(${patterns}::text[]) OR f.preview ILIKE ANY(${patterns}::text[])`;
    }
    case "path":
      return pathSql(term);
    case "choice":
      if (term.field === "bystander") return sql`(f.bystander_reason IS NOT NULL) = ${term.value === "yes"}`;
      return sql`${CHOICE_COLUMNS[term.field]} = ${term.value}`;
    case "named": {
      const named = NAMED[term.field];
      const others = (term.spellings ?? []).map((text) => named(`%${literal(text)}%`));
      return joinSql([named(term.isExact ? literal(term.value) : globPattern(term.value)), ...others], " OR ");
    }
    case "measured":
      return measuredSql(term);
  }
}

/** A path condition is answered from the projection; what was captured below whole has none and is not found. */
function pathSql(term: Extract<Term, { kind: "path" }>): Prisma.Sql {
  const column = term.root === "body" ? sql`p.body` : sql`p.attributes`;
  return sql`EXISTS (SELECT 1 FROM message_projection p WHERE p.message_row_id = f.id AND ${column} @? ${jsonPath(term)}::jsonpath)`;
}

const CHOICE_COLUMNS = { cause: sql`f.cause_kind`, origin: sql`f.origin_kind`, state: sql`f.state` };

/** Names in any case of letters; an account or queue by our id too, a message by ours and by that of SQS. */
const NAMED: Readonly<Record<NameField, (pattern: string) => Prisma.Sql>> = {
  type: (pattern) => sql`f.message_type ILIKE ${pattern}`,
  region: (pattern) => sql`f.region ILIKE ${pattern}`,
  version: (pattern) => sql`f.consumer_version ILIKE ${pattern}`,
  group: (pattern) => sql`f.group_id ILIKE ${pattern}`,
  id: (pattern) => sql`f.id ILIKE ${pattern} OR f.message_id ILIKE ${pattern}`,
  error: (pattern) => sql`f.error_text ILIKE ${`%${pattern}%`}`,
  queue: (pattern) =>
    sql`f.queue_id IN (SELECT w.id FROM queue w WHERE w.name ILIKE ${pattern} OR w.id ILIKE ${pattern})`,
  account: (pattern) =>
    sql`f.account_id IN (SELECT w.id FROM account w WHERE w.name ILIKE ${pattern} OR w.id ILIKE ${pattern} OR w.aws_account_id ILIKE ${pattern})`,
};

const SIGNS: Readonly<Record<Sign, Prisma.Sql>> = { "<": sql`<`, "<=": sql`<=`, ">": sql`>`, ">=": sql`>=` };

/** Only what is in the queue expires. A message whose sending nobody saw is at least as old as our first sight of it. */
function measuredSql({ field, sign, amount }: Extract<Term, { kind: "measured" }>): Prisma.Sql {
  const seconds = sql`make_interval(secs => ${amount}::float8)`;
  switch (field) {
    case "age": {
      const sentAt = sign.startsWith(">") ? sql`coalesce(f.sent_at, f.first_seen_at)` : sql`f.sent_at`;
      return sql`${ONE_NOW} - ${sentAt} ${SIGNS[sign]} ${seconds}`;
    }
    case "expires":
      return sql`f.state = 'present' AND f.expires_at - ${ONE_NOW} ${SIGNS[sign]} ${seconds}`;
    case "receives":
      return sql`f.receive_count ${SIGNS[sign]} ${amount}::float8`;
    case "size":
      return sql`f.body_bytes ${SIGNS[sign]} ${amount}::float8`;
  }
}

/** A pattern for LIKE that matches this text itself. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

function globPattern(glob: string): string {
  return literal(glob).replace(/\*+/g, "%").replace(/\?/g, "_");
}
