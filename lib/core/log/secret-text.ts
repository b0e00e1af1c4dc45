export const CENSOR = "[redacted]";

/** Names under which secrets travel, without regard to case, hyphens and underscores. */
const SECRET_NAMES = new Set([
  "accesstoken",
  "apikey",
  "assertion",
  "authorization",
  "body",
  "clientassertion",
  "clientsecret",
  "codeverifier",
  "cookie",
  "credentials",
  "databaseurl",
  "externalid",
  "idtoken",
  "masterkey",
  "newpassword",
  "oldpassword",
  "passphrase",
  "password",
  "plaintext",
  "privatekey",
  "proxyauthorization",
  "refreshtoken",
  "secret",
  "secretaccesskey",
  "sessiontoken",
  "setcookie",
  "token",
  "xapikey",
  "xamzsecuritytoken",
]);

/** Whether what stands under this name must not be written down. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.has(name.replace(/[-_\s]/g, "").toLowerCase());
}

/** Shapes by which a secret is known wherever it stands. Each is matched in one pass. */
const SECRET_SHAPES: readonly RegExp[] = [
  /(\b(?:bearer|basic) )[\w.~+/=-]{8,}/gi,
  /()\bdlo_[\w-]{20,}/g,
  /()\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /()\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /(\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@]{1,200}:)[^\s@/]{1,500}(?=@)/gi,
  /([?&](?:code|state|token|[a-z]+_token|client_secret|password|X-Amz-Signature)=)[^&\s"'<>]+/gi,
];

/** The same text with what looks like a secret taken out. */
export function withoutSecrets(text: string): string {
  return SECRET_SHAPES.reduce((left, shape) => left.replace(shape, `$1${CENSOR}`), text);
}
