/** What must not stand in a log, wherever it comes: in a header, in a form, in a query. */
const secret =
  /^(?:proxy-)?authorization$|^(?:set-)?cookie$|token|secret|password|passwd|^api[-_]?key$|^x-api-key$|idempotency-?key|^assertion$|^code$/i;
const censored = '[redacted]';

export const isSecret = (name: string): boolean => secret.test(name);

/** A URL with the values of its secret keys taken out, however they are spelled. */
export const withoutSecrets = (url: string): string => {
  const question = url.indexOf('?');
  if (question < 0) return url;
  const pairs = url
    .slice(question + 1)
    .split(/[&;]/)
    .map((pair) => {
      const [name] = pair.split('=', 1) as [string];
      return isSecret(plain(name)) ? `${name}=${censored}` : pair;
    });
  return `${url.slice(0, question)}?${pairs.join('&')}`;
};

/** The same of headers, or of any names with values. */
export const withoutSecretValues = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isSecret(name) ? censored : value]));

const plain = (name: string): string => {
  try {
    return decodeURIComponent(name.replaceAll('+', ' ')).trim();
  } catch {
    return name;
  }
};
