const ERROR_SIGN =
  /\b[A-Za-z_.]{0,80}(?:Exception|Error|Fault)\b|^[^\S\n]*(?:error|fatal|panic|severe|critical|exception|failure|failed)\b|\b(?:error|fatal|panic|exception|traceback|segfault|failed (?:to|with)|failure|could not|cannot|unable to|timed out|denied|refused)\b|Traceback \(most recent|\n\s+at \S+\(|fehlgeschlagen|erreur|échec|ошибка|エラー|错误/im;

/** Whether a plain text is about something that went wrong. Reads its first 4,000 characters. */
export function readsLikeError(text: string): boolean {
  return ERROR_SIGN.test(text.slice(0, 4_000));
}
