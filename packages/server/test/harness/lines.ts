/** Where a server logs to in a test: lines of JSON, read back. */
export class Lines {
  readonly texts: string[] = [];

  write(line: string): void {
    this.texts.push(line);
  }

  get read(): readonly Record<string, unknown>[] {
    return this.texts.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Those of requests. */
  get answered(): readonly Record<string, unknown>[] {
    return this.read.filter(({ msg }) => msg === 'answered');
  }
}
