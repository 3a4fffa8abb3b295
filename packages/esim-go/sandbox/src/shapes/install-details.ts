import { first, type ApiRequest } from '../api/request.js';
import { activationCode, type Esim } from '../world/esim.js';
import type { Settings } from '../world/settings.js';

/** What a phone needs, as both kinds of eSIM details show it. */
export const installDetails = ({ shapes }: Settings, esim: Esim, request: ApiRequest): object => ({
  iccid: esim.iccid,
  matchingId: esim.matchingId,
  smdpAddress: addressOf(shapes, esim),
  profileStatus: esim.profileStatus,
  pin: esim.pin,
  puk: esim.puk,
  ...additionalFields(esim, first(request, 'additionalFields') ?? ''),
});

/** Some examples carry a prefix that no activation code has. */
export const addressOf = (shapes: Settings['shapes'], { smdpAddress }: Esim): string =>
  shapes.smdpAddress === 'url' ? `http://${smdpAddress}` : smdpAddress;

const additionalFields = (esim: Esim, asked: string): object => {
  const code = activationCode(esim);
  return {
    ...(asked.includes('appleInstallUrl')
      ? { appleInstallUrl: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${code}` }
      : {}),
    ...(asked.includes('installUrl') ? { installUrl: `https://install.sandbox.example.com/?code=${code}` } : {}),
  };
};
