// Writes events.ndjson anew. The file is committed: run this only to change the season itself.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inventSeason } from './invent-season.js';
import { seasonFile, textOf } from './season-files.js';
import { seed } from './seed.js';

const events = inventSeason(seed);
const file = fileURLToPath(seasonFile('events.ndjson'));
writeFileSync(file, textOf(events));
console.log(`Seed ${seed}: ${events.length.toLocaleString('en-US')} events written to ${file}`);
