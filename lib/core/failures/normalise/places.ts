const FILE_NAME =
  /\.(?:avro|bak|bin|c|cc|cfg|class|conf|config|cpp|cs|csproj|css|csv|dat|db|dll|doc|docx|env|ex|exe|exs|gif|go|gz|h|hpp|htm|html|ini|jar|java|jpe?g|js|json|jsonl|jsx|jsp|kt|kts|lock|log|lua|mjs|cjs|mp[34]|msi|parquet|pdf|pem|php|pid|pl|pm|png|properties|proto|ps1|py|pyc|rb|rpm|rs|scala|sh|snappy|so|sock|sql|svg|swift|tar|tf|tgz|tmp|toml|ts|tsx|txt|war|wasm|xlsx?|xml|xsd|ya?ml|zip|zst)(?:\.\d+)*(?::\d+)*(?::in)?$/;
const HOST_ENDING = new Set(
  "com org net edu gov mil int io dev app cloud local localdomain internal lan corp home intranet intra info biz de uk fr nl ch eu se pl ru cn jp kr br au ca es tw hk sg nz za mx ar tr ua cz dk gr hu ie il pt ro th vn fi sk bg lt lv ee hr rs cl co pe ve sa ae ph pk ng ke lu ir kz eg ma tn lk bd np xyz online site tech".split(
    " ",
  ),
);
const PACKAGE_START = new Set(
  "com org net io edu gov java javax jakarta sun scala kotlin android akka dev app".split(" "),
);
const IP_V4 = /^\/?(?:[\w.-]{1,100}\/)?\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5}|\/\d{1,2})?$/;
const IP_V6 =
  /^\/?(?=[0-9a-f:.]{2,45}(?:%\w{1,16})?$)(?=.*\d|.*[a-f])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]{0,15}(?:%\w{1,16})?$/i;

const NAMED_AFTER_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?:\.[a-z][a-z0-9-]*){2,}$/;
const THREE_LABELS = /^[A-Za-z0-9-]+(?:\.[a-z0-9-]+){2,}$/;
const ADDRESS_IN_LABEL = /^[^.]*\d-\d{1,3}-\d{1,3}-\d/;
/** Capitals only in the first of three labels or more: `Newtonsoft.Json.net` and `com.acme.Order` are no hosts. */
const HOST_NAME = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)+|[A-Za-z0-9_-]+(?:\.[a-z0-9_-]+){2,})$/;

/** An IP address or a host name, with or without port. */
export function isHost(word: string): boolean {
  if (word.length > 260) return false;
  if (IP_V4.test(word)) return true;
  if (IP_V6.test(word) && (word.includes("::") || word.split(":").length === 8)) return true;
  const name = word.replace(/:\d{1,5}$/, "");
  if (name === "localhost" || /^www\.[\w-]+\./.test(name)) return true;
  if (NAMED_AFTER_ADDRESS.test(name) || (THREE_LABELS.test(name) && ADDRESS_IN_LABEL.test(name))) return true;
  if (!HOST_NAME.test(name)) return false;
  const labels = name.split(".");
  const isNamedLikeHost = HOST_ENDING.has(labels[labels.length - 1] ?? "") && !PACKAGE_START.has(labels[0] ?? "");
  return isNamedLikeHost || (name !== word && labels.length >= 3);
}

/** A file name with a well-known ending, or a path of three names or more; not `and/or`, not `application/json`. */
export function isPath(word: string): boolean {
  const tail = word.slice(-80);
  if (FILE_NAME.test(tail) && !/^\.?\w+$/.test(tail)) return true;
  return (word.match(/[/\\]/g)?.length ?? 0) >= 2 && /\p{L}/u.test(word);
}
