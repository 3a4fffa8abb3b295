import { MemoryStore } from '@holdall/core';
import { describeStore } from '@holdall/testing';
import { describe, it } from 'vitest';

describeStore('MemoryStore', () => new MemoryStore(), { describe, it });
