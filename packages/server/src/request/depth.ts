const quote = 0x22;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openMap = 0x7b;
const closeMap = 0x7d;

/**
 * Whether JSON holds values within values within values, and so on, more than `most` deep. `JSON.parse` takes any depth;
 * whoever walks what comes out of it runs out of stack. Looked for in the text, before anything is made of it.
 */
export const isDeeperThan = (most: number, json: string): boolean => {
  // So short, it cannot be: what is usual pays nothing.
  if (json.length <= most) return false;
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (inText) {
      if (code === backslash) index += 1;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (code === openList || code === openMap) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === closeList || code === closeMap) depth -= 1;
  }
  return false;
};
