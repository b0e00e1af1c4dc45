import type { Call } from "../service";
import { booleanIn, numberIn, objectsIn, textIn, textsIn } from "../wire/input";
import { type TaggedResource, taggedResources } from "./tagged-resources";
import { afterToken, invalidParameter, tokenAfter } from "./tagging-errors";

type Input = Readonly<Record<string, unknown>>;
type Wanted = (resource: TaggedResource) => boolean;

const LARGEST_PAGE = 100;
const USUAL_PAGE = 50;

/** Tagging API GetResources: what has a tag now, by type and tags, in the order of ARNs. */
export function getResources(call: Call, input: Input) {
  call.authorize("*");
  if (numberIn(input, "TagsPerPage") !== undefined) throw invalidParameter("TagsPerPage is not simulated.");
  if (booleanIn(input, "IncludeComplianceDetails"))
    throw invalidParameter("IncludeComplianceDetails is not simulated.");
  const largest = numberIn(input, "ResourcesPerPage") ?? USUAL_PAGE;
  if (!Number.isInteger(largest) || largest < 1 || largest > LARGEST_PAGE) {
    throw invalidParameter(`ResourcesPerPage must be from 1 to ${LARGEST_PAGE}.`);
  }
  const tests = [typeFilter(input), tagFilter(input), arnFilter(input)];
  const after = afterToken(textIn(input, "PaginationToken"));
  const left = taggedResources(call.world, call).filter(
    (resource) => resource.arn > after && tests.every((test) => test(resource)),
  );
  const shown = left.slice(0, largest);
  return {
    ResourceTagMappingList: shown.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
    PaginationToken: tokenAfter(shown.at(-1)?.arn, shown.length < left.length),
  };
}

/** Tagging API GetTagKeys: every key in use. */
export function getTagKeys(call: Call, input: Input) {
  call.authorize("*");
  const keys = taggedResources(call.world, call).flatMap(({ tags }) => Object.keys(tags));
  const { shown, PaginationToken } = pageOf(keys, input);
  return { TagKeys: shown, PaginationToken };
}

/** Tagging API GetTagValues: every value in use of one key. */
export function getTagValues(call: Call, input: Input) {
  call.authorize("*");
  const key = textIn(input, "Key");
  if (!key) throw invalidParameter("Key is required.");
  const values = taggedResources(call.world, call).flatMap(({ tags }) => tags[key] ?? []);
  const { shown, PaginationToken } = pageOf(values, input);
  return { TagValues: shown, PaginationToken };
}

function pageOf(texts: readonly string[], input: Input) {
  const after = afterToken(textIn(input, "PaginationToken"));
  const left = [...new Set(texts)].sort().filter((text) => text > after || after === "");
  const shown = left.slice(0, LARGEST_PAGE);
  return { shown, PaginationToken: tokenAfter(shown.at(-1), shown.length < left.length) };
}

function typeFilter(input: Input): Wanted {
  const types = textsIn(input, "ResourceTypeFilters");
  const odd = types?.find((type) => !/^[a-z0-9-]+(:[A-Za-z0-9-/]+)?$/.test(type));
  if (odd !== undefined) throw invalidParameter(`${odd} is not a valid resource type filter.`);
  if (!types || types.length === 0) return () => true;
  return ({ type }) => types.some((wanted) => type === wanted || type.startsWith(`${wanted}:`));
}

function tagFilter(input: Input): Wanted {
  const filters = (objectsIn(input, "TagFilters") ?? []).map((filter) => {
    const key = textIn(filter, "Key");
    if (!key) throw invalidParameter("Every tag filter needs a Key.");
    return { key, values: textsIn(filter, "Values") ?? [] };
  });
  if (filters.length > 50) throw invalidParameter("There can be at most 50 tag filters.");
  return ({ tags }) =>
    filters.every(({ key, values }) => {
      const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
      return value !== undefined && (values.length === 0 || values.includes(value));
    });
}

function arnFilter(input: Input): Wanted {
  const arns = textsIn(input, "ResourceARNList");
  if (arns && (arns.length < 1 || arns.length > 100))
    throw invalidParameter("ResourceARNList must have from 1 to 100 members.");
  if (arns && (input.TagFilters || input.ResourceTypeFilters || input.ResourcesPerPage)) {
    throw invalidParameter("ResourceARNList cannot be given together with filters or a page size.");
  }
  return ({ arn }) => arns?.includes(arn) ?? true;
}
