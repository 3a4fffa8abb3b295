import { bodyOf, textIn } from '../api/body.js';
import type { Operation } from '../api/operation.js';
import { badRequest } from '../api/refused.js';
import { done } from '../api/response.js';
import { esimOf } from '../rules/esims.js';
import { stamp } from '../rules/stamp.js';

const maxLength = 160;

export const esimsIccidSmsPost: Operation = {
  id: 'esimsIccidSmsPost',
  method: 'POST',
  path: '/esims/:iccid/sms',

  changes: (world, request) => {
    const esim = esimOf(world, request.params['iccid']!);
    const body = bodyOf(request);
    const message = textIn(body['message'], 'message');
    const from = textIn(body['from'] ?? 'eSIM', 'from');
    if (Array.from(message).length > maxLength) throw badRequest(`message must be of 1 to ${maxLength} characters`);
    if (!world.settings.sms.senders.includes(from)) throw badRequest(`from is not enabled: ${from}`);
    esim.sms.push({ message, from, at: stamp(world) });
    return done('sent');
  },
};
