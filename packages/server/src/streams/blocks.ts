/** Characters. Each block is a write of its own; lines are too short for that, and all of them are too much to hold. */
const enough = 64 * 1024;

/** Texts in blocks of about the same length. The next one is read when the one before was taken. */
export async function* blocksOf(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let block: string[] = [];
  let length = 0;
  for await (const text of texts) {
    block.push(text);
    length += text.length;
    if (length < enough) continue;
    yield block.join('');
    block = [];
    length = 0;
  }
  if (length > 0) yield block.join('');
}
