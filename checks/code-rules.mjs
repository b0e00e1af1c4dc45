import { Visitor } from "rolldown/utils";

const ENVIRONMENT_READERS = /(^lib\/env\.ts$|\.mjs$|\.cjs$|^[^/]+\.config\.[a-z]+$|^jobs\/demo\/)/;

/** Problems as lines of text: what types and imports cannot forbid. */
export function checkCode(sources) {
  return sources.flatMap((source) => [...checkTypes(source), ...checkEnvironment(source), ...checkCorePurity(source)]);
}

function checkTypes(source) {
  if (source.isTest) return [];
  return findings(source, (found) => ({
    TSAnyKeyword: (node) => found(node, "`any` says nothing: name the type, or use unknown"),
    TSNonNullExpression: (node) => found(node, "`!` silences the compiler: handle the absent case"),
    TSEnumDeclaration: (node) => found(node, "an enum is a union of strings here"),
    TSModuleDeclaration: (node) => node.id.type === "Identifier" && found(node, "a namespace is a file here"),
  }));
}

function checkEnvironment(source) {
  if (source.isTest || ENVIRONMENT_READERS.test(source.path)) return [];
  return findings(source, (found) => ({
    MemberExpression: (node) => isMember(node, "process", "env") && found(node, "only lib/env.ts reads process.env"),
  }));
}

/** core gets time and chance as arguments and knows no process: the same input gives the same answer everywhere. */
function checkCorePurity(source) {
  if (source.isTest || !source.path.startsWith("lib/core/")) return [];
  return findings(source, (found) => ({
    MemberExpression: (node) => {
      if (isMember(node, "Date", "now") || isMember(node, "performance", "now")) found(node, "core gets the time as an argument");
      if (isMember(node, "Math", "random") || isMember(node, "crypto")) found(node, "core gets chance as an argument");
      if (isMember(node, "process") || isMember(node, "globalThis")) found(node, "core knows no process");
    },
    NewExpression: (node) => {
      if (node.callee.name === "Date" && node.arguments.length === 0) found(node, "core gets the time as an argument");
    },
    CallExpression: (node) => {
      if (/^(fetch|setTimeout|setInterval|setImmediate|Date)$/.test(node.callee.name)) found(node, `core does not call ${node.callee.name}`);
    },
  }));
}

function isMember(node, object, property) {
  if (node.object.type !== "Identifier" || node.object.name !== object) return false;
  return property === undefined || node.property.name === property;
}

function findings(source, visitorFor) {
  const problems = [];
  const found = (node, problem) => problems.push(`${source.path}:${source.lineAt(node.start)} ${problem}`);
  new Visitor(visitorFor(found)).visit(source.program);
  return problems;
}
