import { sqliteFile } from './places/sqlite-file.js';
import { describeTrials } from './short-form.js';
import { everywhere, onSqlite } from './trials.js';

describeTrials('better-sqlite3', [...everywhere, ...onSqlite], () => ({ ground: sqliteFile('better-sqlite3') }));
