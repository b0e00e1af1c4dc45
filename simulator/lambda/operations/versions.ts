import type { Operation } from "../../service";
import { textIn } from "../../wire/input";
import { publishVersion } from "../create-function";
import {
  conflict,
  functionNotFound,
  invalidParameter,
  notFound,
  notSimulated,
  preconditionFailed,
  validationError,
} from "../errors";
import { locate, requireVersion } from "../function-name";
import type { FunctionAlias, LambdaFunction } from "../functions-state";
import { pageOf } from "../page";
import { shownFunction } from "../shown-function";

const LARGEST_PAGE = 50;
const ALIAS = /^(?!^\d+$)[\w-]{1,128}$/;

export const PublishVersion: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const revisionId = textIn(input, "RevisionId");
  if (revisionId !== undefined && revisionId !== fn.latest.revisionId) throw preconditionFailed();
  const hash = textIn(input, "CodeSha256");
  if (hash !== undefined && hash !== fn.latest.code.CodeSha256) {
    throw invalidParameter(
      `CodeSHA256 (${hash}) is different from current CodeSHA256 in $LATEST (${fn.latest.code.CodeSha256}).`,
    );
  }
  return shownFunction(fn, publishVersion(call.world, fn, textIn(input, "Description"), call.world.clock.now()));
};

export const ListVersionsByFunction: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const versions = [fn.latest, ...fn.published];
  const keyOf = ({ version }: { version: string }) => (version === "$LATEST" ? "0" : version).padStart(12, "0");
  const { shown, nextMarker } = pageOf(versions, keyOf, input, LARGEST_PAGE);
  return { Versions: shown.map((version) => shownFunction(fn, version, version.version)), NextMarker: nextMarker };
};

export const CreateAlias: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const name = textIn(input, "Name") ?? "";
  if (!ALIAS.test(name)) {
    throw validationError("name", name, `Member must satisfy regular expression pattern: ${ALIAS}`);
  }
  if (fn.aliases.some((alias) => alias.name === name)) throw conflict(`Alias already exists: ${fn.arn}:${name}`);
  const alias = { ...aliasIn(fn, input, { description: "" }), name, revisionId: call.world.uuid() };
  fn.aliases.push(alias);
  return shownAlias(fn, alias);
};

export const UpdateAlias: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const before = requireAlias(fn, textIn(input, "Name"));
  const alias = { ...before, ...aliasIn(fn, input, before), revisionId: call.world.uuid() };
  fn.aliases = fn.aliases.map((one) => (one.name === alias.name ? alias : one));
  return shownAlias(fn, alias);
};

export const GetAlias: Operation = (call, input) => {
  const { fn } = locate(call, input);
  return shownAlias(fn, requireAlias(fn, textIn(input, "Name")));
};

export const ListAliases: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const version = textIn(input, "FunctionVersion");
  const wanted = fn.aliases.filter((alias) => version === undefined || alias.version === version);
  const { shown, nextMarker } = pageOf(wanted, ({ name }) => name, input, LARGEST_PAGE);
  return { Aliases: shown.map((alias) => shownAlias(fn, alias)), NextMarker: nextMarker };
};

/** Succeeds for an alias that does not exist. */
export const DeleteAlias: Operation = (call, input) => {
  const { fn } = locate(call, input);
  const name = textIn(input, "Name");
  fn.aliases = fn.aliases.filter((alias) => alias.name !== name);
};

function aliasIn(
  fn: LambdaFunction,
  input: Readonly<Record<string, unknown>>,
  before: { readonly version?: string; readonly description: string },
) {
  if (input.RoutingConfig) throw notSimulated("RoutingConfig");
  const version = textIn(input, "FunctionVersion") ?? before.version;
  if (version === undefined) throw validationError("functionVersion", "null", "Member must not be null");
  if (!/^(?:\$LATEST|\d+)$/.test(version)) throw functionNotFound(`${fn.arn}:${version}`);
  requireVersion(fn, version);
  return { version, description: textIn(input, "Description") ?? before.description };
}

function requireAlias(fn: LambdaFunction, name: string | undefined): FunctionAlias {
  const alias = fn.aliases.find((one) => one.name === name);
  if (!alias) throw notFound(`Cannot find alias arn: ${fn.arn}:${name}`);
  return alias;
}

function shownAlias(fn: LambdaFunction, { name, version, description, revisionId }: FunctionAlias) {
  const AliasArn = `${fn.arn}:${name}`;
  return { AliasArn, Name: name, FunctionVersion: version, Description: description, RevisionId: revisionId };
}
