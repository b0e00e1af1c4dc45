/** What ends like this, or is one of these, is a thing of the program and no name of somebody. */
const NO_NAME = String.raw`\w*(?:tion|sion|ment|ing|ings|ity|ness|ance|ence|ences|exception|error|ed)\b`;
const NO_NAMES =
  "not|is|are|was|were|has|have|had|does|do|did|can|cannot|could|may|must|should|will|would|with|without|for|from|by|in|on|at|to|of|and|or|as|if|who|that|the|this|a|an|id|ids|name|names|agent|account|accounts|input|data|group|groups|role|roles|pool|type|service|profile|profiles|preferences|settings|config|token|tokens|table|record|records|model|object|entity|query|event|events|message|queue|topic|cache|store|sync|update|updates|lookup|login|logon|logout|signup|list|status|state|key|keys|limit|quota|space|level|mode|defined|already|logged|interrupt|interrupted|cancelled|canceled|request|requests|password|email|address|api|domain|directory|file|field|not|null|undefined|none|unknown|invalid";
const FAILS =
  "(?! (?:failed|failure|error|exception|timed|timeout|unavailable|api|service|endpoint|request|response)\\b)";
const NAME = String.raw`[\p{L}_](?:[\p{L}\p{N}_.$\\-]|<\*>){0,60}(?![\p{L}\p{N}_:<-]|\.\S)`;

const USER_NAME = new RegExp(
  String.raw`\b(users?|username) (?!(?:${NO_NAMES})\b|${NO_NAME})(?=\p{L}|_)${NAME}${FAILS}`,
  "giu",
);
const REFUSED_USER = new RegExp(
  String.raw`\b((?:invalid|illegal|unknown) user )(?!(?:ids?|names?|input|data|credentials|agent|password|token)\b)${NAME}(?= (?:from|at) <| ?\[)`,
  "giu",
);
/** `Failed password for root from …`, `Login failed for reporting`: somebody, because this is what people have or do. */
const NAME_OF_SOMEBODY = new RegExp(
  String.raw`\b((?:password|passwd|publickey|authentication failures?|(?:login|logon|sign-?in|authentication)(?: attempt)?(?: failed| denied| refused)?|session (?:opened|closed)) for )(?!(?:users?|username|${NO_NAMES})\b|${NO_NAME})${NAME}(?=$|[,.;!)]| ?[(\[]| (?:from|by|on|at|via|<)| ?<)`,
  "giu",
);

/** Names of people and accounts behind words that announce one become `<*>`. */
export function replacePeople(text: string): string {
  const users = /user/i.test(text) ? text.replace(REFUSED_USER, "$1<*>").replace(USER_NAME, "$1 <*>") : text;
  return / for /i.test(users) ? users.replace(NAME_OF_SOMEBODY, "$1<*>") : users;
}
