const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A text as its UTF-8 bytes in base64url without padding, which URLs take as it is. Here because core has no `Buffer`. */
export const toBase64Url = (text: string): string => {
  const bytes = bytesOf(text);
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a, b = 0, c = 0] = bytes.slice(index, index + 3) as [number, number?, number?];
    const bits = (a << 16) | (b << 8) | c;
    const quad = [18, 12, 6, 0].map((shift) => digits[(bits >> shift) & 63]).join('');
    encoded += quad.slice(0, bytes.length - index + 1);
  }
  return encoded;
};

/** Undefined for what no text is encoded as. */
export const fromBase64Url = (encoded: string): string | undefined => {
  let escaped = '';
  let bits = 0;
  let held = 0;
  for (const digit of encoded) {
    const value = digits.indexOf(digit);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    escaped += `%${((bits >> held) & 255).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
};

const bytesOf = (text: string): readonly number[] =>
  (encodeURIComponent(text).match(/%..|./g) ?? []).map((part) =>
    part.length === 1 ? part.charCodeAt(0) : Number.parseInt(part.slice(1), 16),
  );
