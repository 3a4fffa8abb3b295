import { describe, expect, it } from 'vitest';
import { assignmentsOn, issue } from './quick-start.js';
import { france, sandbox } from './sandboxed.js';

describe('the example of the README', () => {
  it('issues an eSIM, whose codes are those of the sandbox', async () => {
    await sandbox.stock(france, 1);
    const codes = await issue(france);
    const [esim] = Object.values((await sandbox.state()).esims);
    expect(codes).toEqual([`LPA:1$${esim!.smdpAddress}$${esim!.matchingId}`]);
    expect(await assignmentsOn(esim!.iccid)).toMatchObject([{ bundleState: 'queued' }]);
    expect(await issue(france)).toBe('sold out');
  });

  it('does not issue a second one for one whose answer was lost', async () => {
    await sandbox.stock(france, 2);
    await sandbox.fault({ operation: 'esimsApplyPost', effect: 'done', outcome: { kind: 'drop' } });
    expect(await issue(france)).toBe('being looked into');
    expect(Object.keys((await sandbox.state()).esims)).toHaveLength(1);
  });
});
