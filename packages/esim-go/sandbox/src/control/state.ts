import { z } from 'zod';
import { command, known } from './command.js';

export const readState = command({
  method: 'GET',
  path: '/state',
  summary: 'The ground truth: the whole world',
  body: z.unknown(),
  reads: (world) => world,
});

export const readEsim = command({
  method: 'GET',
  path: '/esims/:iccid',
  summary: 'The truth of one eSIM, whoever holds it',
  body: z.unknown(),
  reads: ({ esims }, { params }) => known(esims[params['iccid']!], 'eSIM'),
});
