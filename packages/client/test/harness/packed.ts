import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../..');
const tsc = resolve(folder, '../../node_modules/typescript/bin/tsc');

export interface Packed {
  /** A project that has the package, and nothing else, in its node_modules. */
  readonly project: string;
  readonly dist: string;
  remove(): void;
}

/** The package as it would be published, made from source: no build to forget. */
export const packed = (): Packed => {
  const project = mkdtempSync(join(tmpdir(), 'holdall-client-'));
  const place = join(project, 'node_modules/@holdall/client');
  const dist = join(place, 'dist');
  mkdirSync(dist, { recursive: true });
  const info = join(project, 'build.tsbuildinfo');
  run(project, tsc, '-p', folder, '--outDir', dist, '--tsBuildInfoFile', info);
  const { publishConfig, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(join(place, 'package.json'), JSON.stringify({ ...manifest, exports: publishConfig.exports }));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  return { project, dist, remove: () => rmSync(project, { recursive: true, force: true }) };
};

interface Manifest {
  readonly publishConfig: { readonly exports: unknown };
}

/** Compiles a file of the project, strictly, with what browsers have and no types of Node. Answers what the compiler says. */
export const compiled = ({ project }: Packed, source: string): string => {
  writeFileSync(join(project, 'host.ts'), source);
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
  try {
    return run(project, tsc, ...options, '--lib', 'es2023,dom,dom.iterable', join(project, 'host.ts'));
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
};

const run = (cwd: string, ...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
