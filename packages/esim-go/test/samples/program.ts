/** A sample of the vendor's documentation, as it stands there. */
export interface Sample {
  readonly operation: string;
  readonly text: string;
}

const imports = /^import \{([^}]*)\} from '@esim-go\/client';\n/;
const declaration = /^let (\w+): (.+?);/gm;

/**
 * One program of all samples: each with another import, and with values for what it only declares. All else is as it stands
 * in the documentation, so that the compiler says whether our types take it.
 */
export const programOf = (samples: readonly Sample[]): string => {
  const names = new Set(
    samples.flatMap(({ text }) =>
      imports
        .exec(text)![1]!
        .split(',')
        .map((name) => name.trim()),
    ),
  );
  const imported = [...names].sort().map((name) => (/Api$|^Configuration$/.test(name) ? name : `type ${name}`));
  return [
    '// Made from the samples beside it, by samples.test.ts with HOLDALL_WRITE_SAMPLES=1.',
    '/* oxlint-disable prefer-const */',
    `import { ${imported.join(', ')} } from '@holdall/esim-go';`,
    '',
    'export const samples = {',
    ...samples.map(({ operation, text }) => `${operation}: ${functionOf(text)},\n`),
    '};',
    '',
  ].join('\n');
};

const functionOf = (text: string): string => {
  const given = [...text.matchAll(declaration)].map(([, name, type]) => `${name}: ${type}`);
  const body = text
    .replace(imports, '')
    .replaceAll(declaration, (_all, name: string, type: string) => `let ${name}: ${type} = given.${name};`);
  return `async (${given.length === 0 ? '' : `given: { ${given.join('; ')} }`}) => {${body}\nreturn { status, data };\n}`;
};
