const LONGEST = 300;

/**
 * Why a try failed, in words that may be shown and logged: addresses and everything secret are taken out, in whatever text the
 * other side answered with, and it stays one line of at most 300 characters.
 */
export function redactFailure(reason: string, secrets: readonly string[]): string {
  const withoutSecrets = [...secrets]
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, "(secret)"), reason);
  return withoutSecrets
    .replace(/\b(basic|bearer)\s+[\w+/=.~-]{8,}/gi, "$1 (secret)")
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s.]\S*/gi, "(address)")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();
}
